import { formatInstant } from '../../core/instant.ts';
import type { Json, JsonObject } from '../../core/json.ts';
import { nameOf } from '../../kube/metadata.ts';
import type { Action } from '../../rollout/plan/action.ts';
import { sayActions } from '../../rollout/plan/say-action.ts';
import type { PlanReport } from './plan-report.ts';

/** A plan as data: each action with its members and the sentence for it. */
export function planToJson({ rollout, observed, now, foreseen }: PlanReport): JsonObject {
  const { actions, assumedRouters, wakeAt, error } = foreseen;
  const said = sayActions(actions, { ...observed, rollout });
  return {
    rollout: { ...nameOf(rollout) },
    now: formatInstant(now),
    actions: actions.map((action, index) => ({ ...members(action), sentence: said[index]?.text ?? '' })),
    assumedRouters: [...assumedRouters],
    ...(wakeAt !== undefined && { wakeAt: formatInstant(wakeAt) }),
    ...(error !== undefined && { error }),
  };
}

/** An action is JSON already; its type says more than that. */
function members(action: Action): Readonly<Record<string, Json>> {
  return JSON.parse(JSON.stringify(action));
}
