import { describe, expect, it } from 'vitest';
import type { RunEvent, RunSummary } from '../../../src/dashboard/api/wire.ts';
import { applyEvent } from '../../../src/dashboard/live/apply-event.ts';
import type { RunFilter } from '../../../src/dashboard/live/run-filter.ts';
import { aRun } from '../support/a-run.ts';

const ALL: RunFilter = { labels: [] };
const RUN: RunSummary = { ...aRun(), id: 'one', startedAt: '2026-03-01T12:00:01.000Z' };
const OTHER: RunSummary = { ...aRun(), id: 'other' };

function event(change: Partial<RunEvent>): RunEvent {
  return {
    id: 7,
    at: '2026-03-01T12:05:00.000Z',
    namespace: 'default',
    run: 'one',
    attempt: 1,
    number: 3,
    kind: 'measured',
    verdict: null,
    phase: 'Running',
    sentence: 'rate goes on',
    ...change,
  };
}

describe('a list of runs under events', () => {
  it.each<{ given: string; change: Partial<RunEvent>; then: Partial<RunSummary> }>([
    { given: 'a measurement', change: {}, then: { phase: 'Running', sentence: 'rate goes on', verdict: null } },
    {
      given: 'its end',
      change: { kind: 'ended', verdict: 'fail', phase: 'Failed', sentence: 'fail: rate failed' },
      then: { verdict: 'fail', phase: 'Failed', sentence: 'fail: rate failed', endedAt: '2026-03-01T12:05:00.000Z' },
    },
    { given: 'a wish to end', change: { kind: 'terminating' }, then: { isTerminating: true } },
    {
      given: 'a new attempt',
      change: { kind: 'retried', attempt: 2, sentence: '', phase: '' },
      then: { attempt: 2, verdict: null, startedAt: null, endedAt: null, isTerminating: false },
    },
  ])('shows $given', ({ change, then }) => {
    const { runs, isStale } = applyEvent([RUN, OTHER], event(change), ALL);
    expect(runs[0]).toMatchObject(then);
    expect(runs[1]).toBe(OTHER);
    expect(isStale).toBe(false);
  });

  it('takes the first sign of a run for its start', () => {
    const { runs } = applyEvent([OTHER], event({ run: 'other', kind: 'started' }), ALL);
    expect(runs[0]?.startedAt).toBe('2026-03-01T12:05:00.000Z');
  });

  it('drops what was deleted', () => {
    expect(applyEvent([RUN, OTHER], event({ kind: 'deleted' }), ALL).runs).toEqual([OTHER]);
  });

  it('passes over what an attempt of before still says', () => {
    const runs = [{ ...RUN, attempt: 2 }];
    expect(applyEvent(runs, event({ kind: 'ended', verdict: 'pass' }), ALL).runs).toBe(runs);
  });

  it('drops what the filter does not let through any more', () => {
    const applied = applyEvent([RUN], event({ kind: 'ended', verdict: 'pass' }), { ...ALL, verdict: 'running' });
    expect(applied).toEqual({ runs: [], isStale: false });
  });

  it.each<[kind: RunEvent['kind'], isStale: boolean]>([
    ['created', true],
    ['ended', true],
    ['retried', true],
    ['measured', false],
    ['deleted', false],
  ])('is asked for again when a run that it does not have is %s: %s', (kind, isStale) => {
    const runs = [OTHER];
    expect(applyEvent(runs, event({ kind }), ALL)).toEqual({ runs, isStale });
  });
});
