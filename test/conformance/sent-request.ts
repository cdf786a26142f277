import { formatGoUrl, type GoUrl, parseGoUrl } from '../../src/providers/http/go-url.ts';
import { parseForm } from '../../src/providers/http/parse-form.ts';
import type { Hop } from '../../src/providers/http/wire.ts';

/** A URL as requests are compared: its query decoded, names in any order, values of one name in theirs. */
export function urlToCompare(url: string | GoUrl): unknown {
  const { query, ...rest } = typeof url === 'string' ? parseGoUrl(url) : url;
  const parameters = parseForm(query ?? '').toSorted(([a], [b]) => (a < b ? -1 : Number(a > b)));
  return { address: formatGoUrl(rest), parameters };
}

/** A header of a request that was sent; undefined when it has none of that name. */
export function headerOf(hop: Hop, name: string): string | undefined {
  return hop.headers.find(([sent]) => sent === name)?.[1];
}
