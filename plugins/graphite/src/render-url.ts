import { encodeForm, formatGoUrl, parseForm, parseGoUrl, withPath } from 'verdict/plugin';
import type { GraphiteConfig } from './graphite-config.ts';

/**
 * Where a query is asked: /render below the address, with the query's parameters sorted by name and `format=json`.
 * All blanks leave the query, those inside quotes too, so that it may be written over several lines. A parameter that is not
 * well-formed is left out without a word; a query of the address counts for nothing.
 */
export function renderUrl({ address, query }: Pick<GraphiteConfig, 'address' | 'query'>): string {
  const { query: written = '', fragment } = parseGoUrl(`./render?${query.replace(/[\t\n\f\r ]+/g, '')}`);
  const parameters = parseForm(written).filter(([name]) => name !== 'format');
  const below = withPath({ ...address, opaque: '' }, 'render');
  return formatGoUrl({ ...below, query: encodeForm([...parameters, ['format', 'json']]), fragment });
}
