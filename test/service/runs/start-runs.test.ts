import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { JsonObject } from '../../../src/core/json.ts';
import type { StartRequest } from '../../../src/service/runs/runs.ts';
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
import { scripted } from '../../support/scripted-provider.ts';
import { scriptedTemplate, startOf } from '../../support/service-runs.ts';

const ALICE = { name: 'alice' };
const fine = { name: 'errors', interval: '60s', count: 3, successCondition: 'result < 5' };
const idle = new AbortController().signal;

let gate: Gate;
let replica: GateReplica;
let answer: (metric: string, number: number) => { value: number; tookMs?: number };

beforeEach(async () => {
  answer = () => ({ value: 1 });
  gate = await openGate((metric, number) => answer(metric, number));
  replica = gate.replica();
});
afterEach(() => gate.close());

function start(document: JsonObject = scriptedTemplate([fine]), more: Partial<StartRequest> = {}) {
  return gate.clock.until(replica.runs.start('team', startOf(document, more), ALICE));
}

describe('a run of the service', () => {
  it('is measured at its times, recorded step by step, and ends with its verdict', async () => {
    const { run, isNew } = await start();
    expect(isNew).toBe(true);
    const ended = await gate.clock.until(replica.runs.wait('team', run.id, seconds(600), idle));
    expect(ended?.stand).toMatchObject({ verdict: 'pass', phase: 'Successful', explanation: { verdict: 'pass' } });
    expect(gate.backend.asked).toEqual(['errors 1', 'errors 2', 'errors 3']);
    expect(gate.clock.now()).toBeLessThan(moment(121));
    expect(await entriesOf(gate.store, run.id)).toEqual(['0 step', '1 step', '2 step', '3 step', '4 ended']);
    expect(await measuredIn(gate.store, run.id)).toHaveLength(3);
    expect(replica.measures.counts).toMatchObject({ started: 1, 'ended pass': 1 });
    expect(replica.load()).toEqual({ live: 0, starting: 0, unrecorded: 0, waitingLooks: 0, waiters: 0 });
  });

  it('leaves evidence that can be replayed, while it goes on too', async () => {
    answer = (_metric, number) => ({ value: number === 3 ? 9 : 1 });
    const { run } = await start();
    const evidence = () => replica.runs.evidence('team', run.id, undefined, gate.clock.now());
    expect(await replayed(await evidence())).toEqual({ code: 5, said: '' });
    await gate.clock.run(moment(90));
    expect(await replayed(await evidence())).toEqual({ code: 5, said: '' });
    await gate.ended(run);
    expect(await evidence()).toMatchObject({ report: { verdict: 'fail', run: { name: run.name, uid: run.id } } });
    expect(await replayed(await evidence())).toEqual({ code: 1, said: '' });
  });

  it('begins each measurement on time', async () => {
    const { run } = await start();
    await gate.ended(run);
    expect(replica.measures.looks).toHaveLength(3);
    for (const { lateMs = 0 } of replica.measures.looks) expect(lateMs).toBeLessThan(10);
  });
});

describe('an early end', () => {
  it('is that of verdict run after Ctrl-C, and asked for once more it changes nothing', async () => {
    const { run } = await start();
    await gate.clock.run(moment(70));
    const asked = await gate.clock.until(replica.runs.terminate('team', run.id, ALICE));
    expect(asked).toMatchObject({ isTerminating: true });
    const ended = await gate.ended(run);
    expect(ended.stand).toMatchObject({
      verdict: 'notEvaluated',
      phase: 'Successful',
      status: { message: 'Run Terminated' },
    });
    expect(gate.clock.now()).toBeLessThan(moment(71));
    const entries = await gate.store.history.since(0, { runId: run.id }, 100);
    expect(entries.map(({ kind }) => kind)).toEqual([
      'created',
      'step',
      'step',
      'step',
      'terminating',
      'step',
      'ended',
    ]);
    await gate.clock.until(replica.runs.terminate('team', run.id, ALICE));
    expect(await gate.store.history.newest()).toBe(entries.at(-1)?.id);
  });

  it('reaches a run that another replica drives', async () => {
    const { run } = await start();
    const other = gate.replica();
    await gate.clock.run(moment(10));
    await gate.clock.until(other.runs.terminate('team', run.id, ALICE));
    await gate.ended(run);
    expect(gate.clock.now()).toBeLessThan(moment(13));
  });

  it('comes after the time limit, counted from the start', async () => {
    const { run } = await start(scriptedTemplate([fine]), { timeout: '90s' });
    const ended = await gate.ended(run);
    expect(ended.stand.verdict).toBe('notEvaluated');
    expect((ended.stand.endedAt ?? 0) - run.createdAt).toBeLessThan(90_100);
    expect((ended.stand.endedAt ?? 0) - run.createdAt).toBeGreaterThanOrEqual(90_000);
  });

  it('comes after the time limit even while a look is under way from the very start', async () => {
    answer = () => ({ value: 1, tookMs: 600_000 });
    const { run } = await start(scriptedTemplate([fine]), { timeout: '30s' });
    await gate.ended(run);
    expect(gate.clock.now()).toBeLessThan(moment(31));
  });

  it('of a run that nobody has looked at yet is an end all the same', async () => {
    const { run } = await start(scriptedTemplate([{ ...fine, initialDelay: '10m' }]));
    await gate.clock.until(replica.runs.terminate('team', run.id, ALICE));
    expect((await gate.ended(run)).stand.verdict).toBe('notEvaluated');
    expect(gate.backend.asked).toEqual([]);
  });
});

