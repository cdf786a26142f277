import { expect, it } from 'vitest';
import type { JsonObject } from '../../../../src/core/json.ts';
import type { ApiRequest } from '../../../../src/kube/cluster.ts';
import { analysisRun } from '../../../support/analysis-controller-at.ts';
import { seconds } from '../../../support/builders.ts';
import { refusal, unreachable } from '../../../support/memory-api.ts';
import { metric, settle, world } from './a-run.ts';

const isWrite = ({ method }: ApiRequest): boolean => method === 'PATCH';

/** Throws at the first so many writes. */
function atFirstWrites(count: number, thrown: () => unknown): (request: ApiRequest) => void {
  let left = count;
  return (request) => {
    if (!isWrite(request) || left === 0) return;
    left -= 1;
    throw thrown();
  };
}

const SIX_LOOKS = { interval: '10s', count: 6 };

it.each<{ fault: string; before?: () => unknown; after?: () => unknown }>([
  { fault: 'the API fails', before: () => unreachable('HTTP 500') },
  { fault: 'there is no answer, and nothing was done', before: () => unreachable('context deadline exceeded') },
  { fault: 'the answer is lost', after: () => unreachable('read ECONNRESET') },
  { fault: 'the API refuses', before: () => refusal(403, 'Forbidden', 'forbidden') },
])('when $fault, no look is lost or taken again', async ({ before, after }) => {
  const { api, begin, pass, runs, asked, controller } = await world();
  if (before !== undefined) api.before = atFirstWrites(3, before);
  if (after !== undefined) api.after = atFirstWrites(3, after);
  await begin(analysisRun('r', [metric('m', SIX_LOOKS)]));
  await pass(seconds(70));
  expect(await runs.status('r')).toMatchObject({ phase: 'Successful', metricResults: [{ count: 6, successful: 6 }] });
  expect(asked).toHaveLength(6);
  expect(controller.told()).toHaveLength(2);
  expect(controller.said[0]).toContain('the status could not be written');
});

it('an API that is away for ten minutes costs no look: measuring goes on, and all is written when it is back', async () => {
  const { api, begin, pass, runs, asked, patches } = await world();
  await begin(analysisRun('r', [metric('m', { interval: '10s', count: 80 })]));
  expect(patches()).toHaveLength(1);
  api.before = () => {
    throw unreachable();
  };
  api.breakWatches();
  await pass(seconds(600));
  expect(asked).toHaveLength(60);
  const refused = patches().length;
  api.before = () => {};
  await pass(seconds(9.9));
  expect(await runs.status('r')).toMatchObject({ metricResults: [{ count: 61, successful: 61 }] });
  // At most: what was sent and not answered, all that came since, and the look that was taken now.
  expect(patches().length - refused).toBeLessThanOrEqual(3);
  await pass(seconds(200));
  expect(await runs.status('r')).toMatchObject({ phase: 'Successful', metricResults: [{ count: 80 }] });
  expect(asked).toHaveLength(80);
});

it('a lost lease keeps what was measured, and writes nothing until it is back', async () => {
  const lease = { isHeld: true };
  const { begin, pass, runs, asked, patches } = await world({ mayWrite: () => lease.isHeld });
  await begin(analysisRun('r', [metric('m', SIX_LOOKS)]));
  lease.isHeld = false;
  await pass(seconds(30));
  expect(patches()).toHaveLength(1);
  lease.isHeld = true;
  await pass(seconds(40));
  expect(await runs.status('r')).toMatchObject({ phase: 'Successful', metricResults: [{ count: 6 }] });
  expect(asked).toHaveLength(6);
});

const THEIR_RESULT: JsonObject = {
  name: 'm',
  phase: 'Running',
  count: 4,
  successful: 4,
  consecutiveSuccess: 4,
  measurements: [
    { phase: 'Successful', value: '1', startedAt: '2026-03-01T10:00:03Z', finishedAt: '2026-03-01T10:00:03Z' },
  ],
};
const THEIRS: JsonObject = {
  phase: 'Running',
  startedAt: '2026-03-01T10:00:00Z',
  metricResults: [THEIR_RESULT],
  runSummary: { count: 1 },
  dryRunSummary: {},
};

