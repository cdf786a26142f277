import { percentEscape } from './percent.ts';

/**
 * Parameters as a form or query text, the way Go writes url.Values: names sorted by their bytes, values of one name in
 * their order, a blank as `+`.
 */
export function encodeForm(pairs: readonly (readonly [name: string, value: string])[]): string {
  return pairs
    .toSorted(([a], [b]) => Buffer.compare(Buffer.from(a), Buffer.from(b)))
    .map(([name, value]) => `${percentEscape(name, 'query')}=${percentEscape(value, 'query')}`)
    .join('&');
}
