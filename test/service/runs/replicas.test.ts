import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { StoredRun } from '../../../src/service/store/rows.ts';
import {
  entriesOf,
  type Gate,
  type GateReplica,
  measuredIn,
  moment,
  openGate,
  replayed,
  seconds,
} from '../../support/gate.ts';
import { scriptedTemplate, startOf } from '../../support/service-runs.ts';

const ALICE = { name: 'alice' };
/** Two metrics, the slower of which fails at its third measurement, which the run survives. */
const template = scriptedTemplate([
  { name: 'errors', interval: '30s', count: 5, successCondition: 'result < 5' },
  { name: 'latency', interval: '45s', count: 4, successCondition: 'result < 5', failureLimit: 1 },
]);
const idle = new AbortController().signal;

let gate: Gate;

beforeEach(async () => {
  gate = await openGate((metric, number) => ({ value: metric === 'latency' && number === 3 ? 9 : 1, tookMs: 400 }));
});
afterEach(() => gate.close());

async function started(replica: GateReplica): Promise<StoredRun> {
  const { run } = await gate.clock.until(replica.runs.start('team', startOf(template), ALICE));
  return run;
}

/** Each measurement once, no gap in the numbers, and the verdict that an undisturbed run has. */
async function expectWhole({ id }: StoredRun, stand: StoredRun['stand']): Promise<void> {
  expect(stand).toMatchObject({ verdict: 'pass', phase: 'Successful' });
  const measured = await measuredIn(gate.store, id);
  expect(new Set(measured).size).toBe(measured.length);
  expect(measured.filter((one) => one.startsWith('errors'))).toHaveLength(5);
  expect(measured.filter((one) => one.startsWith('latency'))).toHaveLength(4);
  const entries = await entriesOf(gate.store, id);
  expect(entries.map((one) => Number(one.split(' ')[0]))).toEqual(entries.map((_, index) => index));
  expect(entries.filter((one) => one.endsWith('ended'))).toHaveLength(1);
}

describe('a replica that dies', () => {
  it.each([0, 0.003, 0.1, 0.3, 0.402, 0.41, 15, 30.2, 45.5, 60, 90.41, 135])(
    'after %d s leaves a run that others go on with within ten seconds, as if nothing had happened',
    async (diedAfter) => {
      const first = gate.replica();
      const run = await started(first);
      const second = gate.replica();
      await gate.clock.run(moment(diedAfter));
      first.kill();
      const diedAt = gate.clock.now();
      await gate.clock.run(((diedAt as number) + 10_000) as typeof diedAt);
      expect(second.load().live + (second.measures.counts['ended pass'] ?? 0)).toBe(1);
      const ended = await gate.ended(run);
      await expectWhole(run, ended.stand);
      expect(await replayed(await second.runs.evidence('team', run.id, undefined, gate.clock.now()))).toEqual({
        code: 0,
        said: '',
      });
    },
  );

  it('with the last step stored and not the end leaves a run that is ended by others', async () => {
    const { store } = gate;
    let dies = (): void => {};
    const halfway: typeof store.runs.record = async (writes) => {
      const isEnd = writes.some(({ stand: { verdict } }) => verdict !== null);
      if (!isEnd) return store.runs.record(writes);
      await store.runs.record(
        writes.map((write) => ({
          ...write,
          stand: { ...write.stand, verdict: null },
          entries: write.entries.filter(({ kind }) => kind === 'step'),
          callbacks: [],
        })),
      );
      dies();
      return new Set();
    };
    const first = gate.replica({ store: { ...store, runs: { ...store.runs, record: halfway } } });
    dies = () => first.kill();
    const run = await started(first);
    gate.replica();
    const ended = await gate.ended(run);
    await expectWhole(run, ended.stand);
  });

  it('leaves a run that waits, and whoever takes it up writes nothing until it is its time', async () => {
    const first = gate.replica();
    const run = await started(first);
    await gate.clock.run(moment(10));
    const before = await entriesOf(gate.store, run.id);
    first.kill();
    const second = gate.replica();
    await gate.clock.run(moment(25));
    expect(second.load().live).toBe(1);
    expect(await entriesOf(gate.store, run.id)).toEqual(before);
  });

  it('leaves a run that cannot be read, which is told and harms no other', async () => {
    const { store } = gate;
    const first = gate.replica();
    const [broken, fine] = [await started(first), await started(first)];
    await gate.clock.run(moment(10));
    first.kill();
    const claim: typeof store.runs.claim = async (replica, limit, ticket) => {
      const claimed = await store.runs.claim(replica, limit, ticket);
      return claimed.map((one) => (one.run.id === broken.id ? { ...one, stand: '{"status":{},"memory":[]}' } : one));
    };
    const second = gate.replica({ store: { ...store, runs: { ...store.runs, claim } } });
    const ended = await gate.ended(fine);
    await expectWhole(fine, ended.stand);
    expect(second.log.lines).toContainEqual(
      expect.stringContaining('a run goes on after a pause: memory is no object'),
    );
    expect(second.load().live).toBe(1);
  });

  it('again and again, leaves a run that is whole', async () => {
    const run = await started(gate.replica());
    let replica = gate.replica();
    for (let died = 0; died < 12; died += 1) {
      await gate.clock.run(moment(13 * (died + 1)));
      replica.kill();
      replica = gate.replica();
    }
    const ended = await gate.ended(run);
    await expectWhole(run, ended.stand);
  });

  it('keeps the time limit of its runs', async () => {
    const first = gate.replica();
    const asked = startOf(template, { timeout: '60s' });
    const { run } = await gate.clock.until(first.runs.start('team', asked, ALICE));
    gate.replica();
    await gate.clock.run(moment(20));
    first.kill();
    const { stand } = await gate.ended(run);
    expect(stand.verdict).toBe('notEvaluated');
    expect((stand.endedAt ?? 0) - run.createdAt).toBeLessThan(60_100);
  });

  it('does not forget who was asked for an early end', async () => {
    const first = gate.replica();
    const run = await started(first);
    await gate.clock.run(moment(20));
    first.kill();
    const second = gate.replica();
    await gate.clock.until(second.runs.terminate('team', run.id, ALICE));
    await gate.ended(run);
    expect(gate.clock.now()).toBeLessThan(moment(31));
  });
});

