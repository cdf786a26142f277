import { readFileSync, writeFileSync } from 'node:fs';
import { isIP } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { parse } from 'yaml';
import { isJsonObject, type Json, type JsonObject } from '../../../src/core/json.ts';
import { listIn, objectIn, textIn } from '../../../src/core/json-members.ts';
import { type BreakableProxy, startBreakableProxy } from '../../support/breakable-proxy.ts';
import { bundledProgram } from '../../support/cli-process.ts';
import { type ControllerProcess, startControllerProcess } from '../../support/controller-process.ts';
import { testFolder } from '../../support/kubeconfig-file.ts';
import { applyOurCrds } from '../../support/our-crds.ts';
import { openRealCluster, type RealCluster, realClusterKubeconfig } from '../../support/real-cluster.ts';
import { type TemporaryFolder, temporaryFolder } from '../../support/temporary-folder.ts';

const kubeconfig = realClusterKubeconfig('the controller as a process');
const LEADS = 'leading: this process holds the lease';
const SYNCED = 'caches are synced';
/** Long enough that nobody takes a lease from another who is only slow. */
const TIMES = [
  '--leader-election-lease-duration=4s',
  '--leader-election-renew-deadline=3s',
  '--leader-election-retry-period=500ms',
];

describe.skipIf(kubeconfig === undefined)('verdict controller, as a process on a real cluster', () => {
  let real: RealCluster;
  let folder: TemporaryFolder;
  let program: string;

  beforeAll(async () => {
    folder = temporaryFolder();
    [program, real] = await Promise.all([bundledProgram(folder.path), openRealCluster(kubeconfig ?? '')]);
    await applyOurCrds(real.cluster);
  });
  afterAll(async () => {
    await real.close();
    folder.remove();
  });

  it('leads, tells how it is, works, and gives the lease back when it is asked to end', async () => {
    const namespace = await real.newNamespace();
    const controller = await start(namespace);
    await controller.says(SYNCED);
    expect(await controller.probe('/healthz')).toEqual({ status: 200, text: 'ok' });
    expect(await controller.probe('/readyz')).toEqual({ status: 200, text: 'ok' });
    await make(namespace, 'rollouts', rollout('web'));
    await controller.says('"reason":"RolloutCompleted"');
    expect(await controller.metrics()).toMatch(
      new RegExp(
        `^rollout_info\\{namespace="${namespace}",name="web",strategy="canary",traffic_router="",phase="`,
        'm',
      ),
    );
    expect(await holder(namespace)).not.toBe('');
    expect(await controller.end()).toMatchObject({ code: 0, signal: null });
    expect(await holder(namespace)).toBe('');
  });

  it('waits while another one leads, tells nothing of objects, and takes over when the lease is given back', async () => {
    const namespace = await real.newNamespace();
    const first = await start(namespace);
    await first.says(SYNCED);
    await make(namespace, 'rollouts', rollout('web'));
    await first.says('"reason":"RolloutCompleted"');
    const second = await start(namespace);
    await second.says('waiting for the lease');
    expect(await second.probe('/readyz')).toEqual({ status: 200, text: 'ok' });
    expect(await second.metrics()).not.toContain('rollout_info{');
    await first.end();
    await second.says(SYNCED);
    expect(await second.metrics()).toContain('rollout_info{');
    expect(await replicaSets(namespace)).toHaveLength(1);
    await second.end();
  });

  it('writes nothing while the API hangs and the lease is lost, and goes on when it is back', async () => {
    const namespace = await real.newNamespace();
    const { proxy, file } = await behindProxy();
    const controller = await start(namespace, TIMES, file);
    await controller.says(SYNCED);
    proxy.hang();
    await controller.says('leading no more: nothing is written until the lease is won again');
    // Whoever else leads now may act, and this one is to see it.
    await make(namespace, 'rollouts', rollout('web'));
    expect(await replicaSets(namespace)).toHaveLength(0);
    proxy.resume();
    await controller.says('"reason":"RolloutCompleted"');
    expect(controller.logged().filter(({ msg }) => msg === LEADS)).toHaveLength(2);
    expect(await replicaSets(namespace)).toHaveLength(1);
    await controller.end();
  });

  it('ends also while the API hangs', async () => {
    const namespace = await real.newNamespace();
    const { proxy, file } = await behindProxy();
    const controller = await start(namespace, [], file);
    await controller.says(SYNCED);
    proxy.hang();
    expect(await controller.end()).toMatchObject({ code: 0, signal: null });
    const lines = controller.logged().filter((line) => /^end(ing|ed)/.test(textIn(line, 'msg')));
    const [asked = 0, ended = Infinity] = lines.map((line) => Date.parse(textIn(line, 'time')));
    expect(ended - asked).toBeLessThan(5_000);
  });

  it('writes nothing when it is to read only, and says what it would do', async () => {
    const namespace = await real.newNamespace();
    const controller = await start(namespace, ['--read-only']);
    await controller.says(SYNCED);
    await make(namespace, 'rollouts', rollout('web'));
    await controller.says('would create ReplicaSet');
    const metrics = await controller.metrics();
    await controller.end();
    expect(metrics).not.toMatch(/verb="(Create|Patch|Update|Delete)"/);
    expect([await replicaSets(namespace), await holder(namespace)]).toEqual([[], undefined]);
    const [web] = listIn(await get(`/apis/argoproj.io/v1alpha1/namespaces/${namespace}/rollouts`), 'items');
    expect(web).not.toHaveProperty('status');
  });

  it('acts without a lease when it is told to', async () => {
    const namespace = await real.newNamespace();
    const controller = await start(namespace, ['--leader-elect=false']);
    await controller.says(SYNCED);
    await make(namespace, 'rollouts', rollout('web'));
    await controller.says('"reason":"RolloutCompleted"');
    await controller.end();
    expect(await holder(namespace)).toBeUndefined();
  });

  it('says that the namespace of its lease is missing, and goes on trying', async () => {
    const namespace = await real.newNamespace();
    const controller = await startControllerProcess({
      program,
      kubeconfig: kubeconfig ?? '',
      namespace: `${namespace}-none`,
      flags: ['--namespaced', '-n', namespace],
    });
    await controller.says(`namespaces \\"${namespace}-none\\" not found`);
    expect(await controller.probe('/healthz')).toEqual({ status: 200, text: 'ok' });
    await controller.end();
  });

  it('refuses a port that is taken', async () => {
    const namespace = await real.newNamespace();
    const controller = await start(namespace, ['--read-only']);
    const serving = controller.logged().find(({ msg }) => msg === 'serving');
    const { port } = new URL(textIn(serving, 'metrics'));
    await expect(start(namespace, ['--metricsPort', port])).rejects.toThrow(
      `--metricsPort: cannot listen on 127.0.0.1, port ${port}`,
    );
    await controller.end();
  });

  /** Works on one namespace, so that it leaves the other tests of this cluster alone. */
  function start(namespace: string, flags: readonly string[] = [], config = kubeconfig): Promise<ControllerProcess> {
    return startControllerProcess({
      program,
      kubeconfig: config ?? '',
      namespace,
      flags: ['--namespaced', '-n', namespace, ...flags],
    });
  }

  /** The cluster behind a proxy that can be broken. */
  async function behindProxy(): Promise<{ readonly proxy: BreakableProxy; readonly file: string }> {
    const { hostname, port } = new URL(real.cluster.server);
    const proxy = await startBreakableProxy(hostname, Number(port || 443));
    onTestFinished(() => proxy.stop());
    const config = parse(readFileSync(kubeconfig ?? '', 'utf8')) as Kubeconfig;
    const clusters = config.clusters.map(({ name, cluster }) => ({
      name,
      cluster: {
        ...cluster,
        server: `https://127.0.0.1:${proxy.port}`,
        ...(isIP(hostname) === 0 && { 'tls-server-name': hostname }),
      },
    }));
    const file = join(testFolder(), 'kubeconfig');
    writeFileSync(file, JSON.stringify({ ...config, clusters }));
    return { proxy, file };
  }

  async function make(namespace: string, plural: string, body: JsonObject): Promise<void> {
    const path = `/apis/argoproj.io/v1alpha1/namespaces/${namespace}/${plural}`;
    await real.cluster.request({ method: 'POST', path, body });
  }

  async function get(path: string): Promise<Json | undefined> {
    try {
      return await real.cluster.request({ method: 'GET', path });
    } catch {
      return undefined;
    }
  }

  /** Who holds the lease; empty when it was given back, undefined when there is none. */
  async function holder(namespace: string): Promise<string | undefined> {
    const path = `/apis/coordination.k8s.io/v1/namespaces/${namespace}/leases/argo-rollouts-controller-lock`;
    const lease = await get(path);
    return isJsonObject(lease) ? textIn(objectIn(lease, 'spec'), 'holderIdentity') : undefined;
  }

  async function replicaSets(namespace: string): Promise<readonly JsonObject[]> {
    return listIn(await get(`/apis/apps/v1/namespaces/${namespace}/replicasets`), 'items');
  }
});

interface Kubeconfig {
  readonly clusters: readonly { readonly name: string; readonly cluster: object }[];
}

function rollout(name: string): JsonObject {
  const labels = { app: name };
  return {
    apiVersion: 'argoproj.io/v1alpha1',
    kind: 'Rollout',
    metadata: { name },
    spec: {
      replicas: 1,
      selector: { matchLabels: labels },
      template: { metadata: { labels }, spec: { containers: [{ name: 'main', image: 'nginx:1' }] } },
      strategy: { canary: {} },
    },
  };
}
