import type { Ended } from '../../../support/cli-process.ts';

/** What differs between two clusters though they agree: what is made by chance, and when. */
const BY_CHANCE: readonly (readonly [RegExp, string])[] = [
  [/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g, 'UID'],
  [/\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ/g, 'TIME'],
  [/\b[A-Z][a-z]{2}, \d\d [A-Z][a-z]{2} \d{4} \d\d:\d\d:\d\d \+\d{4}/g, 'TIME'],
  // Names that controllers make: of a ReplicaSet, and of its pods.
  [/\b(web|db)-[0-9a-z]{8,10}(-[0-9a-z]{5})?\b/g, '$1-HASH'],
  [/(pod-template-hash[=:] ?)[0-9a-z]{8,10}\b/g, '$1HASH'],
  [/\b10\.\d+\.\d+\.\d+\b/g, 'ADDRESS'],
  [/\b\d+(ms|s|m)\b/g, 'AGE'],
  [/(resourceVersion: |Resource Version: +)"?\d+"?/g, '$1VERSION'],
  [/\/\S*verdict-test-\w+/g, 'FOLDER'],
  // Columns are as wide as what stands in them.
  [/ {2,}/g, '  '],
];

/**
 * How kubectl ended and what it said, without what is made by chance.
 *
 * @param upTo  what comes after it is not compared
 */
export function comparable({ code, stdout, stderr }: Ended, upTo?: string): Pick<Ended, 'code' | 'stdout' | 'stderr'> {
  const [compared = ''] = upTo === undefined ? [stdout] : stdout.split(upTo);
  return { code, stdout: plain(compared), stderr: plain(stderr) };
}

function plain(text: string): string {
  return BY_CHANCE.reduce((replaced, [pattern, word]) => replaced.replaceAll(pattern, word), text);
}
