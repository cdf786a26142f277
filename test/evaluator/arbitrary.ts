import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import type { Value } from '../../src/core/value.ts';

const FOLDER =
  process.env['VERDICT_CONFORMANCE'] ?? join(import.meta.dirname, '..', '..', '..', 'shared', 'conformance');
const FILE = join(FOLDER, 'expr.jsonl');

/** Conditions to start from where the ground truth is not there. */
const EXAMPLES = [
  'result[0] >= 0.95',
  'all(result, {# < 0.5}) and not (len(result) == 0)',
  'let x = result.a?.b ?? [1, 2.5]; map(x, # * 2) | filter(# > 1) | sum()',
  'if result matches `^a+$` { {a: 1}.a } else { date("2024-01-02").Year() }',
];

const CONDITIONS = existsSync(FILE)
  ? readFileSync(FILE, 'utf8')
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => (JSON.parse(line) as { expr: string }).expr)
      .filter((text) => text.length < 300)
  : EXAMPLES;

const WORD =
  /"(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*'|`[^`]*`|[\p{L}_$][\p{L}\p{Nd}_$]*|\d[\w.]*|\?\.|\?\?|\.\.|::|\*\*|&&|\|\||[<>=!]=|\s+|./gsu;

function wordsOf(text: string): string[] {
  return text.match(WORD) ?? [];
}

const WORDS = [...new Set(CONDITIONS.flatMap(wordsOf))].filter((word) => word.trim() !== '');

/** Words of conditions in any order. */
export const wordSoup = fc.array(fc.constantFrom(...WORDS), { maxLength: 12 }).map((words) => words.join(' '));

/** A known condition with a few words exchanged, left out or added. */
export const mutant = fc
  .tuple(
    fc.constantFrom(...CONDITIONS),
    fc.array(fc.tuple(fc.nat(), fc.constantFrom(...WORDS), fc.nat(2)), { maxLength: 3 }),
  )
  .map(([text, changes]) => {
    const words = wordsOf(text);
    for (const [at, word, removed] of changes) words.splice(at % (words.length + 1), removed, word);
    return words.join('');
  });

/** Anything at all. */
export const noise = fc.string({ unit: 'binary', maxLength: 40 });

/** Texts that may or may not be conditions. */
export const anyCondition = fc.oneof(mutant, mutant, wordSoup, noise);

/** What providers hand over. */
export const anyResult: fc.Arbitrary<Value> = fc.oneof(
  fc.constant(null),
  fc.float64Array({ maxLength: 5 }),
  fc.double(),
  fc.string({ maxLength: 10 }),
  fc.boolean(),
  fc.jsonValue() as fc.Arbitrary<Value>,
);
