import { didYouMean } from '../../../resources/nearest.ts';
import { VERDICT_WORDS } from '../schema/run.ts';

const WORD = `(${VERDICT_WORDS.join('|')})`;
/** For clients. */
export const VERDICT_PATTERN = `^${WORD}(,${WORD})*$`;

export const VERDICTS_EXPECTED = `words of ${VERDICT_WORDS.join(', ')}, with commas between them`;

/** What is wrong with a list of verdicts as a query writes it. */
export function verdictFaults(text: string): readonly string[] {
  const known: readonly string[] = VERDICT_WORDS;
  return text
    .split(',')
    .filter((word) => !known.includes(word))
    .map((word) => word.slice(0, 60))
    .map((word) => `${JSON.stringify(word)} is none of ${VERDICT_WORDS.join(', ')}${didYouMean(word, known)}`);
}

/**
 * Verdicts as a query lists them, `fail,running`; null stands for runs that go on.
 *
 * @param text  without faults
 */
export function verdictsOf(text: string): readonly (string | null)[] {
  return text.split(',').map((word) => (word === 'running' ? null : word));
}
