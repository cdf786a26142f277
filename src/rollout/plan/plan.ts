import { earliest, type Instant } from '../../core/instant.ts';
import type { JsonObject } from '../../core/json.ts';
import { present } from '../../resources/members.ts';
import { createNewReplicaSet } from '../begin/create-replica-set.ts';
import { dropVainAbort } from '../begin/drop-vain-abort.ts';
import { firstDraft } from '../begin/first-draft.ts';
import { holdUnsupported } from '../begin/hold-unsupported.ts';
import { noticePauses } from '../begin/notice-pauses.ts';
import { onScalingEvent } from '../begin/on-scaling-event.ts';
import { refuse, refuseUnresolved } from '../begin/refuse.ts';
import { renewReplicaSet } from '../begin/renew-replica-set.ts';
import { sizeRollout } from '../begin/size-rollout.ts';
import { problemsOf } from '../begin/validate.ts';
import { blueGreenCourse } from '../blue-green/blue-green-course.ts';
import { canaryCourse } from '../canary/canary-course.ts';
import { finish } from '../end/finish.ts';
import type { Observed } from '../observed.ts';
import { Fields } from '../reading/fields.ts';
import type { Strategy } from '../strategy.ts';
import { resolveWorkload } from '../workload/resolve-workload.ts';
import type { Action } from './action.ts';
import type { Course } from './course.ts';
import { type Draft, through } from './draft.ts';

/** What a sync does. */
export interface Plan {
  /** In this order; a failure ends the sync. The last may be `route`: then the plan goes on with the routers' answers. */
  readonly actions: readonly Action[];
  /** When to look again at the latest; absent: at the resync. */
  readonly wakeAt?: Instant;
  /** Why the sync failed, after its actions; it is to be tried again soon. */
  readonly error?: string;
}

/**
 * What is to be done next for a Rollout. It asks no clock and no cluster: the same question gives the same plan.
 *
 * Where routers have a part the plan comes in two halves. The first ends with the action `route`; the routers' answers go into
 * `observed.routed`, everything else stays as it was, and the same question gives the other half.
 *
 * @param rollout  as it is stored
 * @see rollout.md §4.2
 */
export function plan(rollout: JsonObject, observed: Observed, now: Instant): Plan {
  if (new Fields(rollout).below('metadata').has('deletionTimestamp')) return { actions: [] };
  const resolved = resolveWorkload(rollout, observed.workload);
  if (resolved.kind === 'unresolved') {
    return planOf(refuseUnresolved(firstDraft({ rollout, isTemplateResolved: false }, observed, now), resolved.error));
  }
  const draft = firstDraft(resolved, observed, now);
  const problems = problemsOf(resolved.rollout, observed, resolved.isTemplateResolved);
  if (problems.length > 0) return planOf(refuse(draft, problems));
  return planOf(sync(draft, courseOf(draft.rollout.spec.strategy)));
}

/** The one place that asks for the strategy. */
function courseOf(strategy: Strategy): Course {
  switch (strategy.kind) {
    case 'canary':
      return canaryCourse(strategy);
    case 'blueGreen':
      return blueGreenCourse(strategy);
  }
}

function sync(draft: Draft, course: Course): Draft {
  const stages = [
    holdUnsupported,
    createNewReplicaSet,
    sizeRollout,
    dropVainAbort,
    noticePauses(course),
    renewReplicaSet,
    onScalingEvent(course),
    ...course.stages,
  ];
  return finish(through(draft, stages), course);
}

function planOf({ actions, afterStatus, wakes, next }: Draft): Plan {
  return present<Plan>({
    actions: [...actions, ...afterStatus],
    wakeAt: earliest(wakes),
    error: next.kind === 'fault' ? next.error : undefined,
  });
}
