import type { Instant } from '../../core/instant.ts';
import { present } from '../../resources/members.ts';
import type { RolloutCondition } from '../status.ts';

/** A condition without its times. */
export type ConditionNow = Pick<RolloutCondition, 'type' | 'status' | 'reason' | 'message'>;

/**
 * Sets a condition. One with the same status and reason stays as it was, message and times included; any other goes to the end of the
 * list, and keeps its transition time if only the reason changed.
 *
 * @see rollout.md §15
 */
export function setCondition(
  conditions: readonly RolloutCondition[],
  { type, status, reason, message }: ConditionNow,
  now: Instant,
): readonly RolloutCondition[] {
  const old = conditions.find((condition) => condition.type === type);
  if (old?.status === status && old.reason === reason) return conditions;
  const lastTransitionTime = old?.status === status ? old.lastTransitionTime : now;
  const changed = present<RolloutCondition>({ type, status, reason, message, lastUpdateTime: now, lastTransitionTime });
  return [...withoutCondition(conditions, type), changed];
}

export function withoutCondition(conditions: readonly RolloutCondition[], type: string): readonly RolloutCondition[] {
  return conditions.filter((condition) => condition.type !== type);
}

export function conditionOf(conditions: readonly RolloutCondition[], type: string): RolloutCondition | undefined {
  return conditions.find((condition) => condition.type === type);
}
