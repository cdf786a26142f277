import { didYouMean } from '../../../resources/nearest.ts';
import { refused } from '../check/refused.ts';
import { VERDICT_WORDS } from '../schema/run.ts';

const WORD = `(${VERDICT_WORDS.join('|')})`;
/** For clients. */
export const VERDICT_PATTERN = `^${WORD}(,${WORD})*$`;

/**
 * Verdicts as a query lists them, `fail,running`; null stands for runs that go on.
 *
 * @throws Fault REQUEST_INVALID naming the words there are
 */
export function verdictsOf(text: string): readonly (string | null)[] {
  const words = text.split(',');
  const known: readonly string[] = VERDICT_WORDS;
  const expected = `words of ${known.join(', ')}, with commas between them`;
  const found = words
    .filter((word) => !known.includes(word))
    .map((word) => ({
      pointer: 'verdict',
      detail: `verdict: expected ${expected}, found ${JSON.stringify(word.slice(0, 60))}${didYouMean(word.slice(0, 60), known)}`,
      expected,
    }));
  if (found.length > 0) throw refused('query', found);
  return words.map((word) => (word === 'running' ? null : word));
}
