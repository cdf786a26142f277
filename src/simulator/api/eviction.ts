import { formatInstant } from '../../core/instant.ts';
import { isJsonObject, type JsonObject } from '../../core/json.ts';
import { objectIn, textIn } from '../../core/json-members.ts';
import { Fields } from '../../rollout/reading/fields.ts';
import { selects } from '../../rollout/validate/label-selector.ts';
import type { Asked } from './asked.ts';
import { remove } from './delete.ts';
import { itemsIn, metadataOf, withValueAt } from './members.ts';
import { internalError, notFound, refusal } from './refusals.ts';
import type { Resource } from './served.ts';
import type { Writer } from './writer.ts';

/**
 * Deletes a pod, if the PodDisruptionBudget that is about it lets it go.
 *
 * @throws Fault with a 429 if it does not, and with a 500 for several budgets
 * @see https://kubernetes.io/docs/concepts/scheduling-eviction/api-eviction/
 */
export function evict(writer: Writer, asked: Asked): void {
  const { resource, place, call } = asked;
  const pod = resource.objects.get(place.namespace, place.name);
  if (pod === undefined) throw notFound(resource.named, place.name);
  if (!isFree(pod)) takeFromBudget(writer, asked, pod);
  const options = objectIn(isJsonObject(call.body) ? call.body : {}, 'deleteOptions');
  remove(writer, { ...asked, call: { ...call, method: 'DELETE', body: options } });
}

/** Whether nobody would miss a pod: it has ended, has not begun, or goes already. */
function isFree(pod: JsonObject): boolean {
  const phase = textIn(objectIn(pod, 'status'), 'phase');
  return ['Succeeded', 'Failed', 'Pending'].includes(phase) || metadataOf(pod)['deletionTimestamp'] !== undefined;
}

function takeFromBudget({ state }: Writer, asked: Asked, pod: JsonObject): void {
  const budgets = state.resources.ofPlural('policy', 'poddisruptionbudgets');
  if (budgets === undefined) return;
  const [budget, ...others] = budgetsOf(budgets, asked.place.namespace, pod);
  if (budget === undefined) return;
  if (others.length > 0) {
    throw internalError(
      'This pod has more than one PodDisruptionBudget, which the eviction subresource does not support.',
    );
  }
  if (isUnhealthyAndAllowed(budget, pod)) return;
  const allowed = allowedBy(budget);
  const left = withValueAt(budget, ['status', 'disruptionsAllowed'], allowed - 1);
  const path = ['status', 'disruptedPods', asked.place.name];
  state.put(budgets, withValueAt(left, path, formatInstant(asked.now)));
}

function budgetsOf(budgets: Resource, namespace: string, pod: JsonObject): readonly JsonObject[] {
  const { labels } = metadataOf(pod);
  return budgets.objects.list(namespace).filter((budget) => {
    const { selector } = objectIn(budget, 'spec');
    return selector !== undefined && selects(selector, labels);
  });
}

/** Pods that are not ready may go as long as enough others are, or always if the budget says so. */
function isUnhealthyAndAllowed(budget: JsonObject, pod: JsonObject): boolean {
  const ready = itemsIn(objectIn(pod, 'status'), 'conditions').find((one) => textIn(one, 'type') === 'Ready');
  if (textIn(ready, 'status') === 'True') return false;
  if (textIn(objectIn(budget, 'spec'), 'unhealthyPodEvictionPolicy') === 'AlwaysAllow') return true;
  const status = new Fields(budget['status']);
  const [healthy, wanted] = [status.whole('currentHealthy') ?? 0, status.whole('desiredHealthy') ?? 0];
  return wanted > 0 && healthy >= wanted;
}

/** How many pods may go. @throws Fault with a 429 for none */
function allowedBy(budget: JsonObject): number {
  const status = new Fields(budget['status']);
  const name = textIn(metadataOf(budget), 'name');
  const isBehind = (status.whole('observedGeneration') ?? 0) < Number(metadataOf(budget)['generation'] ?? 0);
  if (isBehind) {
    throw tooMany(`The disruption budget ${name} is still being processed by the server.`, { retryAfterSeconds: 10 });
  }
  const allowed = status.whole('disruptionsAllowed') ?? 0;
  if (allowed > 0) return allowed;
  const [wanted, healthy] = [status.whole('desiredHealthy') ?? 0, status.whole('currentHealthy') ?? 0];
  throw tooMany(`The disruption budget ${name} needs ${wanted} healthy pods and has ${healthy} currently`);
}

function tooMany(message: string, more: JsonObject = {}) {
  return refusal({
    code: 429,
    reason: 'TooManyRequests',
    message: "Cannot evict pod as it would violate the pod's disruption budget.",
    details: { causes: [{ reason: 'DisruptionBudget', message }], ...more },
  });
}