describe('a Job in flight', () => {
  const job = scriptedTemplate([{ name: 'job' }]);

  function withJobs(pendingFor: number) {
    const { provider, asked } = scripted({ job: [{ pendingFor, phase: 'Successful' }] }, gate.clock);
    return { asked, replica: gate.replica({ providers: [provider], limits: { liveRuns: 10 } }) };
  }

  it('is ended when the run is asked to', async () => {
    const { asked, replica: jobs } = withJobs(1_000);
    const { run } = await gate.clock.until(jobs.runs.start('team', startOf(job), ALICE));
    await gate.clock.run(moment(12));
    await gate.clock.until(jobs.runs.terminate('team', run.id, ALICE));
    const ended = await gate.ended(run);
    expect(asked.at(-1)).toBe('job 1 terminate');
    expect(ended.stand).toMatchObject({ verdict: 'notEvaluated', phase: 'Inconclusive' });
  });

  it('is found again by whoever goes on after a death', async () => {
    await gate.clock.until(replica.stop());
    const first = withJobs(6);
    const { run } = await gate.clock.until(first.replica.runs.start('team', startOf(job), ALICE));
    await gate.clock.run(moment(12));
    first.replica.kill();
    const second = withJobs(6);
    const ended = await gate.ended(run);
    expect(ended.stand.verdict).toBe('pass');
    expect(first.asked.filter((one) => one.endsWith('start'))).toHaveLength(1);
    expect(second.asked.filter((one) => one.endsWith('start'))).toEqual([]);
  });
});

describe('another attempt', () => {
  it('begins anew and leaves the evidence of the one before', async () => {
    answer = () => ({ value: 9 });
    const { run } = await start();
    await gate.ended(run);
    answer = () => ({ value: 1 });
    expect(await gate.clock.until(replica.runs.retry('team', run.id, ALICE))).toMatchObject({ attempt: 2 });
    const ended = await gate.ended(run, 2);
    expect(ended).toMatchObject({ attempt: 2, stand: { verdict: 'pass' } });
    expect(await entriesOf(gate.store, run.id, 1)).toEqual(['0 step', '1 step', '2 ended']);
    expect(await entriesOf(gate.store, run.id, 2)).toEqual(['0 step', '1 step', '2 step', '3 step', '4 ended']);
    const of = (attempt: number) => replica.runs.evidence('team', run.id, attempt, gate.clock.now());
    expect(await replayed(await of(1))).toEqual({ code: 1, said: '' });
    expect(await replayed(await of(2))).toEqual({ code: 0, said: '' });
    expect(await of(3)).toBeUndefined();
  });

  it('is known to backends by another name, so that it finds no Job of the first', async () => {
    const { run } = await start();
    await gate.ended(run);
    await gate.clock.until(replica.runs.retry('team', run.id, ALICE));
    await gate.ended(run, 2);
    const uids = await Promise.all(
      [1, 2].map(
        async (attempt) => (await replica.runs.evidence('team', run.id, attempt, gate.clock.now()))?.['report'],
      ),
    );
    expect(uids[0]).toMatchObject({ run: { uid: run.id } });
    expect(uids[1]).not.toMatchObject({ run: { uid: run.id } });
  });

  it.each([
    ['tried again', (id: string) => replica.runs.retry('team', id, ALICE)],
    ['deleted', (id: string) => replica.runs.delete('team', id, ALICE)],
  ])('a run that goes on cannot be %s', async (_what, act) => {
    const { run } = await start();
    await expect(gate.clock.until<unknown>(act(run.id))).rejects.toMatchObject({ code: 'STILL_RUNNING' });
  });

  it('a run that has ended can be deleted, and what is not there cannot', async () => {
    const { run } = await start();
    await gate.ended(run);
    expect(await replica.runs.delete('team', run.id, ALICE)).toBe(true);
    expect(await replica.runs.delete('team', run.id, ALICE)).toBe(false);
    expect(await replica.runs.get('team', run.id)).toBeUndefined();
    expect(await replica.runs.terminate('team', run.id, ALICE)).toBeUndefined();
    expect(await replica.runs.retry('team', run.id, ALICE)).toBeUndefined();
    expect(await replica.runs.evidence('team', run.id, undefined, gate.clock.now())).toBeUndefined();
  });
});
