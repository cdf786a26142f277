import { formatInstant, type Instant } from '../../../core/instant.ts';
import type { Json, JsonObject } from '../../../core/json.ts';
import { Fields } from '../../../rollout/reading/fields.ts';
import { conditionOf, conditionsOf, withCondition } from '../objects/conditions.ts';
import { metadataOf } from '../objects/metadata.ts';
import { viewPod } from '../pods/pod-view.ts';

/** The pods that a budget is about. */
export interface BudgetedPods {
  readonly pods: readonly JsonObject[];
  /** How many there are to be, by what made them; absent where nothing made them. */
  readonly wanted: number | undefined;
}

const CONDITION = 'DisruptionAllowed';

/**
 * The status that a budget is to have.
 *
 * @see https://kubernetes.io/docs/concepts/workloads/pods/disruptions/#pod-disruption-budgets
 */
export function budgetStatus(budget: JsonObject, { pods, wanted }: BudgetedPods, now: Instant): JsonObject {
  const spec = new Fields(budget['spec']);
  const status = new Fields(budget['status']);
  const disruptedPods = stillDisrupted(status, pods);
  const healthy = pods.map(viewPod).filter(({ json, isReady, isTerminating }) => {
    return isReady && !isTerminating && !Object.hasOwn(disruptedPods, metadataOf(json).name);
  });
  const { expectedPods, desiredHealthy } = limitsOf(spec, pods.length, wanted ?? 0);
  const disruptionsAllowed = expectedPods > 0 ? Math.max(0, healthy.length - desiredHealthy) : 0;
  const { generation } = metadataOf(budget);
  return {
    observedGeneration: generation,
    ...(Object.keys(disruptedPods).length > 0 && { disruptedPods }),
    disruptionsAllowed,
    currentHealthy: healthy.length,
    desiredHealthy,
    expectedPods,
    conditions: conditionsAfter(status, { isAllowed: disruptionsAllowed > 0, generation }, now),
  };
}

/** Pods whose eviction was allowed, and of whose end nothing is to be seen yet. */
function stillDisrupted(status: Fields, pods: readonly JsonObject[]): JsonObject {
  const entries = Object.entries(status.object('disruptedPods') ?? {}).filter(([name]) =>
    pods.some((pod) => metadataOf(pod).name === name && metadataOf(pod).deletedAt === undefined),
  );
  return Object.fromEntries(entries);
}

function limitsOf(
  spec: Fields,
  found: number,
  wanted: number,
): { readonly expectedPods: number; readonly desiredHealthy: number } {
  const [most, least] = [spec.json('maxUnavailable'), spec.json('minAvailable')];
  if (most !== undefined) {
    return { expectedPods: wanted, desiredHealthy: Math.max(0, wanted - countOf(most, wanted)) };
  }
  if (typeof least === 'string') return { expectedPods: wanted, desiredHealthy: countOf(least, wanted) };
  return { expectedPods: found, desiredHealthy: countOf(least, found) };
}

/** A number, or a percentage of `all`, rounded up. */
function countOf(limit: Json | undefined, all: number): number {
  if (typeof limit === 'number') return limit;
  return typeof limit === 'string' ? Math.ceil((Number.parseInt(limit, 10) * all) / 100) : 0;
}

function conditionsAfter(
  status: Fields,
  { isAllowed, generation }: { readonly isAllowed: boolean; readonly generation: number },
  now: Instant,
): readonly JsonObject[] {
  const conditions = conditionsOf(status);
  const before = conditionOf(conditions, CONDITION);
  const word = isAllowed ? 'True' : 'False';
  return withCondition(conditions, {
    type: CONDITION,
    status: word,
    observedGeneration: generation,
    lastTransitionTime: before.text('status') === word ? before.text('lastTransitionTime') : formatInstant(now),
    reason: isAllowed ? 'SufficientPods' : 'InsufficientPods',
    message: '',
  });
}
