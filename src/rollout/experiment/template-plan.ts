import type { Instant } from '../../core/instant.ts';
import type { ExperimentAction } from './action.ts';
import type { ExperimentEvent } from './event.ts';
import type { ExperimentReplicaSet } from './replica-set.ts';
import type { TemplateStatus } from './status.ts';

/** What is to be done for one template. */
export interface TemplatePlan {
  readonly status: TemplateStatus;
  /** Its ReplicaSet, also one that is created by this plan; absent where there is none. */
  readonly replicaSet?: ExperimentReplicaSet;
  readonly actions: readonly ExperimentAction[];
  readonly events: readonly ExperimentEvent[];
  /** When its pods may go; absent when nothing waits for that. */
  readonly wakeAt?: Instant;
}

/** The plan with more to do. What the addition does not name stays. */
export function extended(plan: TemplatePlan, more: Partial<TemplatePlan>): TemplatePlan {
  return {
    ...plan,
    ...more,
    actions: [...plan.actions, ...(more.actions ?? [])],
    events: [...plan.events, ...(more.events ?? [])],
  };
}

/** The plan with its template in Error. */
export function failed(plan: TemplatePlan, message: string, events: readonly ExperimentEvent[] = []): TemplatePlan {
  return extended(plan, { status: { ...plan.status, status: 'Error', message }, events });
}
