import { formatInstant, type Instant, parseInstant } from '../../../core/instant.ts';
import type { EventText } from '../events/event-text.ts';
import { type Condition, conditionOf } from '../objects/conditions.ts';
import type { JobStatus, JobView } from './job-view.ts';

/** How a Job ends, and why. */
export interface Ending {
  readonly kind: 'success' | 'failure';
  readonly reason: string;
  readonly message: string;
}

/** What decides whether a Job has failed. */
export interface Failing {
  /** Pods that failed, those not counted yet among them. */
  readonly failed: number;
  /** Of containers, where they are started again in the same pod. */
  readonly restarts: number;
  readonly startTime: string | undefined;
}

/** How a Job ends; undefined while nothing has decided it. What was decided before stays. Success is for the caller to see. */
export function endingOf(job: JobView, { failed, restarts, startTime }: Failing, now: Instant): Ending | undefined {
  const decided = decidedBefore(job.status);
  if (decided !== undefined) return decided;
  const mostRestarts = Math.max(1, job.backoffLimit);
  if (failed > job.backoffLimit || (job.restartsContainers && restarts >= mostRestarts)) {
    return { kind: 'failure', reason: 'BackoffLimitExceeded', message: 'Job has reached the specified backoff limit' };
  }
  const since = parseInstant(startTime ?? '');
  if (job.deadline === undefined || since === undefined || job.isSuspended) return undefined;
  if (now - since < job.deadline) return undefined;
  return { kind: 'failure', reason: 'DeadlineExceeded', message: 'Job was active longer than specified deadline' };
}

function decidedBefore({ conditions }: JobStatus): Ending | undefined {
  for (const kind of ['success', 'failure'] as const) {
    const condition = conditionOf(conditions, INTERIM[kind]);
    if (condition.text('status') === 'True') {
      return { kind, reason: condition.text('reason'), message: condition.text('message') };
    }
  }
  return undefined;
}

/** Told as soon as the end is decided; */
const INTERIM = { success: 'SuccessCriteriaMet', failure: 'FailureTarget' } as const;
/** and told when no pod is left. */
const FINAL = { success: 'Complete', failure: 'Failed' } as const;

/** The conditions with the one that says that the end is decided. */
export function withInterim(conditions: readonly Condition[], ending: Ending, now: Instant): readonly Condition[] {
  const type = INTERIM[ending.kind];
  if (conditionOf(conditions, type).text('status') === 'True') return conditions;
  return [...conditions, jobCondition({ ...ending, type, status: 'True' }, now)];
}

/** The status of a Job that is over, and the event that tells so. */
export function withFinal(
  status: JobStatus,
  ending: Ending,
  now: Instant,
): { readonly lastStatus: JobStatus; readonly events: readonly EventText[] } {
  const condition = jobCondition({ ...ending, type: FINAL[ending.kind], status: 'True' }, now);
  const event: EventText =
    ending.kind === 'success'
      ? { type: 'Normal', reason: 'Completed', message: 'Job completed' }
      : { type: 'Warning', reason: ending.reason, message: ending.message };
  return {
    lastStatus: {
      ...status,
      conditions: [...status.conditions, condition],
      completionTime: ending.kind === 'success' ? formatInstant(now) : status.completionTime,
    },
    events: [event],
  };
}

/** One of a Job's conditions. */
export function jobCondition(
  { type, status, reason, message }: Readonly<Record<'type' | 'status' | 'reason' | 'message', string>>,
  now: Instant,
): Condition {
  const at = formatInstant(now);
  return { lastProbeTime: at, lastTransitionTime: at, message, reason, status, type };
}
