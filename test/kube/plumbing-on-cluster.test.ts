import { readFileSync, writeFileSync } from 'node:fs';
import { isIP } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { parse } from 'yaml';
import { waitUntil } from '../../src/core/clock.ts';
import { after, millisOf } from '../../src/core/instant.ts';
import { listIn } from '../../src/core/json-members.ts';
import type { Cluster } from '../../src/kube/cluster.ts';
import { EventRecorder } from '../../src/kube/events/event-recorder.ts';
import { Election, LEASE_TIMES } from '../../src/kube/lease/election.ts';
import { connectLazily } from '../../src/kube/load.ts';
import { nameOf } from '../../src/kube/metadata.ts';
import { steadyClock } from '../../src/kube/steady-clock.ts';
import { byLabel } from '../../src/kube/watch/indexed.ts';
import { startInformer } from '../../src/kube/watch/informer.ts';
import { GuardedWriter } from '../../src/kube/write/guarded-writer.ts';
import type { Target } from '../../src/kube/write/writer.ts';
import { startBreakableProxy } from '../support/breakable-proxy.ts';
import { testFolder } from '../support/kubeconfig-file.ts';
import { openRealCluster, type RealCluster, realClusterKubeconfig } from '../support/real-cluster.ts';

const kubeconfig = realClusterKubeconfig('the plumbing on a real cluster');
const CONFIG_MAPS = { apiVersion: 'v1', kind: 'ConfigMap', plural: 'configmaps' };

