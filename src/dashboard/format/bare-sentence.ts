import { VERDICTS } from '../api/wire.ts';
import { briefNumbers } from './brief-numbers.ts';

const PREFIX = new RegExp(`^(${VERDICTS.join('|')}|running): `);

/** A run's sentence without what stands beside it already: the verdict, or that it goes on, and with its numbers cut short. Begins with a capital unless a metric's name does. */
export function bareSentence(sentence: string): string {
  return briefNumbers(sentence.replace(PREFIX, ''));
}
