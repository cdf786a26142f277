import type { JsonObject } from '../../../core/json.ts';
import { HASH_LABEL } from '../../../rollout/hash-label.ts';
import { Fields } from '../../../rollout/reading/fields.ts';
import { objectsIn } from './objects.ts';

/** The revision that a pod belongs to: the hash that a Rollout, or else a Deployment, has put on it. Empty where nobody has. */
export function revisionOf(pod: JsonObject): string {
  const labels = new Fields(pod).below('metadata').below('labels');
  return labels.text(HASH_LABEL) || labels.text('pod-template-hash');
}

/** Whether Services send requests to a pod: it is ready and not about to go. */
export function takesRequests(pod: JsonObject): boolean {
  return isReady(pod) && !new Fields(pod).below('metadata').has('deletionTimestamp');
}

/** Whether a Prometheus would look for metrics there: the pod has an address and has not ended. */
export function isTarget(pod: JsonObject): boolean {
  return new Fields(pod).below('status').text('phase') === 'Running';
}

/** Whether it would find any: a container runs. */
export function isUp(pod: JsonObject): boolean {
  const containers = objectsIn(new Fields(pod).below('status'), 'containerStatuses');
  return isReady(pod) || containers.some((container) => new Fields(container).below('state').has('running'));
}

function isReady(pod: JsonObject): boolean {
  return objectsIn(new Fields(pod).below('status'), 'conditions').some(
    ({ type, status }) => type === 'Ready' && status === 'True',
  );
}
