import type { JsonObject } from '../../../core/json.ts';
import { objectIn } from '../../../core/json-members.ts';

/** The words that metrics have for providers; the first one that is there counts. @see providers.md §1 */
const TYPES = [
  ['prometheus', 'Prometheus'],
  ['job', 'Job'],
  ['kayenta', 'Kayenta'],
  ['web', 'Web'],
  ['datadog', 'Datadog'],
  ['wavefront', 'Wavefront'],
  ['newRelic', 'NewRelic'],
  ['cloudWatch', 'CloudWatch'],
  ['graphite', 'Graphite'],
  ['influxdb', 'Influxdb'],
  ['skywalking', 'skywalking'],
  ['plugin', 'RPCPlugin'],
] as const;

/** Which provider a metric asks, in the word that upstream's metrics have for it. */
export function providerTypeOf(metric: JsonObject): string {
  const provider = objectIn(metric, 'provider');
  return TYPES.find(([key]) => provider[key] !== undefined && provider[key] !== null)?.[1] ?? 'Unknown Provider';
}