describe.skipIf(kubeconfig === undefined)('the plumbing on a real cluster', () => {
  let real: RealCluster;
  let namespace: string;

  beforeAll(async () => {
    real = await openRealCluster(kubeconfig ?? '');
    namespace = await real.newNamespace();
  });
  afterAll(() => real.close());

  it('objects are kept up to date through an API server that hangs, and one that is killed and comes back', async () => {
    const { proxy, cluster } = await breakable();
    const { informer, heard, path } = inform(cluster);
    await create(path, 'before', { tier: 'web' });
    await informer.synced;
    await heard('added before');
    expect(informer.objects.find('tier', 'web').map((object) => nameOf(object).name)).toEqual(['before']);
    expect(informer.objects.get({ namespace, name: 'before' })).toMatchObject({
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: expect.not.objectContaining({ managedFields: expect.anything() }),
    });
    proxy.hang();
    await create(path, 'meanwhile');
    expect(informer.objects.get({ namespace, name: 'meanwhile' })).toBeUndefined();
    proxy.resume();
    await heard('added meanwhile');
    await proxy.kill();
    const patch = { data: { a: 'b' } };
    await real.cluster.request({ method: 'PATCH', path: `${path}/meanwhile`, patch: 'merge', body: patch });
    await real.cluster.request({ method: 'DELETE', path: `${path}/before` });
    await proxy.restart();
    await heard('changed meanwhile');
    await heard('deleted before');
    expect(informer.objects.get({ namespace, name: 'before' })).toBeUndefined();
  });

  it('a list of several pages is whole', async () => {
    const { informer, path } = inform();
    await informer.synced;
    const names = Array.from({ length: 520 }, (_, i) => `many-${i}`);
    for (let i = 0; i < names.length; i += 40) {
      await Promise.all(names.slice(i, i + 40).map((name) => create(path, name, { tier: 'many' })));
    }
    const second = inform();
    await second.informer.synced;
    expect(second.informer.objects.find('tier', 'many').length).toBe(520);
  });

  it('the lease goes from one to the next', async () => {
    const one = run('one');
    await one.leads(true);
    const two = run('two');
    await waitUntil(steadyClock, after(steadyClock.now(), millisOf(300)));
    expect([one.election.isLeading(), two.election.isLeading()]).toEqual([true, false]);
    await one.election.stop();
    await two.leads(true);
    await two.election.stop();
    const path = `/apis/coordination.k8s.io/v1/namespaces/${namespace}/leases/lock`;
    expect(await real.cluster.request({ method: 'GET', path })).toMatchObject({
      spec: { holderIdentity: '', leaseTransitions: expect.any(Number) },
    });
  });

  it('events are written, and counted on when they happen again', async () => {
    const dropped: string[] = [];
    const recorder = new EventRecorder({
      cluster: real.cluster,
      clock: steadyClock,
      component: 'rollouts-controller',
      mayWrite: () => true,
      onDrop: (_, why) => dropped.push(why),
    });
    const metadata = { name: 'web', namespace, uid: 'c0ffee00-0000-4000-8000-000000000000', resourceVersion: '1' };
    const about = { apiVersion: 'argoproj.io/v1alpha1', kind: 'Rollout', metadata };
    const event = { about, type: 'Normal', reason: 'RolloutPaused', message: 'Rollout is paused' } as const;
    recorder.record(event);
    await waitUntil(steadyClock, after(steadyClock.now(), millisOf(300)));
    recorder.record(event);
    await recorder.stop(millisOf(5_000));
    const path = `/api/v1/namespaces/${namespace}/events`;
    expect(listIn(await real.cluster.request({ method: 'GET', path }), 'items')).toMatchObject([
      { reason: 'RolloutPaused', count: 2, source: { component: 'rollouts-controller' } },
    ]);
    expect(dropped).toEqual([]);
  });

  it("writes are guarded by the API: another's write makes them stale, another object of the name is spared", async () => {
    const path = `/api/v1/namespaces/${namespace}/configmaps`;
    const writer = new GuardedWriter({ cluster: real.cluster, mayWrite: () => true, storeOf: () => undefined });
    const make = async (): Promise<Target> => {
      const object = {
        apiVersion: 'v1',
        kind: 'ConfigMap',
        metadata: { name: 'guarded', namespace },
        data: { a: '1' },
      };
      const created = await writer.create({ resource: CONFIG_MAPS, object }, () => false);
      return { resource: CONFIG_MAPS, object: created.object };
    };
    const target = await make();
    const patch = { data: { b: 'x' } };
    await real.cluster.request({ method: 'PATCH', path: `${path}/guarded`, patch: 'merge', body: patch });
    expect(await writer.patch(target, { data: { a: '2' } })).toMatchObject({ kind: 'stale' });
    const twice = await writer.patch(target, () => ({ data: { a: '2' } }));
    expect(twice).toMatchObject({ kind: 'written', object: { data: { a: '2', b: 'x' } } });
    expect(await writer.patch(target, { data: { a: '3' } }, { guard: 'uid' })).toMatchObject({ kind: 'written' });
    await writer.delete(target);
    await make();
    expect(await writer.patch(target, { data: { a: '4' } }, { guard: 'uid' })).toEqual({ kind: 'gone' });
    expect(await writer.patch(target, { data: { a: '4' } })).toEqual({ kind: 'gone' });
    await writer.delete(target);
    expect(await real.cluster.request({ method: 'GET', path: `${path}/guarded` })).toMatchObject({ data: { a: '1' } });
  });

  /** The cluster behind a proxy that can be broken. */
  async function breakable() {
    const { hostname, port } = new URL(real.cluster.server);
    const proxy = await startBreakableProxy(hostname, Number(port || 443));
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
    const cluster = await connectLazily({ kubeconfig: file });
    onTestFinished(async () => {
      await proxy.stop();
      await cluster.close();
    });
    return { proxy, cluster };
  }

  function inform(cluster: Cluster = real.cluster) {
    const abort = new AbortController();
    const bell = { seen: [] as string[], ring: () => {} };
    const options = {
      resource: CONFIG_MAPS,
      namespace,
      indexes: { tier: byLabel('tier') },
      onChange: ({ kind, object }: { kind: string; object: Parameters<typeof nameOf>[0] }) => {
        bell.seen.push(`${kind} ${nameOf(object).name}`);
        bell.ring();
      },
      onTrouble: () => {},
    };
    const deps = { cluster, clock: steadyClock, random: Math.random, signal: abort.signal };
    const informer = startInformer(options, deps);
    onTestFinished(async () => {
      abort.abort();
      await informer.over;
    });
    const heard = async (what: string): Promise<void> => {
      while (!bell.seen.includes(what)) {
        await new Promise<void>((resolve) => {
          bell.ring = resolve;
        });
      }
    };
    return { informer, heard, path: `/api/v1/namespaces/${namespace}/configmaps` };
  }

  async function create(path: string, name: string, labels: Readonly<Record<string, string>> = {}): Promise<void> {
    await real.cluster.request({ method: 'POST', path, body: { metadata: { name, labels } } });
  }

  function run(identity: string) {
    const changes: boolean[] = [];
    let ring = (): void => {};
    const election = new Election({
      lease: { namespace, name: 'lock' },
      identity,
      times: LEASE_TIMES,
      onChange: (isLeading) => {
        changes.push(isLeading);
        ring();
      },
      onTrouble: () => {},
      cluster: real.cluster,
      clock: steadyClock,
      random: Math.random,
    });
    onTestFinished(() => election.stop());
    const leads = async (wanted: boolean): Promise<void> => {
      while (changes.at(-1) !== wanted) {
        await new Promise<void>((resolve) => {
          ring = resolve;
        });
      }
    };
    return { election, leads };
  }
});

interface Kubeconfig {
  readonly clusters: readonly { readonly name: string; readonly cluster: object }[];
}
