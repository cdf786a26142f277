import { expect, it } from 'vitest';
import type { Job } from '../../../src/providers/job/jobs.ts';
import { jobRunning, measured, overriding, type World } from './world.ts';

const SIGNAL = new AbortController().signal;
const UID_LABEL = 'analysisrun.argoproj.io/uid';
const UNTIL_GONE = { timeout: 20_000, interval: 200 };
const METRIC_ANNOTATION = 'analysisrun.argoproj.io/metric-name';

/** What the Job provider does, whichever cluster the Jobs run in. */
export function jobScenarios(world: () => World): void {
  it.concurrent.each([
    { job: 'a Job that succeeds', line: 'exit 0', phase: 'Successful' },
    { job: 'a Job that fails', line: 'exit 3', phase: 'Failed' },
  ])('$job makes the measurement $phase', async ({ line, phase }) => {
    const metric = measured(world(), jobRunning(line));
    const started = await metric.measure();
    const name = `${metric.runUid}.smoke.1`;
    expect(started).toMatchObject({ metadata: { 'job-name': name, 'job-namespace': world().namespace } });
    expect(await metric.finish(started)).toEqual({ kind: 'judged', phase, metadata: started.metadata, message: '' });
  });

  it.concurrent('an image that cannot be pulled makes it Inconclusive and leaves the Job', async () => {
    const metric = measured(world(), jobRunning('exit 0', 'does-not-exist'));
    const started = await metric.measure();
    const { phase, message } = await metric.finish(started);
    expect(phase).toBe('Inconclusive');
    expect(message).toMatch(/^Pod \S+, container main has terminal error \(ErrImagePull\): .*\n$/);
    expect(await jobsOfRun(metric.runUid)).toHaveLength(1);
  });

  it.concurrent('terminating removes the Job under way, and does so twice without complaint', async () => {
    const metric = measured(world(), jobRunning('sleep 600'));
    const started = await metric.measure();
    const ended = { kind: 'judged', phase: 'Inconclusive', metadata: started.metadata };
    expect(await metric.terminate(started)).toEqual(ended);
    expect(await metric.terminate(started)).toEqual(ended);
    await expect(metric.finish(started)).rejects.toThrow(`job.batch "${metric.runUid}.smoke.1" not found`);
  });

  it.concurrent('a second try of the same measurement takes over the Job of the first', async () => {
    const metric = measured(world(), jobRunning('exit 0'));
    const first = await metric.measure();
    const second = await metric.measure();
    expect(second.metadata).toEqual(first.metadata);
    expect(await jobsOfRun(metric.runUid)).toHaveLength(1);
    expect((await metric.finish(second)).phase).toBe('Successful');
  });

  it.concurrent('a Job whose creation was answered by nobody is found', async () => {
    const { jobs } = world();
    const answersLost = overriding(jobs, {
      create: async (job, signal) => {
        await jobs.create(job, signal);
        return { kind: 'unavailable', message: 'read: connection reset by peer' };
      },
    });
    const metric = measured(world(), jobRunning('exit 0'), { jobs: answersLost });
    expect((await metric.finish(await metric.measure())).phase).toBe('Successful');
    expect(await jobsOfRun(metric.runUid)).toHaveLength(1);
  });

  it.concurrent.each([
    { whose: 'another run', labels: { [UID_LABEL]: 'another' } },
    { whose: 'nobody', labels: {} },
  ])('a Job of $whose with the wanted name is not taken over', async ({ labels }) => {
    const metric = measured(world(), jobRunning('exit 0'));
    const name = `${metric.runUid}.smoke.1`;
    const spec = { template: { spec: { restartPolicy: 'Never', containers: [{ name: 'main', image: 'busybox' }] } } };
    const { namespace } = world();
    await world().jobs.create({ name, namespace, labels, annotations: {}, spec }, SIGNAL);
    await expect(metric.measure()).rejects.toMatchObject({
      code: 'PROVIDER_ANSWER_INVALID',
      message: `jobs.batch "${name}" already exists`,
    });
  });

  it.concurrent('two metrics of a run whose long names begin alike have a Job each', async () => {
    const start = 'the-error-rate-of-the-checkout';
    const one = measured(world(), jobRunning('exit 0'), { metric: `${start}-in-europe` });
    const other = measured(world(), jobRunning('exit 1'), { metric: `${start}-in-asia`, runUid: one.runUid });
    const [ofOne, ofOther] = [await one.measure(), await other.measure()];
    expect(ofOne.metadata['job-name']).toBe(`${one.runUid}.${start.slice(0, 24)}.1`);
    expect(ofOther.metadata['job-name']).not.toBe(ofOne.metadata['job-name']);
    expect((await other.measure()).metadata).toEqual(ofOther.metadata);
    expect((await one.finish(ofOne)).phase).toBe('Successful');
    expect((await other.finish(ofOther)).phase).toBe('Failed');
  });

  it.concurrent('cleaning up leaves the newest Jobs of the metric and all Jobs of other metrics', async ({
    expect,
  }) => {
    const metric = measured(world(), jobRunning('sleep 600'), { metric: 'load' });
    const other = measured(world(), jobRunning('sleep 600'), { metric: 'smoke', runUid: metric.runUid });
    await other.measure();
    for (const number of [9, 10, 11, 12]) await metric.measure(number);
    await metric.collect(2);
    const left = async (): Promise<string[]> =>
      (await jobsOfRun(metric.runUid)).map(({ name }) => name.slice(metric.runUid.length)).toSorted();
    await expect.poll(left, UNTIL_GONE).toEqual(['.load.11', '.load.12', '.smoke.1']);
  });

  it.concurrent('the environment sends Jobs to another namespace, where no run owns them', async ({ expect }) => {
    const { otherNamespace } = world();
    const env = { ARGO_ROLLOUTS_ANALYSIS_JOB_NAMESPACE: otherNamespace };
    const metric = measured(world(), jobRunning('exit 0'), { env });
    const started = await metric.measure();
    expect(started.metadata['job-namespace']).toBe(otherNamespace);
    const [job] = await jobsOfRun(metric.runUid, otherNamespace);
    expect(job).toMatchObject({ annotations: { [METRIC_ANNOTATION]: 'smoke' } });
    expect(job).not.toHaveProperty('ownerUid');
    await metric.measure();
    expect((await metric.finish(started)).phase).toBe('Successful');
    await metric.collect(0);
    await expect.poll(() => jobsOfRun(metric.runUid, otherNamespace), UNTIL_GONE).toEqual([]);
  });

  it.concurrent('a name that Kubernetes does not take is refused in its words', async () => {
    const metric = measured(world(), jobRunning('exit 0'), { metric: 'Smoke_Test' });
    const name = `${metric.runUid}.Smoke_Test.1`;
    await expect(metric.measure()).rejects.toThrow(
      `Job.batch "${name}" is invalid: metadata.name: Invalid value: "${name}"`,
    );
  });

  /** A Job that is being deleted is there until its pods are gone. */
  async function jobsOfRun(runUid: string, namespace = world().namespace): Promise<readonly Job[]> {
    return world().jobs.list(namespace, [UID_LABEL, runUid], SIGNAL);
  }
}
