import { after, type Instant, millisOf } from '../../core/instant.ts';
import { progressedAt } from './conditions.ts';
import { isDurationOver } from './ending.ts';
import type { Experiment } from './experiment.ts';
import type { Scene } from './observed.ts';
import type { ExperimentReplicaSet } from './replica-set.ts';
import { isTemplateDone, type TemplateStatus } from './status.ts';

/** Takes in the pods that the ReplicaSet has. Any change of them is progress. */
export function withCounts(
  status: TemplateStatus,
  before: TemplateStatus,
  set: ExperimentReplicaSet | undefined,
  now: Instant,
): TemplateStatus {
  const counts = {
    replicas: set?.created ?? 0,
    updatedReplicas: set?.created ?? 0,
    readyReplicas: set?.ready ?? 0,
    availableReplicas: set?.available ?? 0,
  };
  const progressed =
    counts.replicas !== before.replicas ||
    counts.updatedReplicas !== before.updatedReplicas ||
    counts.readyReplicas !== before.readyReplicas ||
    counts.availableReplicas !== before.availableReplicas;
  return { ...status, ...counts, ...(progressed && { lastTransitionTime: now }) };
}

/** Where a template stands, given the pods that it has. What is done stays as it is. @see rollout.md §18.3 */
export function judged(status: TemplateStatus, wanted: number, { experiment, isEnding, now }: Scene): TemplateStatus {
  if (isTemplateDone(status)) return status;
  if (status.availableReplicas === wanted) {
    const isOver = isEnding || isDurationOver(experiment, now);
    return { ...status, status: isOver ? 'Successful' : 'Running' };
  }
  const { progressDeadlineSeconds } = experiment.spec;
  const deadline = progressDeadline(experiment, status);
  if (deadline !== undefined && now > deadline) {
    const message = `Template '${status.name}' exceeded its progressDeadlineSeconds (${progressDeadlineSeconds})`;
    return { ...status, status: 'Failed', message };
  }
  return { ...status, status: isEnding ? 'Successful' : 'Progressing' };
}

/**
 * Until when a template may show no progress. One that never got a ReplicaSet counts from when the Experiment last progressed: upstream lets
 * it wait for ever (docs/decisions/0016).
 *
 * @returns undefined before anything happened
 */
export function progressDeadline({ spec, status }: Parts, template: TemplateStatus): Instant | undefined {
  const since = template.lastTransitionTime ?? progressedAt(status);
  return since === undefined ? undefined : after(since, millisOf(1000 * spec.progressDeadlineSeconds));
}

type Parts = Pick<Experiment, 'spec' | 'status'>;
