import { expect, it } from 'vitest';
import type { JsonObject } from '../../../../src/core/json.ts';
import { analysisRun } from '../../../support/analysis-controller-at.ts';
import { seconds } from '../../../support/builders.ts';
import { metric, world } from './a-run.ts';

it('a run of one look ends with one write, and tells of it once that is stored', async () => {
  const { begin, runs, patches, controller } = await world();
  await begin(analysisRun('r', [metric('m')]));
  const status = {
    phase: 'Successful',
    startedAt: '2026-03-01T10:00:00Z',
    completedAt: '2026-03-01T10:00:00Z',
    runSummary: { count: 1, successful: 1 },
    dryRunSummary: {},
    metricResults: [
      {
        name: 'm',
        phase: 'Successful',
        count: 1,
        successful: 1,
        consecutiveSuccess: 1,
        measurements: [
          {
            phase: 'Successful',
            value: '1',
            startedAt: '2026-03-01T10:00:00Z',
            finishedAt: '2026-03-01T10:00:00Z',
          },
        ],
      },
    ],
  };
  expect(await runs.status('r')).toEqual(status);
  expect(patches().map(({ status: patched }) => patched)).toEqual([status]);
  expect(controller.told()).toEqual([
    "MetricSuccessful: Metric 'm' Completed. Result: Successful",
    'AnalysisRunSuccessful: Analysis Completed. Result: Successful',
  ]);
});

it('a run of six looks is written six times, each time only what changed', async () => {
  const { begin, pass, patches, asked, runs } = await world();
  await begin(analysisRun('r', [metric('m', { interval: '10s', count: 6 })]));
  await pass(seconds(60));
  expect(await runs.status('r')).toMatchObject({ phase: 'Successful', metricResults: [{ count: 6 }] });
  expect(asked).toHaveLength(6);
  expect(patches().map(({ status }) => Object.keys(status as JsonObject))).toEqual([
    ['phase', 'metricResults', 'startedAt', 'runSummary', 'dryRunSummary'],
    ...[2, 3, 4, 5].map(() => ['metricResults']),
    ['completedAt', 'phase', 'metricResults', 'runSummary'].toSorted((a, b) => ORDER.indexOf(a) - ORDER.indexOf(b)),
  ]);
});

const ORDER = ['phase', 'metricResults', 'completedAt', 'runSummary'];

it.each<{ took: number; writes: readonly string[] }>([
  { took: 0.9, writes: ['Successful'] },
  { took: 1.5, writes: ['Running', 'Successful'] },
])('of a first look that takes $took s, $writes is written', async ({ took, writes }) => {
  const { begin, pass, patches, asked } = await world({ answers: { m: [{ value: 1, took: seconds(took) }] } });
  await begin(analysisRun('r', [metric('m')]));
  expect(asked).toHaveLength(1);
  await pass(seconds(3));
  expect(patches().map(({ status }) => (status as JsonObject)['phase'])).toEqual(writes);
});

it('looks that come back within a second of each other are written together, and none waits for a slow one', async () => {
  const { begin, pass, patches } = await world({
    answers: {
      quick: [{ value: 1 }],
      second: [{ value: 1, took: seconds(0.5) }],
      slow: [{ value: 1, took: seconds(5) }],
    },
  });
  await begin(analysisRun('r', [metric('quick'), metric('second'), metric('slow')]));
  const results = () => patches().map(({ status }) => ((status as JsonObject)['metricResults'] as unknown[]).length);
  await pass(seconds(2));
  expect(results()).toEqual([2]);
  await pass(seconds(4));
  expect(results()).toEqual([2, 3]);
});

it('a delay is kept, and its beginning is stored', async () => {
  const { begin, pass, patches, asked, runs } = await world();
  await begin(analysisRun('r', [metric('m', { initialDelay: '30s' })]));
  expect(await runs.status('r')).toMatchObject({ phase: 'Running', startedAt: '2026-03-01T10:00:00Z' });
  await pass(seconds(29));
  expect(asked).toEqual([]);
  await pass(seconds(2));
  expect(await runs.status('r')).toMatchObject({ phase: 'Successful' });
  expect(patches()).toHaveLength(2);
});

it('what is asked of a run that goes on takes effect at once', async () => {
  const { begin, pass, runs, asked } = await world();
  await begin(analysisRun('stopped', [metric('m', { interval: '1h' })]));
  await begin(analysisRun('shortened', [metric('m', { interval: '1h', count: 5 })]));
  await runs.patch('stopped', { spec: { terminate: true } });
  await runs.patch('shortened', { spec: { metrics: [metric('m', { interval: '1m', count: 2 })] } });
  await pass(seconds(61));
  expect(await runs.status('stopped')).toMatchObject({ phase: 'Successful', message: 'Run Terminated' });
  expect(await runs.status('shortened')).toMatchObject({ phase: 'Successful', metricResults: [{ count: 2 }] });
  expect(asked).toHaveLength(3);
});

