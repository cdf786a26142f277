import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { instantOf } from '../../src/core/instant.ts';
import type { Json } from '../../src/core/json.ts';
import { NOT_STARTED, type RunStatus } from '../../src/resources/run-status.ts';
import { statusFromJson, statusToJson } from '../../src/resources/run-status-json.ts';

const T0 = Date.UTC(2026, 2, 1, 10, 0, 0);

const phase = fc.constantFrom('Pending', 'Running', 'Successful', 'Failed', 'Error', 'Inconclusive', '' as const);
const text = fc.string({ minLength: 1 });
const number = fc.nat();
const metadata = fc.dictionary(text, fc.string(), { minKeys: 1, maxKeys: 3 });

function moment(step: number) {
  return fc.integer({ min: 0, max: 4_000_000 }).map((n) => instantOf(T0 + n * step));
}

function measurement(step: number) {
  return fc.record(
    {
      phase,
      message: text,
      value: text,
      startedAt: moment(step),
      finishedAt: moment(step),
      resumeAt: moment(step),
      metadata,
    },
    { requiredKeys: ['phase'] },
  );
}

function result(step: number) {
  const numbers = { count: number, successful: number, failed: number, inconclusive: number, error: number };
  return fc.record(
    {
      name: text,
      phase,
      message: text,
      measurements: fc.array(measurement(step), { maxLength: 3 }),
      metadata,
      ...numbers,
      consecutiveError: number,
      consecutiveSuccess: number,
      dryRun: fc.boolean(),
    },
    {
      requiredKeys: [
        'name',
        'phase',
        'measurements',
        'consecutiveError',
        'consecutiveSuccess',
        'dryRun',
        ...keys(numbers),
      ],
    },
  );
}

function keys<T extends object>(object: T) {
  return Object.keys(object) as (keyof T)[];
}

function status(step: number): fc.Arbitrary<RunStatus> {
  const summary = fc.record({ count: number, successful: number, failed: number, inconclusive: number, error: number });
  const base = fc.record(
    {
      phase,
      message: text,
      metricResults: fc.array(result(step), { maxLength: 3 }),
      startedAt: moment(step),
      completedAt: moment(step),
    },
    { requiredKeys: ['phase', 'metricResults'] },
  );
  const summaries = fc.option(fc.record({ runSummary: summary, dryRunSummary: summary }), { nil: {} });
  return fc.tuple(base, summaries).map(([status, counted]) => ({ ...status, ...counted }));
}

describe('a status that is written and read back', () => {
  it('is the same where its times are whole seconds', () => {
    fc.assert(
      fc.property(status(1000), (given) => {
        expect(statusFromJson(statusToJson(given))).toEqual(given);
      }),
    );
  });

  it('keeps its milliseconds when they are asked for', () => {
    fc.assert(
      fc.property(status(1), (given) => {
        expect(statusFromJson(statusToJson(given, { exact: true }))).toEqual(given);
      }),
    );
  });

  it('loses what is below a second otherwise', () => {
    const given: RunStatus = { ...NOT_STARTED, startedAt: instantOf(T0 + 999) };
    expect(statusFromJson(statusToJson(given)).startedAt).toBe(T0);
  });
});

describe('the stored form', () => {
  it('of a run that nobody looked at has a phase and an empty summary', () => {
    expect(statusToJson(NOT_STARTED)).toEqual({ phase: '', runSummary: {} });
  });

  it('leaves out zeros, false and what is empty', () => {
    const counts = { count: 0, successful: 0, failed: 0, inconclusive: 0, error: 0 };
    const given: RunStatus = {
      phase: 'Running',
      message: '',
      metricResults: [
        {
          name: '',
          phase: '',
          measurements: [],
          dryRun: false,
          metadata: {},
          ...counts,
          consecutiveError: 0,
          consecutiveSuccess: 0,
        },
        {
          name: 'm',
          phase: 'Running',
          dryRun: true,
          ...counts,
          count: 1,
          successful: 1,
          consecutiveError: 0,
          consecutiveSuccess: 1,
          measurements: [{ phase: '', startedAt: instantOf(T0) }],
        },
      ],
      runSummary: counts,
      dryRunSummary: { ...counts, count: 1 },
    };
    expect(statusToJson(given)).toEqual({
      phase: 'Running',
      metricResults: [
        { name: '', phase: '' },
        {
          name: 'm',
          phase: 'Running',
          count: 1,
          successful: 1,
          dryRun: true,
          consecutiveSuccess: 1,
          measurements: [{ phase: '', startedAt: '2026-03-01T10:00:00Z' }],
        },
      ],
      runSummary: {},
      dryRunSummary: { count: 1 },
    });
  });

  it.each<{ json: Json; text: string }>([
    { json: null, text: 'status is null, but an object was expected' },
    {
      json: { phase: 'Done' },
      text: 'status.phase is "Done", but one of Pending, Running, Successful, Failed, Error, Inconclusive was expected',
    },
    { json: { phase: '', metricResults: {} }, text: 'status.metricResults is {}, but a list was expected' },
    {
      json: { phase: '', metricResults: [{ name: 'm', phase: '', measurements: [{ phase: '', startedAt: 'noon' }] }] },
      text: 'status.metricResults[0].measurements[0].startedAt is "noon", but a time such as 2026-03-01T10:00:00Z was expected',
    },
    {
      json: { phase: '', runSummary: { count: 1.5 } },
      text: 'status.runSummary.count is 1.5, but a whole number was expected',
    },
  ])('that is damaged is refused: $text', ({ json, text }) => {
    expect(() => statusFromJson(json)).toThrow(expect.objectContaining({ code: 'STATE_INVALID', message: text }));
  });
});
