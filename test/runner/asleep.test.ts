import { describe, expect, it } from 'vitest';
import type { Instant } from '../../src/core/instant.ts';
import type { Value } from '../../src/core/value.ts';
import { NOT_STARTED } from '../../src/resources/run-status.ts';
import { drive, type LiveRun } from '../../src/runner/drive.ts';
import { KeptStand } from '../../src/runner/kept-stand.ts';
import type { Progress } from '../../src/runner/progress.ts';
import { VirtualClock } from '../../src/simulator/virtual-clock.ts';
import { at, metric, ready, seconds, T0 } from '../support/builders.ts';
import { depsOf, resolvedFrom, type Scripted, scripted } from '../support/scripted-provider.ts';

const SPEC = ready([
  metric('steady', { successCondition: 'result < 5', interval: seconds(30), count: 4, failureLimit: 1 }),
  metric('job', { interval: seconds(60), count: 2 }),
  metric('slow', { interval: seconds(45), count: 2 }),
]);
const ANSWERS: Readonly<Record<string, readonly Scripted[]>> = {
  steady: [{ value: 1 }, { value: 9 }, { value: 1 }],
  job: [{ pendingFor: 2, phase: 'Successful' }],
  slow: [{ error: 'down' }, { value: 1, took: seconds(20) }],
};

interface Lived {
  readonly steps: readonly Progress[];
  readonly asked: readonly string[];
  /** How often it slept. */
  readonly sleeps: number;
}

/** Drives a run to its end; what it knows is packed each time that it sleeps. */
async function lived({ sleepFrom, stopAt }: Pick<LiveRun, 'sleepFrom'> & { stopAt?: Instant }): Promise<Lived> {
  const clock = new VirtualClock(T0);
  const { provider, asked } = scripted(ANSWERS, clock);
  const kept = new KeptStand({ status: NOT_STARTED, memory: new Map() });
  const stop = new AbortController();
  const steps: Progress[] = [];
  let sleeps = 0;
  const onAndOn = async (): Promise<void> => {
    for (;;) {
      const way = { ref: REF, resolve: () => resolvedFrom(SPEC), stop: stop.signal, isKnown: sleeps > 0 };
      const run = drive(
        { ...way, ...kept.stand, ...(sleepFrom !== undefined && { sleepFrom }) },
        depsOf(clock, provider),
      );
      let next = await run.next();
      for (; next.done !== true; next = await run.next()) {
        steps.push(next.value);
        kept.stand = next.value;
      }
      if (next.value === undefined) return;
      kept.pack();
      sleeps += 1;
      const { promise: woken, resolve: wake } = Promise.withResolvers<void>();
      stop.signal.addEventListener('abort', () => wake());
      clock.alarm(next.value.until, wake);
      await woken;
    }
  };
  const over = onAndOn();
  if (stopAt !== undefined) {
    await clock.run(stopAt);
    stop.abort();
  }
  await clock.run(at(3600));
  await Promise.race([over, Promise.reject(new Error('the run did not end within an hour'))]);
  return { steps, asked, sleeps };
}

const REF = { name: 'run', namespace: 'default', uid: 'u-1' };

describe('a run that sleeps while it has nothing to do', () => {
  it.each([1, 5, 20])('from %i s on lives as one that is awake', async (least) => {
    const awake = await lived({});
    const asleep = await lived({ sleepFrom: seconds(least) });
    expect(awake.sleeps).toBe(0);
    expect(asleep.sleeps).toBeGreaterThan(0);
    expect(asleep.asked).toEqual(awake.asked);
    expect(asleep.steps.map(({ at, status, memory }) => ({ at, status, memory }))).toEqual(
      awake.steps.map(({ at, status, memory }) => ({ at, status, memory })),
    );
  });

  it('is awake while a look is under way, however long it takes', async () => {
    const { asked, sleeps } = await lived({ sleepFrom: seconds(200) });
    expect(asked).toContain('slow 2 start');
    expect(sleeps).toBe(0);
  });

  it('ends when it is asked to', async () => {
    const { steps, sleeps } = await lived({ sleepFrom: seconds(1), stopAt: at(40) });
    expect(sleeps).toBeGreaterThan(0);
    expect(steps.at(-1)).toMatchObject({ at: at(40), status: { message: 'Run Terminated' } });
  });
});

describe('where a run stands', () => {
  it('is the same after it was packed, values of any type included', () => {
    const stand = {
      status: { ...NOT_STARTED, phase: 'Running' as const, startedAt: T0 },
      memory: new Map([
        ['m', { value: { a: Number.NaN }, note: 'n', notBefore: T0 }],
        ['n', { value: Float64Array.of(1, -0, Number.POSITIVE_INFINITY) }],
      ]),
    };
    const kept = new KeptStand(stand);
    kept.pack();
    expect(kept.stand).toEqual(stand);
    expect(kept.stand).toEqual(stand);
    kept.pack();
    kept.pack();
    expect(kept.stand).toEqual(stand);
  });

  it('stays as it is with a value that cannot be written', () => {
    const value = new Date(0) as unknown as Value;
    const kept = new KeptStand({ status: NOT_STARTED, memory: new Map([['m', { value }]]) });
    kept.pack();
    expect(kept.stand.memory.get('m')?.value).toBe(value);
  });
});
