import type { Instant } from '../../core/instant.ts';
import type { JsonObject } from '../../core/json.ts';
import type { Observed } from '../../rollout/observed.ts';
import type { Foreseen } from '../../rollout/plan/foresee.ts';

/** A plan with all that it was made from. */
export interface PlanReport {
  /** As it is stored. */
  readonly rollout: JsonObject;
  readonly observed: Observed;
  readonly now: Instant;
  readonly foreseen: Foreseen;
}
