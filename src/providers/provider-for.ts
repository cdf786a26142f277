import { Fault } from '../core/fault.ts';
import type { Provider, Providers } from './provider.ts';

/**
 * The provider that a metric names; there is no default.
 *
 * @param metric  its name, for the error
 * @param kind    the key under `provider:`, or for plugins the key under `plugin:`; empty where the metric has none
 * @param howTo   how to have one that is not there, for the error; absent where nobody can
 * @throws Fault PROVIDER_UNKNOWN with upstream's text, and the kinds there are when one was named
 * @see providers.md §1
 */
export function providerFor(providers: Providers, metric: string, kind: string, howTo?: string): Provider {
  const provider = providers.get(kind);
  if (provider !== undefined) return provider;
  const known = [...providers.keys()].sort();
  const text = `no valid provider in metric '${metric}'`;
  const found = kind === '' ? '' : `: '${kind}' is none of ${known.join(', ')}`;
  const way = howTo === undefined ? '' : `. ${howTo}`;
  throw new Fault('PROVIDER_UNKNOWN', text + found + way, { metric, kind, known });
}
