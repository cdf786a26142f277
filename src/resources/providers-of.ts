import { isJsonObject, type Json } from '../core/json.ts';
import type { ProviderSpec } from './analysis-spec.ts';
import type { RawProvider } from './schema/metric.ts';

/** The providers that a metric names; a good one names one. Every plugin counts, and null counts as not written. */
export function providersOf(provider: RawProvider | undefined): readonly ProviderSpec[] {
  return Object.entries(provider ?? {}).flatMap(([kind, config]): readonly ProviderSpec[] => {
    // What stands below a provider's key came out of a JSON document.
    const json = config as Json;
    if (json === null) return [];
    if (kind !== 'plugin') return [{ kind, isPlugin: false, config: json }];
    const plugins = isJsonObject(json) ? Object.entries(json) : [];
    return plugins.map(([name, settings]) => ({ kind: name, isPlugin: true, config: settings }));
  });
}
