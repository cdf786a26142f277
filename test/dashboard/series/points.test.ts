import { describe, expect, it } from 'vitest';
import type { Evidence, Look } from '../../../src/dashboard/api/evidence.ts';
import type { Measurement, MetricResult } from '../../../src/dashboard/api/wire.ts';
import { decidingIndex } from '../../../src/dashboard/series/deciding-index.ts';
import { lacksPoints, pointsOf } from '../../../src/dashboard/series/points.ts';

const NOON = Date.parse('2026-03-01T12:00:00Z');

function momentOf(number: number): string {
  return new Date(NOON + number * 1000).toISOString();
}

/** The measurement of that number, as a status shows it. */
function measured(number: number, phase: Measurement['phase'] = 'Successful'): Measurement {
  return { phase: phase ?? '', startedAt: momentOf(number), finishedAt: momentOf(number), value: `[${number}]` };
}

function look(number: number, metric = 'rate'): Look {
  return {
    metric,
    look: 'start',
    startedAt: momentOf(number),
    finishedAt: momentOf(number),
    answer: { kind: 'ended', phase: 'Successful', value: `[${number}]` },
    value: { $floats: [number] },
    exchanges: [{ url: 'http://backend' }],
  };
}

function result(from: number, to: number, total = to): MetricResult {
  const measurements = Array.from({ length: to - from + 1 }, (_, index) => measured(from + index));
  return { name: 'rate', count: total, successful: total, measurements };
}

function evidence(looks: readonly Look[], begin: Evidence['begin'] = {}): Evidence {
  const report = {
    verdict: 'pass',
    phase: 'Successful',
    sentence: '',
    metrics: [],
    run: { args: [], startedAt: '', endedAt: '' },
  } as const;
  return { report, status: {}, begin, steps: looks.map((one) => ({ at: one.finishedAt, looks: [one] })) };
}

function numbersOf(points: ReturnType<typeof pointsOf>): readonly number[] {
  return points.map(({ number }) => number);
}

describe('measurements that are drawn', () => {
  it('are those of the status, numbered as the metric counted them', () => {
    const points = pointsOf(result(4, 13));
    expect(numbersOf(points)).toEqual([4, 5, 6, 7, 8, 9, 10, 11, 12, 13]);
    expect(points[0]).toEqual({
      number: 4,
      at: Date.parse(momentOf(4)),
      phase: 'Successful',
      text: '[4]',
      value: [4],
      exchanges: [],
    });
  });

  it('are those of the evidence, where there is some, with what was asked', () => {
    const points = pointsOf(result(4, 6), evidence([1, 2, 3, 4, 5, 6].map((number) => look(number))));
    expect(numbersOf(points)).toEqual([1, 2, 3, 4, 5, 6]);
    expect(points[0]).toMatchObject({ value: { $floats: [1] }, exchanges: [{ url: 'http://backend' }] });
  });

  it('go on with what the status knows beyond the evidence', () => {
    const points = pointsOf(result(4, 6), evidence([1, 2, 3, 4].map((number) => look(number))));
    expect(points.map(({ number, exchanges }) => `${number} ${exchanges.length}`)).toEqual([
      '1 1',
      '2 1',
      '3 1',
      '4 1',
      '5 0',
      '6 0',
    ]);
  });

  it('leave a gap in their numbers where evidence is too old to reach the status', () => {
    expect(numbersOf(pointsOf(result(8, 9), evidence([look(1)])))).toEqual([1, 8, 9]);
  });

  it('begin with what was known when the evidence began', () => {
    const begin = { metricResults: [result(3, 4)] };
    expect(numbersOf(pointsOf(result(6, 6), evidence([look(5), look(6)], begin)))).toEqual([3, 4, 5, 6]);
  });

  it('are those of the metric alone', () => {
    const points = pointsOf(result(1, 1), evidence([look(1, 'other'), look(1)]));
    expect(numbersOf(points)).toEqual([1]);
  });

  it('hold what is under way as the last', () => {
    const { measurements = [], ...rest } = result(1, 2);
    const points = pointsOf({ ...rest, measurements: [...measurements, measured(3, 'Running')] });
    expect(points.map(({ number, phase }) => `${number} ${phase}`)).toEqual([
      '1 Successful',
      '2 Successful',
      '3 Running',
    ]);
  });

  it.each<[value: string, then: unknown]>([
    ['0.5', 0.5],
    ['{"a":1}', { a: 1 }],
    ['plain words', 'plain words'],
    ['', undefined],
  ])('read %j as %j', (value, then) => {
    expect(pointsOf({ name: 'rate', measurements: [{ phase: 'Successful', value }] })[0]?.value).toEqual(then);
  });

  it.each<[given: string, metric: MetricResult, then: boolean]>([
    ['as many as were counted', result(1, 3), false],
    ['fewer than were counted', result(4, 13), true],
    ['errors that are not shown any more', { name: 'rate', error: 2 }, true],
  ])('are lacking or not: %s', (_, metric, then) => {
    expect(lacksPoints(metric)).toBe(then);
  });
});

describe('the measurement that is explained', () => {
  const points = pointsOf(result(1, 5));
  const deciding = (finishedAt?: string) => ({
    phase: 'Failed' as const,
    conditions: [],
    ...(finishedAt !== undefined && { finishedAt }),
  });

  it.each<[given: string, finishedAt: string | undefined, then: number]>([
    ['the one that ended in the same second', '2026-03-01T12:00:03.870Z', 2],
    ['the last one where none did', '2026-03-01T13:00:00.000Z', 4],
    ['the last one where nothing is said', undefined, 4],
  ])('is %s', (_, finishedAt, then) => {
    expect(decidingIndex(points, deciding(finishedAt))).toBe(then);
  });

  it('is none where there are no measurements', () => {
    expect(decidingIndex([], undefined)).toBe(-1);
  });
});
