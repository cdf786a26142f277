import { VERDICTS } from '../api/wire.ts';

const PREFIX = new RegExp(`^(${VERDICTS.join('|')}|running): `);

/** A run's sentence without what stands beside it already: the verdict, or that it goes on. Begins with a capital unless a metric's name does. */
export function bareSentence(sentence: string): string {
  return sentence.replace(PREFIX, '');
}
