import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { JsonObject } from '../../../src/core/json.ts';
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
const endless = scriptedTemplate([
  { name: 'errors', interval: '10s', successCondition: 'result < 5', failureLimit: 2 },
]);
const url = 'http://receiver.example/hook';
const both = { url, on: ['verdict', 'breach'] as const };

let gate: Gate;
let replica: GateReplica;
let failsFrom: number;

beforeEach(async () => {
  failsFrom = Number.POSITIVE_INFINITY;
  gate = await openGate((_metric, number) => ({ value: number >= failsFrom ? 9 : 1 }));
  replica = gate.replica();
});
afterEach(() => gate.close());

async function started(document: JsonObject, more: Parameters<typeof startOf>[1] = {}) {
  const { run } = await gate.clock.until(replica.runs.start('team', startOf(document, more), ALICE));
  return run;
}

async function toldOf(id: string): Promise<readonly string[]> {
  const taken = await gate.store.callbacks.take('test', seconds(3600), 100);
  return taken.filter(({ runId }) => runId === id).map(({ event, attempt }) => `${event} of ${attempt}`);
}

describe('a run without an end', () => {
  it('that fails is a breach, told once an attempt', async () => {
    failsFrom = 3;
    const run = await started(endless, { callback: both });
    expect((await gate.ended(run)).stand.verdict).toBe('fail');
    expect(await toldOf(run.id)).toEqual(['breach of 1']);
    await gate.clock.until(replica.runs.retry('team', run.id, ALICE));
    await gate.ended(run, 2);
    expect(await toldOf(run.id)).toEqual(['breach of 2']);
  });

  it.each([
    ['that is asked to end is a verdict', endless, {}, 'verdict of 1'],
    ['with a time limit is one with an end', endless, { timeout: '1m' }, 'verdict of 1'],
  ])('%s', async (_what, document, more, told) => {
    const run = await started(document, { callback: both, ...more });
    await gate.clock.run(moment(30));
    await gate.clock.until(replica.runs.terminate('team', run.id, ALICE));
    await gate.ended(run);
    expect(await toldOf(run.id)).toEqual([told]);
  });

  it('whose callback wants the other event tells nobody', async () => {
    failsFrom = 1;
    const run = await started(endless, { callback: { url, on: ['verdict'] } });
    await gate.ended(run);
    const ending = scriptedTemplate([{ name: 'errors', successCondition: 'result < 5' }]);
    const other = await started(ending, { callback: { url, on: ['breach'] } });
    await gate.ended(other);
    expect([...(await toldOf(run.id)), ...(await toldOf(other.id))]).toEqual([]);
  });

  it('keeps only the newest of its history, which can be replayed, whoever drove it', async () => {
    failsFrom = 150;
    const limits = { liveRuns: 100, keptEntries: 20 };
    await gate.clock.until(replica.stop());
    replica = gate.replica({ limits });
    const run = await started(endless);
    await gate.clock.run(moment(750));
    replica.kill();
    replica = gate.replica({ limits });
    await gate.clock.run(moment(1_400));
    const entries = await entriesOf(gate.store, run.id);
    expect(entries.length).toBeGreaterThanOrEqual(20);
    expect(entries.length).toBeLessThanOrEqual(40);
    const ended = await gate.ended(run);
    expect(ended.stand.verdict).toBe('fail');
    const evidence = await replica.runs.evidence('team', run.id, undefined, gate.clock.now());
    expect(await replayed(evidence)).toEqual({ code: 1, said: '' });
    const numbers = (await entriesOf(gate.store, run.id)).map((one) => Number(one.split(' ')[0]));
    expect(numbers).toEqual(numbers.map((_, index) => (numbers[0] ?? 0) + index));
    expect(new Set(await measuredIn(gate.store, run.id)).size).toBeGreaterThanOrEqual(20);
  });
});

describe('runs that have ended', () => {
  it('are deleted when they are too old or too many, and those that go on never', async () => {
    await gate.clock.until(replica.stop());
    replica = gate.replica({ kept: { count: 3, age: seconds(200) } });
    const quick = scriptedTemplate([{ name: 'errors', successCondition: 'result < 5' }]);
    const going = await started(endless);
    for (let count = 0; count < 8; count += 1) await gate.ended(await started(quick));
    const there = async () => (await gate.store.runs.list('team', {}, { limit: 100 })).runs;
    await gate.clock.run(moment(130));
    expect((await there()).filter(({ verdict }) => verdict !== null)).toHaveLength(3);
    await gate.clock.run(moment(380));
    expect((await there()).map(({ id }) => id)).toEqual([going.id]);
    expect(replica.log.lines).toEqual([]);
  });
});