describe('a replica that was taken for dead', () => {
  it('drops what others have taken, and writes nothing more', async () => {
    const first = gate.replica();
    const run = await started(first);
    await gate.clock.run(moment(20));
    // It stands still for a while, as a machine does that is paused.
    first.pause();
    const second = gate.replica();
    await gate.clock.run(moment(40));
    expect(second.load().live).toBe(1);
    first.resume();
    await gate.clock.run(moment(44));
    expect(first.load().live).toBe(0);
    expect(first.measures.counts['lost']).toBe(1);
    const ended = await gate.ended(run);
    await expectWhole(run, ended.stand);
  });

  it('goes on with what nobody has taken', async () => {
    const first = gate.replica();
    const run = await started(first);
    await gate.clock.run(moment(20));
    first.pause();
    await gate.clock.run(moment(40));
    first.resume();
    await gate.clock.run(moment(44));
    expect(first.load().live).toBe(1);
    expect(first.measures.counts['claimed']).toBeUndefined();
    const ended = await gate.ended(run);
    await expectWhole(run, ended.stand);
  });
});

describe('a replica that is stopped', () => {
  it('lets looks under way come back, stores them, and hands its runs over at once', async () => {
    const first = gate.replica();
    const run = await started(first);
    const second = gate.replica();
    await gate.clock.run(moment(30.6));
    const before = gate.clock.now();
    await gate.clock.until(first.stop());
    await gate.clock.settle();
    expect(gate.clock.now() - before).toBeLessThan(500);
    expect((await measuredIn(gate.store, run.id)).filter((one) => one.startsWith('errors'))).toHaveLength(2);
    await gate.clock.run(((gate.clock.now() as number) + 100) as typeof before);
    expect(second.load().live).toBe(1);
    const ended = await gate.ended(run);
    await expectWhole(run, ended.stand);
    expect(gate.backend.asked.filter((one) => one === 'errors 2')).toHaveLength(1);
  });

  it('does not wait longer than two seconds for a look, which is taken once more', async () => {
    await gate.close();
    gate = await openGate((_metric, number) => ({ value: 1, tookMs: number === 2 ? 20_000 : 0 }));
    const first = gate.replica();
    const run = await started(first);
    gate.replica();
    await gate.clock.run(moment(32));
    const before = gate.clock.now();
    await gate.clock.until(first.stop());
    expect(gate.clock.now() - before).toBeLessThan(2_100);
    const ended = await gate.ended(run);
    expect(ended.stand.verdict).toBe('pass');
    const measured = await measuredIn(gate.store, run.id);
    expect(measured.filter((one) => one.startsWith('errors'))).toHaveLength(5);
  });

  it('tells those who wait for its runs how they stand', async () => {
    const first = gate.replica();
    const run = await started(first);
    const second = gate.replica();
    const waiting = second.runs.wait('team', run.id, seconds(600), idle);
    await gate.clock.run(moment(30));
    await gate.clock.until(first.stop());
    expect(await gate.clock.until(waiting)).toMatchObject({ stand: { verdict: 'pass' } });
  });
});

describe('runs that nobody drives', () => {
  it('are shared by those who have room', async () => {
    const first = gate.replica();
    for (let count = 0; count < 30; count += 1) await started(first);
    first.kill();
    const others = [gate.replica({ limits: { liveRuns: 10 } }), gate.replica({ limits: { liveRuns: 15 } })];
    await gate.clock.run(moment(20));
    expect(others.map((replica) => replica.load().live)).toEqual([10, 15]);
    expect(await gate.store.runs.count()).toEqual({ live: 30, unheld: 5 });
  });
});

describe('clocks that jump', () => {
  it.each([
    ['forward by an hour', 3_600_000],
    ['back by five minutes', -300_000],
  ])('%s lose no measurement and count none twice', async (_how, jump) => {
    const replica = gate.replica();
    const run = await started(replica);
    await gate.clock.run(moment(40));
    replica.clock.skew = jump;
    const ended = await gate.ended(run);
    await expectWhole(run, ended.stand);
  });
});
