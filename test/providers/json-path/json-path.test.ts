import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { marshalJson, unmarshalJson } from '../../../src/core/go/json.ts';
import { findInJson } from '../../../src/providers/json-path/find-in-json.ts';
import { JsonPathError } from '../../../src/providers/json-path/json-path-error.ts';
import { parseJsonPath } from '../../../src/providers/json-path/parse-json-path.ts';
import { Whole } from '../../../src/providers/json-path/path-value.ts';

const BODY = `{
  "a": 1, "b": "xy", "d": null, "e": [1, 2, 3], "x.y": 8, "list": [[1, 2], [3, [4]]],
  "items": [{"n": "p", "v": 1, "t": {"k": "y"}}, {"n": "q", "v": 22.5}, {"n": "r", "v": -3, "t": {"k": "z"}}]
}`;

/** All matches as JSON, or the error. */
function find(path: string, body = BODY): string {
  try {
    const found = findInJson(parseJsonPath(path), unmarshalJson(body));
    return found.map((value) => marshalJson(value instanceof Whole ? value.value : (value ?? null))).join(' ');
  } catch (thrown) {
    if (thrown instanceof JsonPathError) return `error: ${thrown.message}`;
    throw thrown;
  }
}

// Outcomes of client-go's util/jsonpath (Kubernetes 1.35).
describe('a JSON path in the dialect of Kubernetes', () => {
  it.each([
    { path: '{.a}', found: '1' },
    { path: '{$.a}{@.b}', found: '1 "xy"' },
    { path: 'a is {.a}!', found: '"a is " 1 "!"' },
    { path: '{.items[*].n}', found: '"p" "q" "r"' },
    { path: '{.items[-1].n}', found: '"r"' },
    { path: '{.e[0:3:2]}', found: '1 3' },
    { path: '{.e[-2:]}', found: '2 3' },
    { path: '{.e[2,0]}', found: '3 1' },
    { path: "{['a','b']}", found: '1 "xy"' },
    { path: '{.x\\.y}', found: '8' },
    { path: '{..k}', found: '"y" "z"' },
    { path: '{.list..}', found: '[[1,2],[3,[4]]] [1,2] [3,[4]] [4]' },
    { path: '{.b.*}', found: '120 121' },
    { path: '{.items[?(@.n=="q")].v}', found: '22.5' },
    { path: '{.items[?(@.t)].n}', found: '"p" "r"' },
    { path: '{.items[?(@.v>=22.5)].n}', found: '"q"' },
    { path: '{.items[?(@[0])].n}', found: '"p" "q" "r"' },
    { path: '{"\\x41\\u00e9\\n"}', found: '"Aé\\n"' },
    { path: '{1}{1.5}{true}', found: '1 1.5 true' },
    { path: '{range .items[*]}{.n}={.v};{end}', found: '"p" "=" 1 ";" "q" "=" 22.5 ";" "r" "=" -3 ";"' },
    { path: '{range .list[*]}{range [*]}x{end}-{end}', found: '"x" "x" "-" "x" "x" "-"' },
    { path: '{range .e[3:]}x{end}', found: '' },
    { path: '{.d}', found: 'null' },
  ])('$path finds $found', ({ path, found }) => {
    expect(find(path)).toBe(found);
  });

  it.each([
    { path: '{.zz}', error: 'zz is not found' },
    { path: '{.a[0]}', error: 'float64 is not array or slice' },
    { path: '{.e[3]}', error: 'array index out of bounds: index 3, length 3' },
    { path: '{.e[0:9]}', error: 'array index out of bounds: index 8, length 3' },
    { path: '{.e[2:1]}', error: 'starting index 2 is greater than ending index 1' },
    { path: '{.e[::0]}', error: 'step must be > 0' },
    { path: '{.a[?(@.b)]}', error: '1 is not array or slice and cannot be filtered' },
    { path: '{.items[0][?(@.b)]}', error: 'map[n:p t:map[k:y] v:1] is not array or slice and cannot be filtered' },
    { path: '{.items[?(@.v>10)]}', error: 'incompatible types for comparison' },
    { path: '{.items[?(@.t==1)]}', error: 'invalid type for comparison' },
    { path: '{.items[?(@.v=1)]}', error: 'unrecognized filter operator =' },
    { path: '{.items[?(@.*==1)]}', error: 'can only compare one element at a time' },
    { path: '{foo}', error: 'unrecognized identifier foo' },
    { path: '{end}', error: 'not in range, nothing to end' },
    { path: '{range .items[*]}{.n}', error: 'n is not found' },
    { path: '{.a', error: 'unclosed action' },
    { path: '{.a[0}', error: 'unterminated array' },
    { path: '{.a[x]}', error: 'invalid array index x' },
    { path: '{.a[-]}', error: 'array index - is not a number' },
    { path: '{....a}', error: 'invalid multiple recursive descent' },
    { path: '{"a}', error: 'unterminated quoted string' },
    { path: '{"\\q"}', error: 'unquote string "\\q" error invalid syntax' },
    { path: '{1.2.3}', error: 'cannot parse number 1.2.3' },
    { path: '{.e[?(@)}', error: 'unclosed array expect ]' },
    { path: '{.e[?(@', error: 'unterminated filter' },
    { path: '{*}', error: "unrecognized character in action: U+002A '*'" },
    { path: '{\t}', error: 'unrecognized character in action: U+0009' },
  ])('$path is refused: $error', ({ path, error }) => {
    expect(find(path)).toBe(`error: ${error}`);
  });

  it('finds nothing in nothing, and does not crash', () => {
    expect(find('{$}', 'null')).toBe('null');
    expect(find('{.a}', 'null')).toBe('error: a is not found');
    expect(find('{[0]}', 'null')).toBe('');
  });

  it('gives up before descents multiply without end', () => {
    const deep = `${'['.repeat(2000)}${']'.repeat(2000)}`;
    expect(find('{...*..[*]..[*]}', deep)).toBe('error: the path looks at more than 20000000 values');
  });

  it('takes any text as a path without failing otherwise than it says', () => {
    const pieces = ['{', '}', '.', '..', '*', '[', ']', '[?(', ')', '@', '$', "'", '"', '\\', ',', ':', 'range', 'end'];
    const token = fc.oneof(fc.constantFrom(...pieces, ' ', '0', '-1', 'a', 'items', '=='), fc.string({ maxLength: 3 }));
    fc.assert(
      fc.property(fc.array(token, { maxLength: 12 }), (tokens) => {
        expect(typeof find(`{${tokens.join('')}}`)).toBe('string');
        expect(typeof find(tokens.join(''))).toBe('string');
      }),
      { numRuns: 500 },
    );
  });
});
