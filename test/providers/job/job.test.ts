import { describe, expect, it } from 'vitest';
import { Fault } from '../../../src/core/fault.ts';
import { after, millisOf } from '../../../src/core/instant.ts';
import type { Json } from '../../../src/core/json.ts';
import type { Jobs, NewJob, Pod, Unavailable, WaitingContainer } from '../../../src/providers/job/jobs.ts';
import { jobRunning, measured, overriding, type Pending, worldInMemory } from './world.ts';

const AWAY: Unavailable = { kind: 'unavailable', message: 'dial tcp 10.0.0.1:443: connect: connection refused' };

describe('the Job that is created', () => {
  it('carries the labels and annotations by which a run finds its Jobs again, beside its own', async () => {
    const { job, runUid } = await created({
      metadata: { name: 'ignored', labels: { team: 'a' }, annotations: { note: 'b' } },
      spec: { template: { metadata: { labels: { app: 'smoke' } }, spec: { containers: [] } } },
    });
    expect(job).toEqual({
      name: `${runUid}.smoke.1`,
      namespace: 'shop',
      labels: { team: 'a', 'analysisrun.argoproj.io/uid': runUid },
      annotations: {
        note: 'b',
        'analysisrun.argoproj.io/name': 'checkout',
        'analysisrun.argoproj.io/namespace': 'shop',
        'analysisrun.argoproj.io/metric-name': 'smoke',
      },
      spec: {
        template: {
          metadata: { labels: { app: 'smoke', 'analysisrun.argoproj.io/uid': runUid } },
          spec: { containers: [] },
        },
      },
    });
  });

  it.each([
    { given: 'in the cluster and namespace of its run', holdsRuns: true, env: {}, isOwned: true },
    { given: 'in a cluster without runs', holdsRuns: false, env: {}, isOwned: false },
    {
      given: 'in another namespace',
      holdsRuns: true,
      env: { ARGO_ROLLOUTS_ANALYSIS_JOB_NAMESPACE: 'jobs' },
      isOwned: false,
    },
  ])('$given, has an owner: $isOwned', async ({ holdsRuns, env, isOwned }) => {
    const { job, runUid } = await created(jobRunning('exit 0'), { holdsRuns, env });
    const run = { apiVersion: 'argoproj.io/v1alpha1', kind: 'AnalysisRun', name: 'checkout', uid: runUid };
    expect(job.owner).toEqual(isOwned ? run : undefined);
  });

  it('is not taken over when it carries our label but not the owner that we set', async () => {
    const world = worldInMemory({ holdsRuns: true });
    const withoutOwner = overriding(world.jobs, {
      create: ({ owner: _owner, ...job }, signal) => world.jobs.create(job, signal),
    });
    const metric = measured(world, jobRunning('exit 0'), { jobs: withoutOwner });
    await metric.measure();
    await expect(metric.measure()).rejects.toThrow(`jobs.batch "${metric.runUid}.smoke.1" already exists`);
  });

  it('goes to the cluster that the environment names', async () => {
    const world = worldInMemory();
    const asked: (string | undefined)[] = [];
    const env = { ARGO_ROLLOUTS_ANALYSIS_JOB_KUBECONFIG: 'in-cluster' };
    await measured(world, jobRunning('exit 0'), { env, opened: (kubeconfig) => asked.push(kubeconfig) }).measure();
    await measured(world, jobRunning('exit 0'), { opened: (kubeconfig) => asked.push(kubeconfig) }).measure();
    expect(asked).toEqual(['in-cluster', undefined]);
  });

  it('makes the measurement an error when the API does not answer and no Job is found', async () => {
    const world = worldInMemory();
    const metric = measured(world, jobRunning('exit 0'), {
      jobs: overriding(world.jobs, { create: async () => AWAY }),
    });
    await expect(metric.measure()).rejects.toMatchObject({ code: 'PROVIDER_UNREACHABLE', message: AWAY.message });
  });
});

