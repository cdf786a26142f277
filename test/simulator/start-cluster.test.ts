import { describe, expect, it } from 'vitest';
import { after, millisOf } from '../../src/core/instant.ts';
import type { JsonObject } from '../../src/core/json.ts';
import { Fields } from '../../src/rollout/reading/fields.ts';
import { type ApiClient, clientOf, type ResourceName } from '../../src/simulator/api/client.ts';
import type { BehaviourOf } from '../../src/simulator/controllers/pods/behaviour.ts';
import { type ClusterOptions, type EmbeddedCluster, startCluster } from '../../src/simulator/start-cluster.ts';
import { VirtualClock } from '../../src/simulator/virtual-clock.ts';
import { chance } from './controllers/chance.ts';

const [SETS, PODS, EVENTS, CONFIG_MAPS, DEPLOYMENTS, ACCOUNTS] = [
  ['apps', 'replicasets'],
  ['', 'pods'],
  ['', 'events'],
  ['', 'configmaps'],
  ['apps', 'deployments'],
  ['', 'serviceaccounts'],
].map(([group = '', plural = '']): ResourceName => ({ group, version: 'v1', plural })) as [
  ResourceName,
  ResourceName,
  ResourceName,
  ResourceName,
  ResourceName,
  ResourceName,
];

interface World {
  readonly cluster: EmbeddedCluster;
  readonly client: ApiClient;
  readonly clock: VirtualClock;
  pass(seconds: number): Promise<void>;
}

function start(options: Partial<ClusterOptions> = {}): World {
  const clock = new VirtualClock();
  const cluster = startCluster({ clock, random: chance(), ...options });
  const pass = (seconds: number): Promise<void> => clock.run(after(clock.now(), millisOf(seconds * 1000)));
  return { cluster, client: clientOf(cluster.api, 'test'), clock, pass };
}

function replicaSet(name: string, replicas: number, container: JsonObject = {}): JsonObject {
  const containers = [{ name: 'main', image: 'web:1', ...container }];
  return {
    apiVersion: 'apps/v1',
    kind: 'ReplicaSet',
    metadata: { name, namespace: 'default' },
    spec: {
      replicas,
      selector: { matchLabels: { app: name } },
      template: { metadata: { labels: { app: name } }, spec: { containers } },
    },
  };
}

function status(object: JsonObject): Fields {
  return new Fields(object['status']);
}

function everything({ cluster, client }: World): string {
  return JSON.stringify(cluster.api.kinds().map((kind) => client.list(kind)));
}

/** What events say of objects of a kind, in the order in which they came. */
function told({ client }: World, about: string): readonly string[] {
  return client
    .list(EVENTS)
    .filter((event) => new Fields(event['involvedObject']).text('kind') === about)
    .sort((a, b) => versionOf(a) - versionOf(b))
    .map((event) => new Fields(event))
    .map((event) => `${event.whole('count')} ${event.text('reason')}: ${event.text('message')}`);
}

function versionOf(object: JsonObject): number {
  return Number(new Fields(object['metadata']).text('resourceVersion'));
}

