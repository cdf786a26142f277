import { isJsonObject, type Json } from '../../core/json.ts';
import { hashOf } from '../../providers/http/hash-of.ts';
import type { Metric } from '../../resources/analysis-spec.ts';
import { backendOf } from '../backend-of.ts';

/** Settings by which a backend knows us. */
const WHO_WE_ARE = ['authentication', 'headers', 'secretRef', 'profile', 'insecure', 'tls'];
/** Of those that say nothing of who we are: most do, and a hash is worked out for each look. */
const ANYBODY = '';
/** Providers whose credentials are all in their settings. Others find them among what a namespace was granted. */
const SAY_ALL: ReadonlySet<string> = new Set(['prometheus', 'web']);

/**
 * What tells the connection of a metric from others: its backend's address, and how we authenticate there. Holds no secret.
 *
 * @param config     the provider's settings, arguments and Secrets filled in
 * @param namespace  of the run
 */
export function connectionOf({ provider }: Metric, config: Json, namespace: string): string {
  const settings = isJsonObject(config) ? WHO_WE_ARE.map((name) => config[name] ?? null) : [];
  const scope = granted(provider.kind, namespace);
  const isAnybody = scope === '' && settings.every((setting) => setting === null);
  return `${backendOf(provider)} ${isAnybody ? ANYBODY : hashOf([settings, scope])}`;
}

/** What tells the question of a metric from others, as far as its settings say. Holds no secret. */
export function questionKey({ provider }: Metric, config: Json, namespace: string): string {
  return hashOf([provider.kind, config, granted(provider.kind, namespace)]);
}

function granted(kind: string, namespace: string): string {
  return SAY_ALL.has(kind) ? '' : namespace;
}
