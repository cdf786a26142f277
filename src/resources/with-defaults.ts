import { Default } from 'typebox/value';
import { isJsonObject, type Json, type JsonObject } from '../core/json.ts';
import { DatadogSchema } from './schema/providers/datadog.ts';

/**
 * The spec of a template or run with what an API server fills in when it stores one. A file has met no API server, and without
 * these values Datadog is asked with an empty window, in a mixture of its two versions (providers.md §4).
 */
export function withDefaults(spec: JsonObject): JsonObject {
  const { metrics } = spec;
  return Array.isArray(metrics) ? { ...spec, metrics: metrics.map(withProviderDefaults) } : spec;
}

// Called before it is known whether the document is sound.
function withProviderDefaults(metric: Json): Json {
  if (!isJsonObject(metric)) return metric;
  const { provider } = metric;
  if (!isJsonObject(provider) || !isJsonObject(provider['datadog'])) return metric;
  // `Default` writes into what it is given.
  const datadog = Default(DatadogSchema, structuredClone(provider['datadog'])) as JsonObject;
  return { ...metric, provider: { ...provider, datadog } };
}
