import { after, type Instant } from '../../../core/instant.ts';
import { type Condition, conditionOf, withoutCondition } from '../objects/conditions.ts';
import { type CountedStatus, retell, type Told, tell } from './deployment-status.ts';
import type { DeploymentCounts, DeploymentView } from './deployment-view.ts';

const AVAILABLE = 'NewReplicaSetAvailable';
const TIMED_OUT = 'ProgressDeadlineExceeded';

/** What the condition `Progressing` is judged by. */
export interface ProgressQuestion {
  readonly deployment: DeploymentView;
  readonly counted: CountedStatus;
  /** What messages speak of: the new ReplicaSet, or the Deployment where there is none. */
  readonly subject: string;
}

/** The conditions with `Progressing` brought up to date; without it where no deadline is set. */
export function withProgress(
  conditions: readonly Condition[],
  { deployment, counted, subject }: ProgressQuestion,
  now: Instant,
): readonly Condition[] {
  if (deployment.progressDeadline === undefined) return withoutCondition(conditions, 'Progressing');
  const current = conditionOf(conditions, 'Progressing');
  // Of an update that is through nothing is told until the next one.
  if (counted.counts.replicas === counted.counts.updated && current.text('reason') === AVAILABLE) return conditions;
  if (isComplete(deployment, counted.counts)) {
    return tell(conditions, progressing('True', AVAILABLE, `${subject} has successfully progressed.`), now);
  }
  if (hasMoved(deployment.counts, counted.counts)) {
    return retell(conditions, progressing('True', 'ReplicaSetUpdated', `${subject} is progressing.`), now);
  }
  if (!hasTimedOut(deployment, conditions, now)) return conditions;
  return tell(conditions, progressing('False', TIMED_OUT, `${subject} has timed out progressing.`), now);
}

/** The condition `Progressing`, with one of its reasons. */
export function progressing(status: Told['status'], reason: string, message: string): Told {
  return { type: 'Progressing', status, reason, message };
}

/** Whether all pods are new and available, and there are no others. */
export function isComplete({ replicas }: DeploymentView, counts: DeploymentCounts): boolean {
  return counts.updated === replicas && counts.replicas === replicas && counts.available === replicas;
}

function hasMoved(before: DeploymentCounts, now: DeploymentCounts): boolean {
  return (
    now.updated > before.updated ||
    now.replicas - now.updated < before.replicas - before.updated ||
    now.ready > before.ready ||
    now.available > before.available
  );
}

function hasTimedOut(deployment: DeploymentView, conditions: readonly Condition[], now: Instant): boolean {
  const reason = conditionOf(conditions, 'Progressing').text('reason');
  if (reason === TIMED_OUT) return true;
  const at = deadlineOf(deployment, conditions);
  return reason !== AVAILABLE && at !== undefined && at < now;
}

/** When standing still becomes a failure; undefined where it never does. */
export function deadlineOf(
  { progressDeadline }: DeploymentView,
  conditions: readonly Condition[],
): Instant | undefined {
  const since = conditionOf(conditions, 'Progressing').time('lastUpdateTime');
  return progressDeadline === undefined || since === undefined ? undefined : after(since, progressDeadline);
}

/** When to look whether a Deployment has stood still for too long; undefined where nothing is waited for. */
export function nextProgressCheck(
  deployment: DeploymentView,
  counts: DeploymentCounts,
  conditions: readonly Condition[],
): Instant | undefined {
  const reason = conditionOf(conditions, 'Progressing').text('reason');
  if (isComplete(deployment, counts) || reason === TIMED_OUT || reason === AVAILABLE) return undefined;
  return deadlineOf(deployment, conditions);
}
