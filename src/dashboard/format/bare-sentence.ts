import { VERDICTS } from '../api/wire.ts';

const PREFIX = new RegExp(`^(${VERDICTS.join('|')}): `);
const STILL_RUNNING = 'the run has not ended: ';

/** A run's sentence without what stands beside it already: the verdict, or that it goes on. Begins with a capital unless a metric's name does. */
export function bareSentence(sentence: string): string {
  const text = sentence.replace(PREFIX, '');
  return text.startsWith(STILL_RUNNING) ? text.slice(STILL_RUNNING.length) : text;
}