it('a run is not looked at while another one leads, however often that one writes', async () => {
  const lease = { isHeld: true };
  const { begin, pass, runs, asked } = await world({ mayWrite: () => lease.isHeld });
  await begin(analysisRun('r', [metric('m', SIX_LOOKS)]));
  lease.isHeld = false;
  const before = asked.length;
  for (const count of [4, 5]) {
    await runs.patch('r', { status: { ...THEIRS, metricResults: [{ ...THEIR_RESULT, count, successful: count }] } });
    await pass(seconds(30));
  }
  await begin(analysisRun('another', [metric('m', SIX_LOOKS)]));
  expect(asked.slice(before)).toEqual([]);
  lease.isHeld = true;
  await runs.patch('r', { metadata: { labels: { looked: 'again' } } });
  await pass(seconds(1));
  expect(await runs.status('r')).toMatchObject({ phase: 'Successful', metricResults: [{ count: 6 }] });
});

it('a label, or an end that is asked for, between reading and writing is not overwritten', async () => {
  const { api, begin, pass, runs, asked } = await world();
  await begin(analysisRun('r', [metric('m', { interval: '10s' })]));
  let isFirst = true;
  api.before = async (request) => {
    if (!isWrite(request) || !isFirst) return;
    isFirst = false;
    await runs.patch('r', { spec: { terminate: true }, metadata: { labels: { a: 'b' } } });
  };
  await pass(seconds(11));
  expect(await runs.status('r')).toMatchObject({ phase: 'Successful', message: 'Run Terminated' });
  expect(asked).toHaveLength(2);
});

it('a status that somebody else wrote is gone on from, and what was known here dropped', async () => {
  const { begin, pass, runs, asked, controller } = await world();
  await begin(analysisRun('r', [metric('m', SIX_LOOKS)]));
  await pass(seconds(3));
  await runs.patch('r', { status: THEIRS });
  await pass(seconds(11));
  expect(await runs.status('r')).toMatchObject({ metricResults: [{ count: 5 }] });
  await pass(seconds(11));
  expect(await runs.status('r')).toMatchObject({ phase: 'Successful', metricResults: [{ count: 6 }] });
  expect(asked).toEqual(['m 1 start', 'm 5 start', 'm 6 start']);
  expect(controller.told()).toHaveLength(2);
});

it('a status that somebody else wrote while ours was on its way wins', async () => {
  const { api, begin, pass, runs, asked } = await world();
  let isFirst = true;
  api.before = async (request) => {
    if (!isWrite(request) || !isFirst) return;
    isFirst = false;
    await runs.patch('r', { status: { ...THEIRS, phase: 'Failed' } });
  };
  await begin(analysisRun('r', [metric('m', SIX_LOOKS)]));
  await pass(seconds(60));
  expect(await runs.status('r')).toMatchObject({ phase: 'Failed', metricResults: [{ count: 4 }] });
  expect(asked).toHaveLength(1);
});

it('two controllers at once come to the same end', async () => {
  const { startAnother, begin, pass, runs } = await world();
  await startAnother();
  await begin(analysisRun('r', [metric('m', SIX_LOOKS)]));
  await pass(seconds(70));
  expect(await runs.status('r')).toMatchObject({ phase: 'Successful', metricResults: [{ count: 6, successful: 6 }] });
});

it('a controller that was killed after a look and before its write is followed by one that looks again', async () => {
  const { api, clock, controller, startAnother, begin, pass, runs, asked } = await world();
  api.before = (request) => {
    if (isWrite(request)) controller.kill();
    if (isWrite(request)) throw unreachable();
  };
  await begin(analysisRun('r', [metric('m', SIX_LOOKS)]));
  api.before = () => {};
  await pass(seconds(20));
  expect(await runs.status('r')).toEqual({});
  const before = asked.length;
  await startAnother();
  await settle(clock);
  await pass(seconds(70));
  expect(await runs.status('r')).toMatchObject({ phase: 'Successful', metricResults: [{ count: 6 }] });
  expect(asked.slice(before)[0]).toBe('m 1 start');
});