describe('a look at a Job under way', () => {
  it.each([
    { holdsRuns: false, seconds: 0, delayMs: 0 },
    { holdsRuns: false, seconds: 2, delayMs: 2000 },
    { holdsRuns: false, seconds: 50, delayMs: 10_000 },
    { holdsRuns: false, seconds: 7200, delayMs: 120_000 },
    { holdsRuns: true, seconds: 0, delayMs: 2000 },
    { holdsRuns: true, seconds: 50, delayMs: 10_000 },
  ])(
    'after $seconds s asks for the next one in $delayMs ms (in the cluster of the runs: $holdsRuns)',
    async ({ holdsRuns, seconds, delayMs }) => {
      const { world, metric, started } = await underWay(undefined, { holdsRuns });
      const now = after(world.now(), millisOf(seconds * 1000));
      world.moveTo(now);
      expect(await metric.resume(started)).toEqual({
        kind: 'pending',
        resumeAt: after(now, millisOf(delayMs)),
        metadata: started.metadata,
        message: '',
      });
    },
  );

  it.each<{ given: string; waiting: WaitingContainer; wanted: string | undefined }>([
    { given: 'a refused image', waiting: stuck('ErrImagePull'), wanted: terminal('ErrImagePull') },
    { given: 'a refused image, backing off', waiting: stuck('ImagePullBackOff'), wanted: terminal('ImagePullBackOff') },
    { given: 'an image name that is none', waiting: stuck('InvalidImageName'), wanted: terminal('InvalidImageName') },
    { given: 'a missing ConfigMap', waiting: stuck('CreateContainerConfigError'), wanted: undefined },
    { given: 'a container being made', waiting: stuck('ContainerCreating'), wanted: undefined },
  ])('with $given says $wanted', async ({ waiting, wanted }) => {
    const pods: Pod[] = [
      { name: 'first', waiting: [] },
      { name: 'second', waiting: [stuck('PodInitializing'), waiting] },
    ];
    const { metric, started } = await underWay((jobs) => overriding(jobs, { pods: async () => pods }));
    const reading = await metric.resume(started);
    expect(reading).toMatchObject(
      wanted === undefined ? { kind: 'pending' } : { kind: 'judged', phase: 'Inconclusive', message: wanted },
    );
  });

  it.each<{ conditions: string[]; phase: string | undefined }>([
    { conditions: ['SuccessCriteriaMet'], phase: undefined },
    { conditions: ['SuccessCriteriaMet', 'Complete'], phase: 'Successful' },
    { conditions: ['FailureTarget'], phase: undefined },
    { conditions: ['FailureTarget', 'Failed'], phase: 'Failed' },
    { conditions: ['Suspended'], phase: undefined },
  ])('with the conditions $conditions is $phase', async ({ conditions, phase }) => {
    const { metric, started } = await underWay((jobs) =>
      overriding(jobs, {
        get: async (ref, signal) => {
          const looked = await jobs.get(ref, signal);
          return looked.kind === 'found' ? { kind: 'found', job: { ...looked.job, conditions } } : looked;
        },
      }),
    );
    const reading = await metric.resume(started);
    expect(reading.kind === 'judged' ? reading.phase : undefined).toBe(phase);
  });

  it.each<{ what: string; away: Partial<Jobs> }>([
    { what: 'Job', away: { get: async () => AWAY } },
    { what: 'pods', away: { pods: async () => AWAY } },
  ])('waits on while the API does not show the $what, says why, and takes it back', async ({ away }) => {
    const { world, metric, started } = await underWay();
    world.moveTo(after(world.now(), millisOf(2000)));
    const waiting = { kind: 'pending', resumeAt: after(world.now(), millisOf(2000)), metadata: started.metadata };
    const given = { runUid: metric.runUid, jobs: overriding(world.jobs, away) };
    const whileAway = measured(world, jobRunning('sleep 100000'), given);
    expect(await whileAway.resume(started)).toEqual({ ...waiting, message: AWAY.message });
    expect(await metric.resume(started)).toEqual({ ...waiting, message: '' });
  });

  it('is an error when the API refuses it', async () => {
    const refusal = new Fault('CLUSTER_REFUSED', 'jobs.batch "x" is forbidden: User "u" cannot get resource "jobs"');
    const { metric, started } = await underWay((jobs) => overriding(jobs, { get: () => Promise.reject(refusal) }));
    await expect(metric.resume(started)).rejects.toBe(refusal);
  });

  it.each<'resume' | 'terminate'>(['resume', 'terminate'])(
    'cannot $0 a measurement that names no Job',
    async (look) => {
      const { metric, started } = await underWay();
      await expect(metric[look]({ ...started, metadata: {} })).rejects.toThrow(/^job metadata reference missing$/);
    },
  );

  it("finds a Job whose namespace was not noted in the run's", async () => {
    const { metric, started } = await underWay();
    const { 'job-namespace': _namespace, ...metadata } = started.metadata;
    expect(await metric.resume({ ...started, metadata })).toMatchObject({ kind: 'pending', metadata });
  });
});

describe('settings of a Job metric', () => {
  it.each<{ given: Json; wanted: string }>([
    { given: 'x', wanted: 'job must be an object, but is a text' },
    { given: {}, wanted: 'job.spec must be an object, but is nothing' },
    { given: { spec: [] }, wanted: 'job.spec must be an object, but is a list' },
    { given: { spec: {}, metadata: 1 }, wanted: 'job.metadata must be an object, but is 1' },
    {
      given: { spec: {}, metadata: { labels: { a: 1 } } },
      wanted: "job.metadata.labels['a'] must be a text, but is 1",
    },
    {
      given: { spec: {}, metadata: { annotations: true } },
      wanted: 'job.metadata.annotations must be an object, but is true',
    },
  ])('refuses $given', async ({ given, wanted }) => {
    await expect(measured(worldInMemory(), given).measure()).rejects.toMatchObject({
      code: 'PROVIDER_CONFIG_INVALID',
      message: wanted,
    });
  });
});

/** A Job that takes long, and the time in the test's hand. */
async function underWay(jobsOf = (jobs: Jobs): Jobs => jobs, { holdsRuns = false } = {}) {
  const world = worldInMemory({ holdsRuns });
  const metric = measured(world, jobRunning('sleep 100000'), { jobs: jobsOf(world.jobs) });
  const started: Pending = await metric.measure();
  return { world, metric, started };
}

/** What a metric makes the cluster create. */
async function created(job: Json, { holdsRuns = false, env = {} } = {}): Promise<{ job: NewJob; runUid: string }> {
  const world = worldInMemory({ holdsRuns });
  const seen: NewJob[] = [];
  const jobs = overriding(world.jobs, {
    create: async (wanted, signal) => {
      seen.push(wanted);
      return world.jobs.create(wanted, signal);
    },
  });
  const metric = measured(world, job, { jobs, env });
  await metric.measure();
  const [first] = seen;
  if (!first || seen.length > 1) throw new Error(`one Job was to be created, not ${seen.length}`);
  return { job: first, runUid: metric.runUid };
}

function stuck(reason: string): WaitingContainer {
  return { name: 'main', reason, message: 'back-off "x"' };
}

function terminal(reason: string): string {
  return `Pod second, container main has terminal error (${reason}): back-off "x"\n`;
}
