import { expect, it, onTestFinished } from 'vitest';
import { objectIn, textIn } from '../../../../src/core/json-members.ts';
import { createHttp } from '../../../../src/providers/http/create-http.ts';
import { builtInProviders } from '../../../../src/providers/registry.ts';
import { isCompleted } from '../../../../src/resources/run-status.ts';
import { VirtualClock } from '../../../../src/simulator/virtual-clock.ts';
import { analysisControllerAt, analysisRun, runsIn } from '../../../support/analysis-controller-at.ts';
import { startServer } from '../../../support/http-server.ts';
import { MemoryApi } from '../../../support/memory-api.ts';
import { until } from '../../../support/until.ts';

/** As many as are begun in one breath: the clock stands still, so that it does not matter how long real answers take. */
const COUNT = 100;

it('many runs at once each look once and write once, at a server that answers some with trouble', async () => {
  const server = await startServer(({ path }) => (path.endsWith('7') ? { status: 503 } : { body: { ok: 1 } }));
  const http = createHttp();
  onTestFinished(async () => {
    await http.close();
    await server.stop();
  });
  const api = new MemoryApi();
  const providers = builtInProviders({ openJobs: () => Promise.reject(new Error('there are no Jobs here')) });
  const controller = await analysisControllerAt({ cluster: api, clock: new VirtualClock(), providers, http });
  const runs = runsIn(api);
  const names = Array.from({ length: COUNT }, (_, index) => `run-${index}`);
  await Promise.all(names.map((name) => runs.create(analysisRun(name, [web(`${server.url}/${name}`)]))));
  const phases = (): readonly string[] =>
    controller.parts.caches.analysisRuns.all().map((run) => textIn(objectIn(run, 'status'), 'phase'));
  await until(() => phases().length === COUNT && phases().every(isCompleted), new Promise(() => {}));
  expect(phases().filter((phase) => phase === 'Error')).toHaveLength(COUNT / 10);
  expect([server.requests.length, api.requests.filter(({ method }) => method === 'PATCH').length]).toEqual([
    COUNT,
    COUNT,
  ]);
});

function web(url: string) {
  return {
    name: 'web',
    successCondition: 'result == 1',
    consecutiveErrorLimit: 0,
    provider: { web: { url, jsonPath: '{$.ok}' } },
  };
}
