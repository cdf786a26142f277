import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../../../../src/core/json.ts';
import { NO_BACKOFF } from '../../../../src/simulator/controllers/jobs/backoff.ts';
import { type JobView, jobStatusJson, viewJob } from '../../../../src/simulator/controllers/jobs/job-view.ts';
import { planJob, TRACKING } from '../../../../src/simulator/controllers/jobs/plan-job.ts';
import { at, type PodParts, pod } from '../builders.ts';

const finalizers = [TRACKING];
const running: PodParts = { name: 'run', finalizers };
const good: PodParts = { name: 'good', phase: 'Succeeded', endedAt: 1, finalizers };
const bad: PodParts = { name: 'bad', phase: 'Failed', endedAt: 1, finalizers };

function job(spec: JsonObject = {}, status: JsonObject = {}): JobView {
  return viewJob({
    metadata: { name: 'job' },
    spec: { completions: 1, parallelism: 1, backoffLimit: 1, ...spec },
    status: { startTime: '2026-03-01T10:00:00Z', ...status },
  });
}

describe('a Job', () => {
  it('starts a pod, and says since when it is active', () => {
    const plan = planJob(viewJob({ spec: { completions: 1 } }), [], NO_BACKOFF, at(0));
    expect(plan).toMatchObject({ created: 1, stopped: [], dropped: [], wakeAt: undefined });
    expect(jobStatusJson(plan.lastStatus)).toEqual({
      active: 1,
      ready: 0,
      startTime: '2026-03-01T10:00:00Z',
      terminating: 0,
      uncountedTerminatedPods: {},
    });
  });

  it('writes down what came to its end before it counts it', () => {
    const plan = planJob(job(), [pod(good)], NO_BACKOFF, at(2));
    expect(plan.status).toMatchObject({ succeeded: 0, uncounted: { succeeded: ['good'], failed: [] } });
    expect(plan.counted).toHaveLength(1);
    expect(plan.lastStatus).toMatchObject({ succeeded: 1, uncounted: { succeeded: [], failed: [] } });
    expect(plan.lastStatus.conditions.map(({ type }) => type)).toEqual(['SuccessCriteriaMet', 'Complete']);
    expect(plan.events).toEqual([{ type: 'Normal', reason: 'Completed', message: 'Job completed' }]);
  });

  it('counts no pod twice', () => {
    const status = { uncountedTerminatedPods: { failed: ['bad'] }, failed: 0 };
    const plan = planJob(job({}, status), [pod(bad)], NO_BACKOFF, at(2));
    expect(plan.lastStatus).toMatchObject({ failed: 1 });
  });

  it('waits before it tries again, longer each time', () => {
    const first = planJob(job(), [pod(bad)], NO_BACKOFF, at(2));
    expect(first).toMatchObject({ created: 0, wakeAt: at(11), backoff: { failures: 1, lastAt: at(1) } });
    const status = { failed: 1 };
    expect(planJob(job({}, status), [], first.backoff, at(11))).toMatchObject({ created: 1 });
    const again = planJob(job({ backoffLimit: 9 }, status), [pod({ ...bad, endedAt: 12 })], first.backoff, at(12));
    expect(again).toMatchObject({ wakeAt: at(32), backoff: { failures: 2 } });
  });

  it('has failed when too many pods have, and waits for those that still stop', () => {
    const plan = planJob(
      job({ backoffLimit: 0, parallelism: 2, completions: 2 }),
      [pod(bad), pod(running)],
      NO_BACKOFF,
      at(2),
    );
    expect(plan.stopped).toHaveLength(1);
    expect(plan.lastStatus).toMatchObject({ active: 0, failed: 2, terminating: 1 });
    expect(plan.lastStatus.conditions).toMatchObject([{ type: 'FailureTarget', reason: 'BackoffLimitExceeded' }]);
    const next = planJob(job({ backoffLimit: 0 }, jobStatusJson(plan.lastStatus)), [], plan.backoff, at(3));
    expect(next.lastStatus.conditions.map(({ type }) => type)).toEqual(['FailureTarget', 'Failed']);
  });

  it('has failed when it takes too long, and is looked at then', () => {
    const limited = job({ activeDeadlineSeconds: 5 });
    expect(planJob(limited, [pod(running)], NO_BACKOFF, at(4)).wakeAt).toEqual(at(5));
    const late = planJob(limited, [pod(running)], NO_BACKOFF, at(5));
    expect(late.stopped).toHaveLength(1);
    expect(late.lastStatus.conditions).toMatchObject([{ type: 'FailureTarget', reason: 'DeadlineExceeded' }]);
  });

  it('drops its pods when it is suspended, and does not count them', () => {
    const plan = planJob(job({ suspend: true, activeDeadlineSeconds: 1 }), [pod(running)], NO_BACKOFF, at(9));
    expect(plan).toMatchObject({ created: 0, stopped: [], events: [{ reason: 'Suspended' }] });
    expect(plan.dropped).toHaveLength(1);
    expect(plan.lastStatus).toMatchObject({ failed: 0, conditions: [{ type: 'Suspended', status: 'True' }] });
  });

  it('begins anew when it goes on', () => {
    const suspended = { conditions: [{ type: 'Suspended', status: 'True' }] };
    const plan = planJob(job({}, suspended), [], NO_BACKOFF, at(60));
    expect(plan.lastStatus).toMatchObject({
      startTime: '2026-03-01T10:01:00Z',
      conditions: [{ type: 'Suspended', status: 'False', reason: 'JobResumed' }],
    });
  });

  it('replaces a pod that is being deleted at once, or when it has failed, as it was told', () => {
    const going = pod({ ...running, isGoing: true });
    expect(planJob(job(), [going], { failures: 0, lastAt: undefined }, at(99)).created).toBe(1);
    expect(planJob(job({ podReplacementPolicy: 'Failed' }), [going], NO_BACKOFF, at(99)).created).toBe(0);
  });

  it.each([
    { spec: { completions: 5, parallelism: 3 }, status: { succeeded: 3 }, created: 2 },
    { spec: { completions: 5, parallelism: 3 }, status: {}, created: 3 },
    { spec: { completions: null, parallelism: 2 }, status: {}, created: 2 },
    { spec: { completions: null, parallelism: 2 }, status: { succeeded: 1 }, created: 0 },
  ])('of $spec with $status starts $created', ({ spec, status, created }) => {
    expect(planJob(job(spec, status), [], NO_BACKOFF, at(0)).created).toBe(created);
  });
});
