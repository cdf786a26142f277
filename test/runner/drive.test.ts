import { describe, expect, it } from 'vitest';
import type { Instant } from '../../src/core/instant.ts';
import type { ReadySpec } from '../../src/resources/analysis-spec.ts';
import { NOT_STARTED, type RunStatus } from '../../src/resources/run-status.ts';
import { checkpointFromText, checkpointToJson } from '../../src/runner/checkpoint.ts';
import { drive, type LiveRun } from '../../src/runner/drive.ts';
import type { Progress } from '../../src/runner/progress.ts';
import { VirtualClock } from '../../src/simulator/virtual-clock.ts';
import { at, metric, ready, seconds, T0 } from '../support/builders.ts';
import { depsOf, resolvedFrom, type Scripted, scripted } from '../support/scripted-provider.ts';

const REF = { name: 'run', namespace: 'default', uid: 'u-1' };

interface Driven {
  readonly steps: readonly Progress[];
  readonly asked: readonly string[];
  readonly status: RunStatus;
}

interface Given {
  readonly spec: ReadySpec;
  readonly answers: Readonly<Record<string, readonly Scripted[]>>;
  /** Ask for an early end at this moment. */
  readonly stopAt?: Instant;
}

async function driven({ spec, answers, stopAt }: Given): Promise<Driven> {
  const clock = new VirtualClock(T0);
  const { provider, asked } = scripted(answers, clock);
  const stop = new AbortController();
  const run: LiveRun = {
    ref: REF,
    resolve: () => resolvedFrom(spec),
    status: NOT_STARTED,
    memory: new Map(),
    stop: stop.signal,
  };
  const steps: Progress[] = [];
  const finished = (async () => {
    for await (const step of drive(run, depsOf(clock, provider))) steps.push(step);
  })();
  if (stopAt !== undefined) {
    await clock.run(stopAt);
    stop.abort();
  }
  await clock.run(at(3600));
  await Promise.race([finished, Promise.reject(new Error('the run did not end within an hour'))]);
  return { steps, asked, status: steps.at(-1)?.status ?? NOT_STARTED };
}

const good: Scripted = { value: 1 };
const fine = { successCondition: 'result < 5' } as const;

describe('a driven run', () => {
  it('takes its measurements at their times and ends by itself', async () => {
    const spec = ready([metric('m', { ...fine, interval: seconds(60), count: 3 })]);
    const { status } = await driven({ spec, answers: { m: [good] } });
    expect(status).toMatchObject({ phase: 'Successful', metricResults: [{ count: 3, successful: 3 }] });
    expect(status.completedAt).toBeGreaterThan(at(120));
    expect(status.completedAt).toBeLessThan(at(121));
  });

  it('never lets a slow metric delay another', async () => {
    const spec = ready([metric('slow', fine), metric('fast', { ...fine, interval: seconds(10), count: 5 })]);
    const { steps } = await driven({ spec, answers: { slow: [{ value: 1, took: seconds(300) }], fast: [good] } });
    const fastDone = steps.find(({ status }) =>
      status.metricResults.some(({ name, phase }) => name === 'fast' && phase === 'Successful'),
    );
    expect(fastDone?.at).toBeLessThan(at(41));
    expect(fastDone?.status.phase).toBe('Running');
    expect(steps.at(-1)?.status.phase).toBe('Successful');
  });

  it('ends at once when a metric fails, without waiting for a slow one', async () => {
    const spec = ready([metric('slow', fine), metric('bad', fine)]);
    const { status } = await driven({
      spec,
      answers: { slow: [{ value: 1, took: seconds(300) }], bad: [{ value: 9 }] },
    });
    expect(status).toMatchObject({ phase: 'Failed', completedAt: T0 });
  });

  it('tells a job in flight to stop before it ends', async () => {
    const spec = ready([metric('job', { count: 1 }), metric('bad', { ...fine, interval: seconds(20), count: 3 })]);
    const { status, asked } = await driven({
      spec,
      answers: { job: [{ pendingFor: 99, phase: 'Successful' }], bad: [good, { value: 9 }] },
    });
    expect(asked.at(-1)).toBe('job 1 terminate');
    expect(status).toMatchObject({
      phase: 'Failed',
      metricResults: expect.arrayContaining([expect.objectContaining({ name: 'job', phase: 'Inconclusive' })]),
    });
  });

  it('ends when it is asked to, and says so', async () => {
    const spec = ready([metric('m', { ...fine, interval: seconds(60) })]);
    const { status } = await driven({ spec, answers: { m: [good] }, stopAt: at(90) });
    expect(status).toMatchObject({ phase: 'Successful', message: 'Run Terminated', metricResults: [{ count: 2 }] });
  });

  it('gives up a look under way when it is asked to end', async () => {
    const spec = ready([metric('m', fine)]);
    const { status } = await driven({ spec, answers: { m: [{ value: 1, took: seconds(600) }] }, stopAt: at(5) });
    expect(status).toMatchObject({ phase: 'Successful', message: 'Run Terminated', metricResults: [] });
  });
});

describe('a run that was put aside at any step', () => {
  const spec = ready([
    metric('steady', { ...fine, interval: seconds(30), count: 4, failureLimit: 1 }),
    metric('job', { interval: seconds(60), count: 2 }),
    metric('shaky', { ...fine, interval: seconds(45), count: 2 }),
  ]);
  const answers: Given['answers'] = {
    steady: [good, { value: 9 }, good],
    job: [{ pendingFor: 2, phase: 'Successful' }],
    shaky: [{ error: 'down' }, good],
  };

  it('goes on in another process with nothing lost, doubled or re-timed', async () => {
    const whole = await driven({ spec, answers });
    expect(whole.status.phase).toBe('Successful');
    for (let kill = 1; kill < whole.steps.length; kill += 1) {
      const { status, asked } = await killedAt(kill);
      expect(status).toEqual(whole.status);
      expect(asked.toSorted()).toEqual(whole.asked.toSorted());
    }
  });

  async function killedAt(step: number): Promise<Pick<Driven, 'status' | 'asked'>> {
    const clock = new VirtualClock(T0);
    const { provider, asked } = scripted(answers, clock);
    const begin = (from: Pick<LiveRun, 'status' | 'memory'>): AsyncGenerator<Progress> =>
      drive(
        { ref: REF, resolve: () => resolvedFrom(spec), stop: new AbortController().signal, ...from },
        depsOf(clock, provider),
      );
    const toEnd = async (steps: AsyncGenerator<Progress>, until: number): Promise<Progress | undefined> => {
      let last: Progress | undefined;
      for (let count = 0; count < until; count += 1) {
        const next = await steps.next();
        if (next.done === true) break;
        last = next.value;
      }
      return last;
    };
    const first = toEnd(begin({ status: NOT_STARTED, memory: new Map() }), step);
    let last = await moving(clock, first);
    if (last === undefined) throw new Error('no step was reached');
    const saved = JSON.stringify(
      checkpointToJson({ ref: REF, spec: {}, status: last.status, memory: last.memory, extra: null }),
    );
    const taken = checkpointFromText(saved, 'run.json');
    last = await moving(clock, toEnd(begin(taken), Number.POSITIVE_INFINITY));
    return { status: last?.status ?? NOT_STARTED, asked };
  }

  // The killed process stops asking for steps; time goes on only for as long as somebody needs it to.
  async function moving<T>(clock: VirtualClock, work: Promise<T>): Promise<T> {
    const state = { isOver: false };
    const over = work.finally(() => {
      state.isOver = true;
    });
    await clock.settle();
    while (!state.isOver && (await clock.next())) await clock.settle();
    return over;
  }
});
