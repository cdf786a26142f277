import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import type { JsonObject } from '../src/core/json.ts';
import { objectIn, textIn } from '../src/core/json-members.ts';
import type { Cluster } from '../src/kube/cluster.ts';
import { KINDS } from '../src/kube/kinds.ts';
import { nameOf } from '../src/kube/metadata.ts';
import { collectionPath } from '../src/kube/resource.ts';
import { steadyClock } from '../src/kube/steady-clock.ts';
import { byNamespace } from '../src/kube/watch/indexed.ts';
import { startInformer } from '../src/kube/watch/informer.ts';
import { bundledProgram } from '../test/support/cli-process.ts';
import { startServer } from '../test/support/http-server.ts';
import { applyOurCrds } from '../test/support/our-crds.ts';
import { openRealCluster } from '../test/support/real-cluster.ts';
import { temporaryFolder } from '../test/support/temporary-folder.ts';
import type { Figure } from './figure.ts';

const BATCH = 1_000;
/** Runs that are being created at a time. */
const AT_A_TIME = 16;
const RUNS = 10_000;
/** What the controller does beside its work: tells its memory, without what is garbage, whenever it is asked. */
const TELLS_MEMORY = `
process.on('message', () => {
  globalThis.gc();
  const { rss, heapUsed } = process.memoryUsage();
  process.send({ rss, heapUsed });
});
process.channel.unref();
`;

/**
 * Many short AnalysisRuns through the real controller on the cluster of VERDICT_TEST_KUBECONFIG, and its memory after each thousand. At first
 * runs are deleted once they have ended, so that whatever grows is a leak; then they stay, so that the caches grow.
 *
 * @throws Error when no cluster is named
 */
export async function soakBench(): Promise<readonly Figure[]> {
  const kubeconfig = process.env['VERDICT_TEST_KUBECONFIG'];
  if (!kubeconfig) throw new Error('soak: VERDICT_TEST_KUBECONFIG names no cluster');
  const real = await openRealCluster(kubeconfig);
  const folder = temporaryFolder();
  const backend = await startServer(() => ({ body: { value: 1 } }));
  try {
    await applyOurCrds(real.cluster);
    const program = await bundledProgram(folder.path);
    const site = { cluster: real.cluster, kubeconfig, program, url: backend.url };
    const leaks = await pass(false, { ...site, namespace: await real.newNamespace() });
    return [...leaks, ...(await pass(true, { ...site, namespace: await real.newNamespace() }))];
  } finally {
    await backend.stop();
    await real.close();
    folder.remove();
  }
}

interface Site {
  readonly cluster: Cluster;
  readonly kubeconfig: string;
  readonly namespace: string;
  /** The controller. */
  readonly program: string;
  /** What runs ask. */
  readonly url: string;
}

async function pass(isKept: boolean, site: Site): Promise<readonly Figure[]> {
  const { cluster, namespace } = site;
  const controller = startController(site);
  const gone = once(controller, 'exit');
  const ended = await watchEnds(cluster, namespace);
  const figures: Figure[] = [];
  for (let done = BATCH; done <= RUNS; done += BATCH) {
    await createBatch(site, done);
    const isThrough = await Promise.race([ended.reach(isKept ? done : BATCH).then(() => true), gone.then(() => false)]);
    if (!isThrough) throw new Error('soak: the controller has ended');
    if (!isKept) {
      const path = collectionPath(KINDS.analysisRuns, namespace);
      await cluster.request({ method: 'DELETE', path, timeoutMs: 120_000 });
      await ended.reach(0);
    }
    const { rss, heapUsed } = await memoryOf(controller);
    const after = `after ${done.toLocaleString('en')} runs, ${isKept ? 'all there still' : 'all deleted'}`;
    figures.push({ name: `heap ${after}`, value: heapUsed / 2 ** 20, unit: 'MiB' });
    figures.push({ name: `resident ${after}`, value: rss / 2 ** 20, unit: 'MiB' });
  }
  ended.stop();
  controller.kill('SIGTERM');
  await gone;
  return figures;
}

function startController({ program, namespace, kubeconfig }: Site): ChildProcess {
  const memory = ['--expose-gc', '--import', `data:text/javascript,${encodeURIComponent(TELLS_MEMORY)}`];
  const scope = ['--namespaced', '-n', namespace, '--leader-elect=false'];
  const ports = ['--metricsPort', '0', '--healthzPort', '0'];
  return spawn(process.execPath, [...memory, program, 'controller', ...scope, ...ports], {
    env: { ...process.env, KUBECONFIG: kubeconfig, POD_NAMESPACE: namespace },
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
  });
}

async function createBatch({ cluster, namespace, url }: Site, end: number): Promise<void> {
  const names = Array.from({ length: BATCH }, (_, i) => `run-${end - i}`).values();
  const path = collectionPath(KINDS.analysisRuns, namespace);
  const create = async (): Promise<void> => {
    for (const name of names) {
      await cluster.request({ method: 'POST', path, body: runOf(name, url) });
    }
  };
  await Promise.all(Array.from({ length: AT_A_TIME }, create));
}

function runOf(name: string, url: string): JsonObject {
  const provider = { web: { url, jsonPath: '{$.value}' } };
  const { apiVersion, kind } = KINDS.analysisRuns;
  const metrics = [{ name: 'web', successCondition: 'result == 1', provider }];
  return { apiVersion, kind, metadata: { name }, spec: { metrics } };
}

/** Follows how many runs that have ended there are. */
async function watchEnds(cluster: Cluster, namespace: string) {
  const end = new AbortController();
  const ended = new Set<string>();
  let bell = Promise.withResolvers<void>();
  const { synced } = startInformer(
    {
      resource: KINDS.analysisRuns,
      namespace,
      indexes: { namespace: byNamespace },
      onChange({ kind, object }) {
        const { name } = nameOf(object);
        if (kind === 'deleted') ended.delete(name);
        else if (textIn(objectIn(object, 'status'), 'phase') === 'Successful') ended.add(name);
        bell.resolve();
        bell = Promise.withResolvers();
      },
      onTrouble: (message) => console.warn(message),
    },
    { cluster, clock: steadyClock, random: Math.random, signal: end.signal },
  );
  await synced;
  return {
    async reach(count: number): Promise<void> {
      while (ended.size !== count) await bell.promise;
    },
    stop: () => end.abort(),
  };
}

interface ToldMemory {
  readonly rss: number;
  readonly heapUsed: number;
}

async function memoryOf(controller: ChildProcess): Promise<ToldMemory> {
  const told = once(controller, 'message');
  controller.send('memory');
  const [memory] = await told;
  // What TELLS_MEMORY sends.
  return memory as ToldMemory;
}
