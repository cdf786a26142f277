import { parseInt64 } from '../../core/go/int.ts';
import { parseFloat64 } from '../../core/go/parse-float.ts';
import { quote } from '../../core/go/quote.ts';
import { JsonPathError } from './json-path-error.ts';
import type { ListNode, PathNode } from './json-path-node.ts';
import { parseSlice } from './parse-slice.ts';
import { TextCursor } from './text-cursor.ts';
import { unquoteLiteral } from './unquote-literal.ts';

/**
 * Reads a JSON path in the dialect of Kubernetes: paths stand in braces, what is outside is literal text.
 *
 * @returns the texts and paths in their order; every path is a list
 * @throws JsonPathError with client-go's text, such as `unclosed action`, `unterminated array`, `invalid array index "b"`
 * @see https://kubernetes.io/docs/reference/kubectl/jsonpath/
 */
export function parseJsonPath(text: string): readonly PathNode[] {
  const cursor = new TextCursor(text);
  const nodes: PathNode[] = [];
  for (;;) {
    while (!cursor.comes('{') && cursor.peek() !== '') cursor.next();
    const literal = cursor.part();
    if (literal !== '') nodes.push({ kind: 'text', text: literal });
    if (cursor.peek() === '') return nodes;
    cursor.skip(1);
    nodes.push({ kind: 'list', nodes: parseAction(cursor) });
  }
}

/** Reads a path without its braces, such as a filter's operand. */
function parseInner(text: string): ListNode {
  const [first] = parseJsonPath(`{${text}}`);
  return first?.kind === 'list' ? first : { kind: 'list', nodes: [] };
}

/** Reads up to the closing brace. */
function parseAction(cursor: TextCursor): readonly PathNode[] {
  const nodes: PathNode[] = [];
  while (!cursor.comes('}')) nodes.push(...parseStep(cursor, nodes.at(-1)));
  cursor.skip(1);
  return nodes;
}

function parseStep(cursor: TextCursor, last: PathNode | undefined): readonly PathNode[] {
  if (cursor.comes('[?(')) return [parseFilter(cursor)];
  if (cursor.comes('..')) return parseRecursive(cursor, last);
  const char = cursor.next();
  if (char === '' || isLineEnd(char)) throw new JsonPathError('unclosed action');
  if (char === ' ' || char === '@' || char === '$') {
    cursor.part();
    return [];
  }
  if (char === '[') return parseBrackets(cursor);
  if (char === '"' || char === "'") return [parseQuoted(cursor, char)];
  if (char === '.') return [parseField(cursor)];
  cursor.back(char);
  if (char === '+' || char === '-' || isDigit(char)) return [parseNumber(cursor)];
  if (isWordChar(char)) return [parseWord(cursor)];
  throw new JsonPathError(`unrecognized character in action: ${describeChar(char)}`);
}

function parseRecursive(cursor: TextCursor, last: PathNode | undefined): readonly PathNode[] {
  if (last?.kind === 'recursive') throw new JsonPathError('invalid multiple recursive descent');
  cursor.skip(2);
  return isWordChar(cursor.peek()) ? [{ kind: 'recursive' }, parseField(cursor)] : [{ kind: 'recursive' }];
}

/** A name up to the next character with a meaning; a backslash takes that meaning away. */
function parseField(cursor: TextCursor): PathNode {
  cursor.part();
  while (!endsWord(cursor.peek())) {
    if (cursor.next() === '\\') cursor.next();
  }
  const name = cursor.part();
  return name === '*' ? { kind: 'wildcard' } : { kind: 'field', name: name.replaceAll('\\', '') };
}

function parseWord(cursor: TextCursor): PathNode {
  while (!endsWord(cursor.peek())) cursor.next();
  const word = cursor.part();
  return word === 'true' || word === 'false' ? { kind: 'bool', value: word === 'true' } : { kind: 'word', word };
}

function parseNumber(cursor: TextCursor): PathNode {
  if (cursor.peek() === '+' || cursor.peek() === '-') cursor.next();
  while (cursor.peek() === '.' || isDigit(cursor.peek())) cursor.next();
  const text = cursor.part();
  const whole = parseInt64(text, 'Atoi');
  if (whole.ok) return { kind: 'int', value: whole.value };
  const float = parseFloat64(text);
  if (float.ok) return { kind: 'float', value: float.value };
  throw new JsonPathError(`cannot parse number ${text}`);
}

function parseQuoted(cursor: TextCursor, quoteChar: string): PathNode {
  for (;;) {
    const char = cursor.next();
    if (char === '' || char === '\n') throw new JsonPathError('unterminated quoted string');
    if (char === quoteChar && cursor.beforeLast() !== '\\')
      return { kind: 'text', text: unquoteLiteral(cursor.part()) };
  }
}

/** What stands in brackets: a union, a key in single quotes, or an index or slice. */
function parseBrackets(cursor: TextCursor): readonly PathNode[] {
  for (let char = ''; char !== ']'; ) {
    char = cursor.next();
    if (char === '' || char === '\n') throw new JsonPathError('unterminated array');
  }
  const inside = cursor.part().slice(1, -1);
  const members = inside.split(',');
  if (members.length > 1) {
    return [{ kind: 'union', members: members.map((member) => parseInner(`[${member.replace(/^ +| +$/g, '')}]`)) }];
  }
  const key = /^'([^']*)'$/.exec(inside)?.[1];
  if (key !== undefined) return parseInner(`.${key}`).nodes;
  return [{ kind: 'slice', slice: parseSlice(inside === '*' ? ':' : inside) }];
}

function parseFilter(cursor: TextCursor): PathNode {
  cursor.skip(3);
  const text = filterText(cursor);
  const compared = /^([^!<>=]+)([!<>=]+)(.+)$/.exec(text);
  if (compared === null) return { kind: 'exists', path: parseInner(text) };
  const [, left = '', operator = '', right = ''] = compared;
  return { kind: 'filter', left: parseInner(left), operator, right: parseInner(right) };
}

/** The text between `[?(` and `)]`. A parenthesis counts outside a quoted text; only the first quoted text is known as one. */
function filterText(cursor: TextCursor): string {
  let opened = '';
  let isClosed = false;
  for (;;) {
    const char = cursor.next();
    if (char === '' || char === '\n') throw new JsonPathError('unterminated filter');
    if ((char === '"' || char === "'") && opened === '') opened = char;
    else if (char === opened && cursor.beforeLast() !== '\\') isClosed = true;
    else if (char === ')' && (opened !== '') === isClosed) break;
  }
  if (cursor.next() !== ']') throw new JsonPathError('unclosed array expect ]');
  return cursor.part().slice(0, -2);
}

function endsWord(char: string): boolean {
  return char === '' || ' \t\r\n.,[]$@{}'.includes(char);
}

function isLineEnd(char: string): boolean {
  return char === '\r' || char === '\n';
}

function isDigit(char: string): boolean {
  return /^\p{Nd}$/u.test(char);
}

function isWordChar(char: string): boolean {
  return char === '_' || /^[\p{L}\p{Nd}]$/u.test(char);
}

/** A character the way Go's `%#U` shows it: `U+002A '*'`, or without the character when it cannot be printed. */
function describeChar(char: string): string {
  const code = (char.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0');
  const isPrintable = char === '"' || char === '\\' || quote(char) === `"${char}"`;
  return isPrintable ? `U+${code} '${char}'` : `U+${code}`;
}
