import type { JsonObject } from '../../core/json.ts';
import { Fields } from '../reading/fields.ts';
import { DESIRED_REPLICAS, REVISION, REVISION_HISTORY } from './annotation-keys.ts';
import { textsOf } from './live-replica-set.ts';

/** Annotations that mean something on the object that has them only. */
const OWN: ReadonlySet<string> = new Set([
  'kubectl.kubernetes.io/last-applied-configuration',
  REVISION,
  REVISION_HISTORY,
  DESIRED_REPLICAS,
  'notified.notifications.argoproj.io',
]);

/** The annotations that a Rollout passes on to its new ReplicaSet (rollout.md §6.2). */
export function passedOn(rollout: JsonObject): Readonly<Record<string, string>> {
  const annotations = textsOf(new Fields(rollout).below('metadata').object('annotations'));
  return Object.fromEntries(Object.entries(annotations).filter(([name]) => !OWN.has(name)));
}
