import { expect, it } from 'vitest';
import { type Clock, waitUntil } from '../../../../src/core/clock.ts';
import { after, type Millis, millisOf } from '../../../../src/core/instant.ts';
import type { Json } from '../../../../src/core/json.ts';
import { listIn } from '../../../../src/core/json-members.ts';
import type { ApiRequest } from '../../../../src/kube/cluster.ts';
import { jobsOf } from '../../../../src/kube/jobs.ts';
import { nameOf } from '../../../../src/kube/metadata.ts';
import { builtInProviders } from '../../../../src/providers/registry.ts';
import { VirtualClock } from '../../../../src/simulator/virtual-clock.ts';
import { analysisControllerAt, analysisRun, runsIn } from '../../../support/analysis-controller-at.ts';
import { seconds } from '../../../support/builders.ts';
import { MemoryApi, refusal, unreachable } from '../../../support/memory-api.ts';
import { settle } from './a-run.ts';

const JOBS = '/apis/batch/v1/namespaces/shop/jobs';
const byJob = { name: 'j', provider: { job: { spec: { template: { spec: { containers: [] } } } } } };

/** An API that takes its time over Jobs: a Job is looked at after as long as it has been there, so without time it would be for ever. */
class SlowApi extends MemoryApi {
  readonly #clock: Clock;

  constructor(clock: Clock) {
    super();
    this.#clock = clock;
  }

  override async request(request: ApiRequest): Promise<Json> {
    if (request.path.startsWith('/apis/batch/v1/namespaces')) {
      await waitUntil(this.#clock, after(this.#clock.now(), millisOf(10)));
    }
    return super.request(request);
  }
}

async function world() {
  const clock = new VirtualClock();
  const api = new SlowApi(clock);
  const start = (env: Readonly<Record<string, string>> = {}) => {
    const providers = builtInProviders({ openJobs: async () => jobsOf(api, { holdsRuns: true }) });
    return analysisControllerAt({ cluster: api, clock, providers, env });
  };
  const requests = (method: string, path: string): number =>
    api.requests.filter((one) => one.method === method && one.path.startsWith(path)).length;
  const jobs = async () => listIn(await MemoryApi.prototype.request.call(api, { method: 'GET', path: JOBS }), 'items');
  return {
    api,
    start,
    runs: runsIn(api),
    created: () => requests('POST', JOBS),
    asked: () => requests('GET', `${JOBS}/`),
    written: () => requests('PATCH', '/apis/argoproj.io'),
    pass: async (length: Millis): Promise<void> => {
      await clock.run(after(clock.now(), length));
      await settle(clock);
    },
    jobs,
    finish: async (type: string): Promise<void> => {
      const status = { conditions: [{ type, status: 'True' }] };
      for (const job of await jobs()) {
        const path = `${JOBS}/${nameOf(job).name}/status`;
        const body = { status };
        await MemoryApi.prototype.request.call(api, { method: 'PATCH', path, patch: 'merge', body });
      }
    },
  };
}

it.each<{ type: string; phase: string }>([
  { type: 'Complete', phase: 'Successful' },
  { type: 'Failed', phase: 'Failed' },
])('a run hears at once that its Job is $type', async ({ type, phase }) => {
  const { start, runs, pass, finish, created, asked, written } = await world();
  await start();
  await runs.create(analysisRun('r', [byJob]));
  await pass(seconds(600));
  expect(await runs.status('r')).toMatchObject({
    phase: 'Running',
    metricResults: [{ measurements: [{ phase: 'Running', metadata: { 'job-namespace': 'shop' } }] }],
  });
  const looks = asked();
  await finish(type);
  await pass(seconds(0.1));
  expect(await runs.status('r')).toMatchObject({ phase });
  expect(asked() - looks).toBe(1);
  expect([created(), written()]).toEqual([1, 2]);
});

it('a Job whose run was killed before it could write is found again, not made again', async () => {
  const { api, start, runs, pass, finish, jobs } = await world();
  const first = await start();
  api.before = ({ method, path }) => {
    if (method !== 'PATCH' || !path.includes('analysisruns')) return;
    first.kill();
    throw unreachable();
  };
  await runs.create(analysisRun('r', [byJob]));
  await pass(seconds(2));
  api.before = () => {};
  expect(await runs.status('r')).toEqual({});
  await start();
  await pass(seconds(2));
  expect(await jobs()).toHaveLength(1);
  await finish('Complete');
  await pass(seconds(2));
  expect(await runs.status('r')).toMatchObject({ phase: 'Successful', metricResults: [{ count: 1 }] });
});

it('where Jobs cannot be followed, their ends are found by asking', async () => {
  const { api, start, runs, pass, finish } = await world();
  const controller = await start();
  api.before = ({ method, path }) => {
    if (method === 'GET' && path === '/apis/batch/v1/jobs') throw refusal(403, 'Forbidden', 'forbidden');
  };
  await runs.create(analysisRun('r', [byJob]));
  await pass(seconds(1));
  await finish('Complete');
  await pass(seconds(2));
  expect(await runs.status('r')).toMatchObject({ phase: 'Successful' });
  expect(controller.said).toEqual(['Jobs are not followed, so their ends are found by asking: forbidden']);
});

it('where Jobs are made in another cluster, those of this one are not followed', async () => {
  const { api, start, runs, pass } = await world();
  await start({ ARGO_ROLLOUTS_ANALYSIS_JOB_KUBECONFIG: '/elsewhere' });
  await runs.create(analysisRun('r', [byJob]));
  await pass(seconds(1));
  expect(api.requests.filter(({ path }) => path === '/apis/batch/v1/jobs')).toEqual([]);
});

it('a Job is ended with its run', async () => {
  const { start, runs, pass, jobs } = await world();
  await start();
  await runs.create(analysisRun('r', [byJob]));
  await pass(seconds(5));
  await runs.patch('r', { spec: { terminate: true } });
  await pass(seconds(1));
  expect(await runs.status('r')).toMatchObject({ phase: 'Inconclusive' });
  expect(await jobs()).toEqual([]);
});
