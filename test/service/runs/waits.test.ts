import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { millisOf } from '../../../src/core/instant.ts';
import type { HistoryEntry } from '../../../src/service/store/rows.ts';
import { aroundStore } from '../../support/around-store.ts';
import { type Gate, type GateReplica, moment, openGate, seconds } from '../../support/gate.ts';
import { scriptedTemplate, startOf } from '../../support/service-runs.ts';

const ALICE = { name: 'alice' };
const template = scriptedTemplate([{ name: 'errors', interval: '60s', count: 3, successCondition: 'result < 5' }]);
const idle = new AbortController().signal;

let gate: Gate;
let calls: string[];
let here: GateReplica;
let there: GateReplica;

beforeEach(async () => {
  gate = await openGate();
  calls = [];
  const counting = aroundStore(gate.store, (name, carryOut) => {
    calls.push(name);
    return carryOut();
  });
  here = gate.replica();
  there = gate.replica({ store: counting });
});
afterEach(() => gate.close());

async function started(replica: GateReplica) {
  const { run } = await gate.clock.until(replica.runs.start('team', startOf(template), ALICE));
  return run;
}

describe('whoever waits for a run', () => {
  it.each([
    ['the replica that drives it', () => here],
    ['another one', () => there],
  ])('hears of its end at once from %s', async (_where, asked) => {
    const run = await started(here);
    const ended = await gate.clock.until(asked().runs.wait('team', run.id, seconds(600), idle));
    expect(ended?.stand.verdict).toBe('pass');
    expect(gate.clock.now()).toBeLessThan(moment(120.2));
    expect(asked().load().waiters).toBe(0);
  });

  it('gets the run as it stands when the time is over', async () => {
    const run = await started(here);
    for (const replica of [here, there]) {
      const before = gate.clock.now();
      const waited = await gate.clock.until(replica.runs.wait('team', run.id, seconds(20), idle));
      expect(waited).toMatchObject({ id: run.id, stand: { verdict: null } });
      expect(gate.clock.now() - before).toBe(20_000);
    }
  });

  it('gets it at once when they go away, or when it is over already', async () => {
    const run = await started(here);
    expect(await there.runs.wait('team', run.id, seconds(600), AbortSignal.abort())).toMatchObject({ id: run.id });
    expect(await there.runs.wait('team', run.id, millisOf(0), idle)).toMatchObject({ id: run.id });
    await gate.ended(run);
    const before = gate.clock.now();
    expect(await there.runs.wait('team', run.id, seconds(600), idle)).toMatchObject({ stand: { verdict: 'pass' } });
    expect(gate.clock.now()).toBe(before);
  });

  it('is told that there is no such run, or that it is not of this namespace', async () => {
    const run = await started(here);
    expect(await there.runs.wait('team', '00000000-0000-4000-8000-000000000000', seconds(60), idle)).toBeUndefined();
    expect(await there.runs.wait('other', run.id, seconds(60), idle)).toBeUndefined();
  });

  it('costs one reader, however many wait', async () => {
    const runs = [await started(here), await started(here)];
    const waiting = Array.from({ length: 200 }, (_, index) =>
      there.runs.wait('team', runs[index % 2]?.id ?? '', seconds(600), idle),
    );
    await gate.clock.run(moment(30));
    calls = [];
    await gate.clock.run(moment(50));
    expect(there.load().waiters).toBe(200);
    expect(calls.filter((name) => name === 'runs.get')).toEqual([]);
    expect(calls.filter((name) => name === 'history.since').length).toBeLessThan(15);
    const ended = await gate.clock.until(Promise.all(waiting));
    expect(ended.every((run) => run?.stand.verdict === 'pass')).toBe(true);
  });

  it('costs nothing any more once nobody waits', async () => {
    const run = await started(here);
    await gate.clock.until(there.runs.wait('team', run.id, seconds(10), idle));
    await gate.clock.run(moment(20));
    calls = [];
    await gate.clock.run(moment(100));
    expect(calls.filter((name) => name.startsWith('history'))).toEqual([]);
  });

  it('hears of the end after its replica has died', async () => {
    const run = await started(here);
    const waiting = there.runs.wait('team', run.id, seconds(600), idle);
    await gate.clock.run(moment(70));
    here.kill();
    expect(await gate.clock.until(waiting)).toMatchObject({ stand: { verdict: 'pass' } });
  });

  it('waits for the newest attempt', async () => {
    const run = await started(here);
    await gate.ended(run);
    await gate.clock.until(there.runs.retry('team', run.id, ALICE));
    const ended = await gate.clock.until(there.runs.wait('team', run.id, seconds(600), idle));
    expect(ended).toMatchObject({ attempt: 2, stand: { verdict: 'pass' } });
  });
});

describe('what happens in all runs', () => {
  it('is heard in order and without a gap by all who listen, from when they do', async () => {
    const heard: HistoryEntry[][] = [[], []];
    const end = await there.feed.hear((entries) => heard[0]?.push(...entries));
    const run = await started(here);
    await gate.clock.run(moment(30));
    await there.feed.hear((entries) => heard[1]?.push(...entries));
    await gate.ended(run);
    await gate.clock.run(moment(130));
    const all = await gate.store.history.since(0, {}, 100);
    expect(heard[0]).toEqual(all);
    expect(heard[1]).toEqual(all.slice(-(heard[1]?.length ?? 0)));
    expect(heard[1]?.length).toBeLessThan(all.length);
    end();
    const another = await started(here);
    await gate.ended(another);
    expect(heard[0]).toEqual(all);
    expect(heard[1]?.length).toBeGreaterThan(all.length);
  });
});
