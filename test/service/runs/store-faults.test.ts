import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Fault } from '../../../src/core/fault.ts';
import type { Store } from '../../../src/service/store/store.ts';
import { aroundStore } from '../../support/around-store.ts';
import { entriesOf, type Gate, measuredIn, moment, openGate, replayed, seconds } from '../../support/gate.ts';
import { scriptedTemplate, startOf } from '../../support/service-runs.ts';

/** As many as the suite has time for; more of them with VERDICT_SEEDS. */
const PLAYS = Number(process.env['VERDICT_SEEDS'] ?? 8);

const ALICE = { name: 'alice' };
const template = scriptedTemplate([
  { name: 'errors', interval: '20s', count: 3, successCondition: 'result < 5' },
  { name: 'latency', interval: '31s', count: 2, successCondition: 'result < 5' },
]);
const callback = { url: 'http://receiver.example', on: ['verdict', 'breach'] as const };

/** What becomes of a call: it goes through, does not reach the store, or is carried out and its answer gets lost. */
type Fate = 'through' | 'before' | 'after';

interface Schedule {
  /** Of the calls of each name, one after the other, again and again for two minutes. */
  readonly fates: Readonly<Record<string, readonly Fate[]>>;
  /** Seconds in which no call gets an answer. */
  readonly outage: { readonly from: number; readonly length: number; readonly fate: Fate };
  /** When the first replica dies, in seconds. */
  readonly diesAt: number;
}

const FAULTY = ['runs.create', 'runs.record', 'runs.claim', 'runs.lost', 'runs.get', 'replicas.beat'];

const anyFate = fc.oneof(
  { weight: 2, arbitrary: fc.constant<Fate>('through') },
  { weight: 2, arbitrary: fc.constantFrom<Fate>('before', 'after') },
);

const anySchedule: fc.Arbitrary<Schedule> = fc.record({
  fates: fc.record(Object.fromEntries(FAULTY.map((name) => [name, fc.array(anyFate, { maxLength: 12 })]))),
  outage: fc.record({
    from: fc.integer({ min: 0, max: 60 }),
    length: fc.integer({ min: 0, max: 90 }),
    fate: fc.constantFrom<Fate>('before', 'after'),
  }),
  diesAt: fc.integer({ min: 1, max: 90 }),
});

function faulty(gate: Gate, { fates, outage }: Schedule): Store {
  const calls = new Map<string, number>();
  const isWithin = (from: number, length: number): boolean => {
    const now = gate.clock.now();
    return now >= moment(from) && now < moment(from + length);
  };
  const fateOf = (name: string): Fate => {
    if (isWithin(outage.from, outage.length)) return outage.fate;
    const own = isWithin(0, 120) ? (fates[name] ?? []) : [];
    const call = calls.get(name) ?? 0;
    calls.set(name, call + 1);
    return own[call % own.length] ?? 'through';
  };
  return aroundStore(gate.store, async (name, carryOut) => {
    const fate = fateOf(name);
    if (fate === 'before') throw gone();
    const answer = await carryOut();
    if (fate === 'after') throw gone();
    return answer;
  });
}

function gone(): Fault {
  return new Fault('STORE_UNAVAILABLE', 'the database is gone');
}

async function play(schedule: Schedule): Promise<void> {
  const gate = await openGate((_metric, number) => ({ value: 1, tookMs: number * 100 }));
  const store = faulty(gate, schedule);
  const first = gate.replica({ store });
  const second = gate.replica({ store });
  const starts = [first, second, first, second].map((replica) =>
    replica.runs.start('team', startOf(template, { callback }), ALICE).then(
      ({ run }) => run.id,
      (thrown: unknown) => thrown,
    ),
  );
  await gate.clock.run(moment(schedule.diesAt));
  first.kill();
  // Whoever asked a dead replica gets no answer.
  const answers = await Promise.all(starts.map((start) => Promise.race([start, Promise.resolve(undefined)])));
  for (const answer of answers.filter((one) => typeof one === 'object'))
    expect(answer).toMatchObject({ code: 'STORE_UNAVAILABLE' });
  await untilAllHaveEnded(gate);
  const { runs } = await gate.store.runs.list('team', {}, { limit: 100 });
  const there = runs.map(({ id }) => id);
  for (const id of answers) if (typeof id === 'string') expect(there).toContain(id);
  expect(runs.map(({ verdict }) => verdict)).toEqual(runs.map(() => 'pass'));
  for (const { id } of runs) await expectWhole(gate, id);
  const told = await gate.store.callbacks.take('looker', seconds(60), 100);
  expect(told.map(({ runId, event }) => `${runId} ${event}`).toSorted()).toEqual(
    there.map((id) => `${id} verdict`).toSorted(),
  );
  for (const { id } of runs.slice(0, 1)) {
    const evidence = await gate.replica().runs.evidence('team', id, undefined, gate.clock.now());
    expect(await replayed(evidence)).toEqual({ code: 0, said: '' });
  }
  await gate.close();
}

