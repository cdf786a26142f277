import { type Instant, type Millis, millisOf } from '../../../core/instant.ts';
import type { Json, JsonObject } from '../../../core/json.ts';
import { perObject } from '../../../core/per-object.ts';
import { Fields } from '../../../rollout/reading/fields.ts';
import { type Condition, conditionOf, conditionsOf } from '../objects/conditions.ts';

/** What the Job controller reads of a Job. */
export interface JobView {
  readonly json: JsonObject;
  /** Absent: one success is enough, and no more pods are started then. */
  readonly completions: number | undefined;
  readonly parallelism: number;
  readonly backoffLimit: number;
  /** How long the Job may be active. */
  readonly deadline: Millis | undefined;
  /** How long it is kept when it is over. Absent: for ever. */
  readonly timeToLive: Millis | undefined;
  readonly isSuspended: boolean;
  /** A pod is replaced when it has failed, not while it is still being deleted. */
  readonly replacesFailedOnly: boolean;
  readonly restartsContainers: boolean;
  readonly selector: JsonObject;
  readonly template: JsonObject;
  readonly status: JobStatus;
}

/** A Job's status, with the names that it has there. */
export interface JobStatus {
  readonly active: number;
  readonly ready: number;
  readonly terminating: number;
  readonly succeeded: number;
  readonly failed: number;
  readonly startTime: string | undefined;
  readonly completionTime: string | undefined;
  /** Uids of pods that are at their end and whose finalizer is still to be taken off; they are in no count yet. */
  readonly uncounted: Uncounted;
  readonly conditions: readonly Condition[];
}

export interface Uncounted {
  readonly succeeded: readonly string[];
  readonly failed: readonly string[];
}

/** Reads a Job, once for each version of it. */
export const viewJob = perObject((job: JsonObject): JobView => {
  const spec = new Fields(job['spec']);
  const template = spec.object('template') ?? {};
  return {
    json: job,
    completions: spec.whole('completions'),
    parallelism: spec.whole('parallelism') ?? 1,
    backoffLimit: spec.whole('backoffLimit') ?? 6,
    deadline: secondsIn(spec, 'activeDeadlineSeconds'),
    timeToLive: secondsIn(spec, 'ttlSecondsAfterFinished'),
    isSuspended: spec.flag('suspend'),
    replacesFailedOnly: spec.text('podReplacementPolicy') === 'Failed',
    restartsContainers: new Fields(template['spec']).text('restartPolicy') === 'OnFailure',
    selector: spec.object('selector') ?? {},
    template,
    status: readStatus(new Fields(job['status'])),
  };
});

function secondsIn(spec: Fields, name: string): Millis | undefined {
  const seconds = spec.whole(name);
  return seconds === undefined ? undefined : millisOf(seconds * 1000);
}

function readStatus(status: Fields): JobStatus {
  const uncounted = status.below('uncountedTerminatedPods');
  return {
    active: status.whole('active') ?? 0,
    ready: status.whole('ready') ?? 0,
    terminating: status.whole('terminating') ?? 0,
    succeeded: status.whole('succeeded') ?? 0,
    failed: status.whole('failed') ?? 0,
    startTime: status.text('startTime') || undefined,
    completionTime: status.text('completionTime') || undefined,
    uncounted: { succeeded: textsIn(uncounted.list('succeeded')), failed: textsIn(uncounted.list('failed')) },
    conditions: conditionsOf(status),
  };
}

function textsIn(list: readonly Json[]): readonly string[] {
  return list.filter((item) => typeof item === 'string');
}

/** Writes a status as the API server shows it: what is 0 or absent is left out, but for the numbers of ready and terminating pods. */
export function jobStatusJson(status: JobStatus): JsonObject {
  const { active, succeeded, failed, startTime, completionTime, conditions, uncounted } = status;
  return {
    ...(active > 0 && { active }),
    ...(completionTime !== undefined && { completionTime }),
    ...(conditions.length > 0 && { conditions }),
    ...(failed > 0 && { failed }),
    ready: status.ready,
    ...(startTime !== undefined && { startTime }),
    ...(succeeded > 0 && { succeeded }),
    terminating: status.terminating,
    uncountedTerminatedPods: {
      ...(uncounted.failed.length > 0 && { failed: uncounted.failed }),
      ...(uncounted.succeeded.length > 0 && { succeeded: uncounted.succeeded }),
    },
  };
}

/** When a Job was over; undefined while it is not. */
export function finishedAt({ status }: JobView): Instant | undefined {
  return ['Complete', 'Failed']
    .map((type) => conditionOf(status.conditions, type))
    .find((condition) => condition.text('status') === 'True')
    ?.time('lastTransitionTime');
}