it('a run that cannot be begun ends in Error, with upstream’s text', async () => {
  const { begin, runs, patches, controller } = await world();
  await begin(analysisRun('r', [metric('m', { count: 2 })]));
  expect(await runs.status('r')).toEqual({
    phase: 'Error',
    message: 'Analysis spec invalid: metrics[0]: interval must be specified when count > 1',
    runSummary: {},
  });
  expect(patches()).toHaveLength(1);
  expect(controller.told()).toEqual(['AnalysisRunError: Analysis Completed. Result: Error']);
});

it('a run that has ended, or goes, is left alone', async () => {
  const { begin, pass, asked, api } = await world();
  await begin({ ...analysisRun('over', [metric('m')]), status: { phase: 'Failed' } });
  const run = analysisRun('going', [metric('m')]);
  await begin({ ...run, metadata: { name: 'going', deletionTimestamp: '2026-03-01T09:59:00Z' } });
  await pass(seconds(3600));
  expect([asked, api.writes.filter((write) => !write.startsWith('POST'))]).toEqual([[], []]);
});

it('a run that is deleted is dropped with its look; one that is made anew under its name begins anew', async () => {
  const { begin, pass, runs, patches, asked } = await world({ answers: { m: [{ value: 1, took: seconds(5) }] } });
  await begin(analysisRun('r', [metric('m')]));
  await pass(seconds(0.5));
  await runs.remove('r');
  await pass(seconds(10));
  expect([asked.length, patches()]).toEqual([1, []]);
  await begin(analysisRun('r', [metric('m')]));
  await runs.remove('r');
  await begin(analysisRun('r', [metric('m')]));
  await pass(seconds(10));
  expect(await runs.status('r')).toMatchObject({ phase: 'Successful', metricResults: [{ count: 1 }] });
});

it('a run is taken up where its status says', async () => {
  const { begin, pass, runs, asked } = await world();
  const measured = {
    phase: 'Successful',
    value: '1',
    startedAt: '2026-03-01T09:59:55Z',
    finishedAt: '2026-03-01T09:59:55Z',
  };
  await begin({
    ...analysisRun('r', [metric('m', { interval: '10s', count: 3 })]),
    status: {
      phase: 'Running',
      startedAt: '2026-03-01T09:59:45Z',
      metricResults: [
        {
          name: 'm',
          phase: 'Running',
          count: 2,
          successful: 2,
          consecutiveSuccess: 2,
          measurements: [measured, measured],
        },
      ],
      runSummary: { count: 1 },
      dryRunSummary: {},
    },
  });
  await pass(seconds(4));
  expect(asked).toEqual([]);
  await pass(seconds(2));
  expect(await runs.status('r')).toMatchObject({ phase: 'Successful', startedAt: '2026-03-01T09:59:45Z' });
  expect(asked).toEqual(['m 3 start']);
});

it('changes that do not concern a run cost it nothing', async () => {
  const { begin, pass, runs, asked, patches } = await world();
  await begin(analysisRun('r', [metric('m', { interval: '1h' })]));
  await runs.patch('r', { metadata: { labels: { seen: 'yes' } } });
  await pass(seconds(60));
  expect([asked.length, patches().length]).toEqual([1, 1]);
});

it('many runs at a backend that hangs do not hold up the others, and take their turns there', async () => {
  const hung = { value: 1, took: seconds(30) };
  const { runs, begin, pass, asked } = await world({ answers: { hung: [hung] } });
  const askingAt = (host: string): JsonObject => ({ provider: { plugin: { scripted: { url: `http://${host}/` } } } });
  const names = Array.from({ length: 250 }, (_, index) => `hung-${index}`);
  for (const name of names) await runs.create(analysisRun(name, [metric('hung', askingAt('down'))]));
  await begin(analysisRun('r', [metric('m', askingAt('up'))]));
  await pass(seconds(0.1));
  expect(await runs.status('r')).toMatchObject({ phase: 'Successful' });
  expect(asked.filter((one) => one.startsWith('hung'))).toHaveLength(100);
  await pass(seconds(31));
  expect(asked.filter((one) => one.startsWith('hung'))).toHaveLength(200);
  await pass(seconds(60));
  const phases = await Promise.all(names.map((name) => runs.status(name)));
  expect(new Set(phases.map(({ phase }) => phase))).toEqual(new Set(['Successful']));
});