/** Every fault is over by then, and what a dead replica held has been taken up. */
async function untilAllHaveEnded({ clock, store }: Gate): Promise<void> {
  await clock.run(moment(150));
  for (let at = 160; at <= 600 && (await store.runs.count()).live > 0; at += 10) await clock.run(moment(at));
}

async function expectWhole({ store }: Gate, id: string): Promise<void> {
  const measured = await measuredIn(store, id);
  expect(new Set(measured).size).toBe(measured.length);
  expect(measured.map((one) => one.replace(/ .*/, '')).toSorted()).toEqual([
    'errors',
    'errors',
    'errors',
    'latency',
    'latency',
  ]);
  const entries = await entriesOf(store, id);
  expect(entries.map((one) => Number(one.split(' ')[0]))).toEqual(entries.map((_, index) => index));
  expect(entries.filter((one) => one.endsWith('ended'))).toEqual([entries.at(-1)]);
}

describe('whatever happens to the store and to replicas', () => {
  it('no measurement is lost, none counted twice, and runs end as undisturbed ones do', {
    timeout: 600_000,
  }, async () => {
    await fc.assert(fc.asyncProperty(anySchedule, play), { numRuns: PLAYS });
  });

  it('a replica that begins while the store is gone starts nothing, and says so', async () => {
    const gate = await openGate();
    const outage = { from: 0, length: 20, fate: 'before' as const };
    const replica = gate.replica({ store: faulty(gate, { fates: {}, outage, diesAt: 0 }) });
    const started = () => gate.clock.until(replica.runs.start('team', startOf(template), ALICE));
    await expect(started()).rejects.toMatchObject({ code: 'STORE_UNAVAILABLE' });
    await gate.clock.run(moment(25));
    const { run } = await started();
    expect(await gate.ended(run)).toMatchObject({ stand: { verdict: 'pass' } });
    await gate.close();
  });

  it('nothing is measured that could not be stored, and it goes on when the store is there again', async () => {
    const gate = await openGate();
    const outage = { from: 25, length: 60, fate: 'before' as const };
    const replica = gate.replica({ store: faulty(gate, { fates: {}, outage, diesAt: 0 }) });
    const { run } = await gate.clock.until(replica.runs.start('team', startOf(template), ALICE));
    await gate.clock.run(moment(40));
    const refused = gate.clock.until(replica.runs.start('team', startOf(template), ALICE));
    await expect(refused).rejects.toMatchObject({ code: 'STORE_UNAVAILABLE' });
    await gate.clock.run(moment(84));
    // Each metric was looked at once more when the store had gone, and waits with that.
    expect(gate.backend.asked).toEqual(['errors 1', 'latency 1', 'errors 2', 'latency 2']);
    expect(await measuredIn(gate.store, run.id)).toHaveLength(3);
    await gate.ended(run);
    await expectWhole(gate, run.id);
    expect(gate.clock.now()).toBeLessThan(moment(90));
    await gate.close();
  });

  it('a run whose steps the store refuses is tried again with pauses, also when it is asked to end meanwhile', async () => {
    const gate = await openGate();
    let [isRefusing, refusals] = [false, 0];
    const store = aroundStore(gate.store, (name, carryOut) => {
      if (name !== 'runs.record' || !isRefusing) return carryOut();
      refusals += 1;
      throw new Error('this write is not taken');
    });
    const replica = gate.replica({ store });
    const { run } = await gate.clock.until(replica.runs.start('team', startOf(template), ALICE));
    await gate.clock.run(moment(10));
    isRefusing = true;
    await gate.clock.run(moment(21));
    await gate.clock.until(replica.runs.terminate('team', run.id, ALICE));
    await gate.clock.run(moment(60));
    expect(refusals).toBeGreaterThan(3);
    expect(refusals).toBeLessThan(12);
    isRefusing = false;
    expect((await gate.ended(run)).stand.status).toMatchObject({ message: 'Run Terminated' });
    await gate.close();
  });
});
