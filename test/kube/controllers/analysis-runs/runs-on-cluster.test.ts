import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { JsonObject } from '../../../../src/core/json.ts';
import { objectIn, textIn } from '../../../../src/core/json-members.ts';
import { jobsOf } from '../../../../src/kube/jobs.ts';
import { steadyClock } from '../../../../src/kube/steady-clock.ts';
import { createHttp } from '../../../../src/providers/http/create-http.ts';
import { builtInProviders } from '../../../../src/providers/registry.ts';
import { isCompleted } from '../../../../src/resources/run-status.ts';
import { analysisControllerAt, analysisRun, runsIn } from '../../../support/analysis-controller-at.ts';
import { startServer, type TestServer } from '../../../support/http-server.ts';
import { applyOurCrds } from '../../../support/our-crds.ts';
import { openRealCluster, type RealCluster, realClusterKubeconfig } from '../../../support/real-cluster.ts';
import { until } from '../../../support/until.ts';

/** What is waited for comes, or the test is over. */
const NEVER = new Promise<never>(() => {});
const kubeconfig = realClusterKubeconfig('AnalysisRuns on a real cluster');

describe.skipIf(kubeconfig === undefined)('an AnalysisRun on a real cluster', () => {
  const http = createHttp();
  let real: RealCluster;
  let server: TestServer;

  beforeAll(async () => {
    real = await openRealCluster(kubeconfig ?? '');
    await applyOurCrds(real.cluster);
    server = await startServer(() => ({ body: { ok: 1 } }));
  });
  afterAll(async () => {
    await http.close();
    await server.stop();
    await real.close();
  });

  it('measures by the web and by a Job, its secret stays where it is, and it goes when its time is over', async () => {
    const { namespace, runs, ended, requests } = await start();
    await real.cluster.request({
      method: 'POST',
      path: `/api/v1/namespaces/${namespace}/secrets`,
      body: { metadata: { name: 'api' }, stringData: { token: 'open-sesame' } },
    });
    const web = {
      name: 'web',
      successCondition: 'result == 1',
      provider: { web: { url: `${server.url}/?token={{args.token}}`, jsonPath: '{$.ok}' } },
    };
    const args = [{ name: 'token', valueFrom: { secretKeyRef: { name: 'api', key: 'token' } } }];
    await runs.create(analysisRun('r', [web, job('exit 0')], { args, ttlStrategy: { secondsAfterSuccess: 0 } }));
    const run = await ended('r');
    expect(run['status']).toMatchObject({
      phase: 'Successful',
      runSummary: { count: 2, successful: 2 },
      metricResults: expect.arrayContaining([
        expect.objectContaining({ name: 'web', phase: 'Successful' }),
        expect.objectContaining({ name: 'job', phase: 'Successful' }),
      ]) as unknown,
    });
    expect(JSON.stringify(run)).not.toContain('open-sesame');
    expect(server.requests.map(({ target }) => target)).toEqual(['/?token=open-sesame']);
    // Running with the Job, and the end.
    expect(requests('PATCH', 'analysisruns')).toBe(2);
    expect(requests('POST', 'jobs')).toBe(1);
    while ((await runs.all()).length > 0);
  });

  it('ends with a Job that fails, and tells why', async () => {
    const { runs, ended, told } = await start();
    await runs.create(analysisRun('r', [job('exit 1')]));
    expect((await ended('r'))['status']).toMatchObject({
      phase: 'Failed',
      message: 'Metric "job" assessed Failed due to failed (1) > failureLimit (0)',
    });
    await until(() => told().length === 2, NEVER);
    expect(told()).toEqual([
      "MetricFailed: Metric 'job' Completed. Result: Failed",
      'AnalysisRunFailed: Analysis Completed. Result: Failed',
    ]);
  });

  async function start() {
    const namespace = await real.newNamespace();
    const seen: string[] = [];
    const cluster = {
      ...real.cluster,
      request: (request: Parameters<RealCluster['cluster']['request']>[0]) => {
        seen.push(`${request.method} ${request.path}`);
        return real.cluster.request(request);
      },
    };
    const providers = builtInProviders({ openJobs: async () => jobsOf(cluster, { holdsRuns: true }) });
    const { parts, told } = await analysisControllerAt({ cluster, clock: steadyClock, providers, http, namespace });
    return {
      namespace,
      runs: runsIn(real.cluster, namespace),
      told,
      requests: (method: string, plural: string) =>
        seen.filter((one) => one.startsWith(`${method} `) && one.includes(`/${plural}`)).length,
      ended: async (name: string): Promise<JsonObject> => {
        const run = (): JsonObject => parts.caches.analysisRuns.get({ namespace, name }) ?? {};
        await until(() => isCompleted(textIn(objectIn(run(), 'status'), 'phase')), NEVER);
        return run();
      },
    };
  }
});

function job(line: string): JsonObject {
  const containers = [{ name: 'main', image: 'busybox', command: ['sh', '-c', line] }];
  const spec = { backoffLimit: 0, template: { spec: { restartPolicy: 'Never', containers } } };
  return { name: 'job', provider: { job: { spec } } };
}