describe('an embedded cluster', () => {
  it('begins with its namespaces, their service accounts and a node', async () => {
    const world = start();
    await world.pass(1);
    const accounts = world.client.list(ACCOUNTS).map(({ metadata }) => new Fields(metadata).text('namespace'));
    expect(accounts).toEqual(['default', 'kube-node-lease', 'kube-public', 'kube-system']);
    const nodes = world.client.list({ group: '', version: 'v1', plural: 'nodes' });
    expect(nodes.map(({ metadata }) => new Fields(metadata).text('name'))).toEqual(['node-1']);
  });

  it('is the same to the byte on every run', async () => {
    const play = async (): Promise<string> => {
      const world = start();
      world.client.create(SETS, replicaSet('web', 3));
      await world.pass(5);
      world.client.patch(SETS, { namespace: 'default', name: 'web' }, { spec: { replicas: 1 } });
      await world.pass(60);
      world.client.delete(SETS, { namespace: 'default', name: 'web' });
      await world.pass(60);
      return everything(world);
    };
    expect(await play()).toBe(await play());
  });

  it('does nothing at all while nothing changes', async () => {
    const world = start();
    for (let serial = 0; serial < 10; serial += 1) world.client.create(SETS, replicaSet(`web-${serial}`, 3));
    await world.pass(60);
    expect(world.client.list(SETS).map((set) => status(set).whole('availableReplicas'))).toEqual(Array(10).fill(3));
    const before = everything(world);
    expect(await world.clock.next()).toBe(false);
    await world.pass(3600);
    expect(everything(world)).toBe(before);
  });

  it('writes no more for one change because there is much else', async () => {
    const writes = async (others: number): Promise<number> => {
      const world = start();
      for (let serial = 0; serial <= others; serial += 1) world.client.create(SETS, replicaSet(`web-${serial}`, 2));
      await world.pass(60);
      const before = versionOf(world.client.create(CONFIG_MAPS, { metadata: { name: 'a', namespace: 'default' } }));
      world.client.patch(SETS, { namespace: 'default', name: 'web-0' }, { spec: { replicas: 3 } });
      await world.pass(60);
      return versionOf(world.client.create(CONFIG_MAPS, { metadata: { name: 'b', namespace: 'default' } })) - before;
    };
    expect(await writes(12)).toBe(await writes(0));
  });

  it('stands still once it is stopped', async () => {
    const world = start();
    await world.pass(1);
    world.client.create(SETS, replicaSet('web', 1));
    world.cluster.stop();
    await world.pass(60);
    expect(world.client.list(PODS)).toEqual([]);
    expect(await world.clock.next()).toBe(false);
  });

  it('lets pods start as slowly as it is told', async () => {
    const world = start({ podStart: millisOf(20_000) });
    world.client.create(SETS, replicaSet('web', 1));
    await world.pass(19);
    expect(world.client.list(PODS).map((pod) => status(pod).text('phase'))).toEqual(['Pending']);
    await world.pass(2);
    expect(world.client.list(PODS).map((pod) => status(pod).text('phase'))).toEqual(['Running']);
  });

  it('lets pods do what it is told', async () => {
    const behaviourOf: BehaviourOf = () => ({
      kind: 'crashes',
      startMs: millisOf(1000),
      lengthMs: millisOf(5000),
      reason: 'Error',
      exitCode: 1,
      message: 'back-off',
    });
    const world = start({ behaviourOf });
    const available = (): readonly unknown[] =>
      world.client.list(SETS).map((set) => status(set).whole('availableReplicas'));
    world.client.create(SETS, replicaSet('web', 1));
    await world.pass(3);
    expect(available()).toEqual([1]);
    await world.pass(6);
    expect(available()).toEqual([undefined]);
    expect(told(world, 'Pod').at(-1)).toMatch(/^1 BackOff: Back-off restarting failed container main in pod web-/);
  });

  it('lets a pod stop in its own time, but within its grace', async () => {
    const world = start();
    const preStop = { lifecycle: { preStop: { exec: { command: ['sleep', '90'] } } } };
    const made = replicaSet('web', 1, preStop);
    world.client.create(SETS, made);
    await world.pass(5);
    world.client.delete(SETS, { namespace: 'default', name: 'web' });
    await world.pass(29);
    expect(world.client.list(PODS)).toHaveLength(1);
    await world.pass(2);
    expect(world.client.list(PODS)).toHaveLength(0);
  });

  it('deletes objects of custom kinds whose owners are gone, and empties namespaces of them', async () => {
    const world = start();
    const names = { plural: 'things', singular: 'thing', kind: 'Thing' };
    const schema = { openAPIV3Schema: { type: 'object' } };
    world.client.create(
      { group: 'apiextensions.k8s.io', version: 'v1', plural: 'customresourcedefinitions' },
      {
        metadata: { name: 'things.example.com' },
        spec: {
          group: 'example.com',
          scope: 'Namespaced',
          names,
          versions: [{ name: 'v1', served: true, storage: true, schema }],
        },
      },
    );
    world.client.create({ group: '', version: 'v1', plural: 'namespaces' }, { metadata: { name: 'shop' } });
    await world.pass(1);
    const things: ResourceName = { group: 'example.com', version: 'v1', plural: 'things' };
    const thing = (namespace: string, ownerReferences: readonly JsonObject[] = []): JsonObject => ({
      apiVersion: 'example.com/v1',
      kind: 'Thing',
      metadata: { name: 'thing', namespace, ownerReferences },
    });
    const owner = world.client.create(CONFIG_MAPS, { metadata: { name: 'owner', namespace: 'default' } });
    const uid = new Fields(owner['metadata']).text('uid');
    world.client.create(things, thing('default', [{ apiVersion: 'v1', kind: 'ConfigMap', name: 'owner', uid }]));
    world.client.create(things, thing('shop'));
    await world.pass(1);
    expect(world.client.list(things)).toHaveLength(2);
    world.client.delete(CONFIG_MAPS, { namespace: 'default', name: 'owner' });
    world.client.delete({ group: '', version: 'v1', plural: 'namespaces' }, { namespace: '', name: 'shop' });
    await world.pass(1);
    expect(world.client.list(things)).toEqual([]);
    expect(
      world.client.find({ group: '', version: 'v1', plural: 'namespaces' }, { namespace: '', name: 'shop' }),
    ).toBeUndefined();
  });

  it('finds another name for a ReplicaSet when the first is taken', async () => {
    const world = start();
    const { metadata, spec } = replicaSet('web', 1);
    const made = { apiVersion: 'apps/v1', kind: 'Deployment', metadata: metadata ?? {}, spec: spec ?? {} };
    world.client.create(DEPLOYMENTS, made);
    await world.pass(5);
    const [set = {}] = world.client.list(SETS);
    const taken = new Fields(set['metadata']).text('name');
    world.client.delete(DEPLOYMENTS, { namespace: 'default', name: 'web' });
    await world.pass(5);
    world.client.create(SETS, { ...replicaSet('other', 0), metadata: { name: taken, namespace: 'default' } });
    world.client.create(DEPLOYMENTS, made);
    await world.pass(5);
    const [deployment = {}] = world.client.list(DEPLOYMENTS);
    expect(status(deployment).whole('collisionCount')).toBe(1);
    expect(status(deployment).whole('availableReplicas')).toBe(1);
  });
});

