import { after, formatInstant, type Instant, parseInstant } from '../../core/instant.ts';
import type { Annotations } from '../plan/action.ts';
import { DEADLINE } from '../replica-sets/annotation-keys.ts';
import { actionKey } from './action.ts';
import type { ExperimentTemplate } from './experiment.ts';
import type { Scene } from './observed.ts';
import type { ExperimentReplicaSet } from './replica-set.ts';
import { extended, failed, type TemplatePlan } from './template-plan.ts';

/**
 * Brings a ReplicaSet to the size that is wanted. Before its pods go they stay for the delay, which an annotation remembers.
 *
 * @param wanted  pods; 0 for a template that is done with
 * @see rollout.md §18.3
 */
export function sized(
  plan: TemplatePlan,
  template: ExperimentTemplate,
  { set, wanted }: { readonly set: ExperimentReplicaSet; readonly wanted: number },
  scene: Scene,
): TemplatePlan {
  const deadline = wanted === 0 ? deadlineFor(set, scene) : set.deadline;
  const annotations = deadline === set.deadline ? {} : { [DEADLINE]: deadline === '' ? null : deadline };
  const staysUntil = wanted === 0 ? momentAhead(deadline, scene.now) : undefined;
  const replicas = staysUntil === undefined ? wanted : template.replicas;
  const timed = set.replicas === wanted ? plan : waiting(plan, staysUntil, scene.now);
  if (set.replicas !== wanted && set.replicas !== replicas) return scaled(timed, set, { replicas, annotations }, scene);
  if (deadline === set.deadline) return timed;
  return extended(timed, { actions: [{ kind: 'annotateReplicaSet', replicaSet: set.name, annotations }] });
}

function waiting(plan: TemplatePlan, staysUntil: Instant | undefined, now: Instant): TemplatePlan {
  const status = { ...plan.status, lastTransitionTime: now };
  return extended(plan, { status, ...(staysUntil !== undefined && { wakeAt: staysUntil }) });
}

/** The deadline that the pods get; empty for none. One that is there already is not moved. */
function deadlineFor({ deadline }: ExperimentReplicaSet, { experiment, now }: Scene): string {
  const delay = experiment.spec.scaleDownDelay;
  if (delay === 0) return '';
  return deadline === '' ? formatInstant(after(now, delay)) : deadline;
}

/** Absent for a moment that has come, and for a text that is none. */
function momentAhead(text: string, now: Instant): Instant | undefined {
  const moment = parseInstant(text);
  return moment !== undefined && moment > now ? moment : undefined;
}

function scaled(
  plan: TemplatePlan,
  set: ExperimentReplicaSet,
  { replicas, annotations }: { readonly replicas: number; readonly annotations: Annotations },
  scene: Scene,
): TemplatePlan {
  const { name } = set;
  const direction = set.replicas < replicas ? 'up' : 'down';
  const action = { kind: 'scale', replicaSet: name, replicas, annotations } as const;
  const refusal = scene.observed.refused.get(actionKey(action));
  if (refusal === undefined) {
    const message = `Scaled ${direction} ReplicaSet ${name} from ${set.replicas} to ${replicas}`;
    return extended(plan, { actions: [action], events: [{ type: 'Normal', reason: 'ScalingReplicaSet', message }] });
  }
  const what = `Unable to scale ReplicaSet for template '${plan.status.name}' to desired replica count '${replicas}'`;
  const message = `Failed to scale ${name} ${direction}: ${refusal}`;
  return failed(plan, `${what}: ${refusal}`, [{ type: 'Warning', reason: 'ReplicaSetUpdateError', message }]);
}