describe('events of an embedded cluster', () => {
  it('tell the life of a pod', async () => {
    const world = start();
    world.client.create(SETS, replicaSet('web', 1));
    await world.pass(5);
    world.client.delete(SETS, { namespace: 'default', name: 'web' });
    await world.pass(5);
    expect(told(world, 'Pod').map((text) => text.replaceAll(/web-\w+/g, 'web-…'))).toEqual([
      '1 Scheduled: Successfully assigned default/web-… to node-1',
      '1 Pulled: Container image "web:1" already present on machine',
      '1 Created: Container created',
      '1 Started: Container started',
      '1 Killing: Stopping container main',
    ]);
  });

  it('tell of an image that cannot be had', async () => {
    const world = start();
    world.client.create(SETS, replicaSet('web', 1, { image: 'web:missing' }));
    await world.pass(5);
    expect(told(world, 'Pod').slice(1)).toEqual([
      '1 Pulling: Pulling image "web:missing"',
      '1 Failed: Failed to pull image "web:missing": not found',
      '1 Failed: Error: ErrImagePull',
    ]);
  });

  it('are put together when there are many of one kind', async () => {
    const world = start();
    world.client.create(SETS, replicaSet('web', 12));
    await world.pass(5);
    const texts = told(world, 'ReplicaSet');
    expect(texts).toHaveLength(10);
    expect(texts.at(-1)).toMatch(/^3 SuccessfulCreate: \(combined from similar events\): Created pod: web-/);
  });

  it('are few of an object that is never silent, and more after a while', async () => {
    const world = start();
    const ready = (word: string | null): JsonObject => ({ metadata: { labels: { app: word } } });
    world.client.create(SETS, replicaSet('web', 1));
    await world.pass(5);
    for (let turn = 0; turn < 30; turn += 1) {
      const [pod = {}] = world.client.list(PODS, { labelSelector: 'app=web' });
      const { name, namespace } = { name: new Fields(pod['metadata']).text('name'), namespace: 'default' };
      world.client.patch(PODS, { namespace, name }, ready('away'));
      await world.pass(2);
    }
    const counts = (): number => told(world, 'ReplicaSet').reduce((sum, text) => sum + Number.parseInt(text, 10), 0);
    expect(counts()).toBe(25);
    await world.pass(600);
    world.client.patch(SETS, { namespace: 'default', name: 'web' }, { spec: { replicas: 2 } });
    await world.pass(5);
    expect(counts()).toBe(26);
  });

  it('are not told where nobody wants them', async () => {
    const world = start({ tellsEvents: false });
    world.client.create(SETS, replicaSet('web', 1));
    await world.pass(5);
    expect(world.client.list(EVENTS)).toEqual([]);
  });
});
