import { expect } from 'vitest';
import { after, type Instant, millisOf } from '../../../../src/core/instant.ts';
import { isJsonObject, type Json, type JsonObject } from '../../../../src/core/json.ts';
import { listIn, objectIn, textIn } from '../../../../src/core/json-members.ts';
import type { ApiRequest } from '../../../../src/kube/cluster.ts';
import type { CachedKind } from '../../../../src/kube/controllers/caches.ts';
import type { Synced } from '../../../../src/kube/controllers/controller.ts';
import type { Parts } from '../../../../src/kube/controllers/parts.ts';
import { mentionsOfRollout } from '../../../../src/kube/controllers/rollouts/mentions.ts';
import { rolloutController } from '../../../../src/kube/controllers/rollouts/rollout-controller.ts';
import { KINDS } from '../../../../src/kube/kinds.ts';
import { nameOf } from '../../../../src/kube/metadata.ts';
import { collectionPath, objectPath, type Resource } from '../../../../src/kube/resource.ts';
import type { Change } from '../../../../src/kube/watch/store.ts';
import { VirtualClock } from '../../../../src/simulator/virtual-clock.ts';
import { startParts } from '../../../support/controller-parts.ts';
import { MemoryApi } from '../../../support/memory-api.ts';

/** An API server in memory that lets pods go, and counts the changes of specs where they are counted. */
class CountingApi extends MemoryApi {
  override async request(request: ApiRequest): Promise<Json> {
    if (request.path.endsWith('/eviction')) {
      await this.before(request);
      return super.request({ method: 'DELETE', path: request.path.slice(0, -'/eviction'.length) });
    }
    return super.request(await this.#counted(request));
  }

  async #counted(request: ApiRequest): Promise<ApiRequest> {
    if (request.method !== 'PATCH' || !isJsonObject(request.body) || request.body['spec'] === undefined) return request;
    const { before } = this;
    this.before = () => {};
    const object = await super.request({ method: 'GET', path: request.path }).finally(() => {
      this.before = before;
    });
    this.requests.pop();
    const { generation } = objectIn(object, 'metadata');
    if (generation === undefined) return request;
    const metadata = { ...objectIn(request.body, 'metadata'), generation: Number(generation) + 1 };
    return { ...request, body: { ...request.body, metadata } };
  }
}

type Kind = keyof typeof KINDS;
/** An object that is there from the beginning. */
export type Given = readonly [kind: Kind | Resource, object: JsonObject];

/** A template with one container. */
export function template(image = 'shop:1'): JsonObject {
  return { metadata: { labels: { app: 'shop' } }, spec: { containers: [{ name: 'web', image }] } };
}

/** A Rollout `shop` of two pods. */
export function rollout(strategy: JsonObject, spec: JsonObject = {}, metadata: JsonObject = {}): Given {
  return [
    'rollouts',
    {
      metadata: { name: 'shop', generation: 1, ...metadata },
      spec: { replicas: 2, selector: { matchLabels: { app: 'shop' } }, template: template(), strategy, ...spec },
    },
  ];
}

export const service = (name: string, more: JsonObject = {}): Given => [
  'services',
  { metadata: { name }, spec: { selector: { app: 'shop' } }, ...more },
];

/** An AnalysisTemplate with one metric. */
export function analysisTemplate(name: string): Given {
  const metric = { name: 'up', count: 1, provider: { web: { url: 'http://metrics' } } };
  return ['analysisTemplates', { metadata: { name }, spec: { metrics: [metric] } }];
}

/** A namespace `shop` on an API server in memory, with the controller's caches and a clock that stands still. */
export async function startWorld(...given: readonly Given[]) {
  const api = new CountingApi();
  const clock = new VirtualClock();
  const lease = { isHeld: true };
  const resourceOf = (kind: Kind | Resource): Resource => (typeof kind === 'string' ? KINDS[kind] : kind);
  const create = (kind: Kind | Resource, body: JsonObject): Promise<Json> => {
    const { apiVersion, kind: called } = resourceOf(kind);
    const path = collectionPath(resourceOf(kind), 'shop');
    return api.request({ method: 'POST', path, body: { apiVersion, kind: called, ...body } });
  };
  for (const [kind, object] of given) await create(kind, object);
  const heard: [CachedKind | 'onDemand', Change][] = [];
  const ended: string[] = [];
  const made = await startParts({
    cluster: api,
    clock,
    mentions: { rollouts: mentionsOfRollout, experiments: () => [] },
    mayWrite: () => lease.isHeld,
    onChange: (kind, change) => heard.push([kind, change]),
  });
  const measures = {
    ...made.parts.measures,
    updateEnded: (status: string, { total, manualPause }: { total: number; manualPause: number }) =>
      ended.push(`${status} ${total} ${manualPause}`),
  };
  const parts: Parts = { ...made.parts, measures };
  const controller = rolloutController(parts, { workers: 2 });
  const pathOf = (kind: Kind | Resource, name: string): string =>
    objectPath(resourceOf(kind), { namespace: 'shop', name });
  const world = {
    api,
    clock,
    parts,
    controller,
    heard,
    lease,
    ended,
    /** Events so far. */
    told: (): readonly string[] => made.events.map(({ type, reason }) => (type === 'Warning' ? `${reason}!` : reason)),
    messages: (): readonly string[] => made.events.map(({ message }) => message),
    async create(kind: Kind | Resource, body: JsonObject): Promise<void> {
      await create(kind, body);
      await clock.settle();
    },
    async get(kind: Kind, name: string): Promise<JsonObject> {
      const answer = await api.request({ method: 'GET', path: pathOf(kind, name) });
      return isJsonObject(answer) ? answer : {};
    },
    async list(kind: Kind): Promise<readonly JsonObject[]> {
      return listIn(await api.request({ method: 'GET', path: collectionPath(KINDS[kind], 'shop') }), 'items');
    },
    status: async (): Promise<JsonObject> => objectIn(await world.get('rollouts', 'shop'), 'status'),
    /** Somebody else writes. */
    async patch(kind: Kind, name: string, body: JsonObject): Promise<void> {
      const path = pathOf(kind, name) + (Object.hasOwn(body, 'status') ? '/status' : '');
      await api.request({ method: 'PATCH', patch: 'merge', path, body });
      await clock.settle();
    },
    /** A user changes the spec. */
    edit: (spec: JsonObject): Promise<void> => world.patch('rollouts', 'shop', { spec }),
    release: (image: string): Promise<void> => world.edit({ template: template(image) }),
    /** A user changes the status, as `promote` and `abort` do. */
    ask: (status: JsonObject): Promise<void> => world.patch('rollouts', 'shop', { status }),
    async remove(kind: Kind, name: string): Promise<void> {
      await api.request({ method: 'DELETE', path: pathOf(kind, name) });
      await clock.settle();
    },
    async synced(): Promise<Synced> {
      const result = await controller.sync('shop/shop');
      await clock.settle();
      return result;
    },
    /** What a sync asks of the API, also in vain: `PATCH replicasets/shop-abc`. */
    async sync(): Promise<readonly string[]> {
      const before = api.requests.length;
      await controller.sync('shop/shop').catch(() => {});
      await clock.settle();
      return api.requests
        .slice(before)
        .filter(({ method }) => method !== 'WATCH')
        .map(({ method, path }) => `${method} ${path.replace(/.*\/namespaces\/shop\//, '')}`)
        .map((asked) => asked.replace(/(shop-)[0-9a-z]{8,10}(?=$|-)/, '$1HASH'));
    },
    /** The pods that ReplicaSets ask for come and go; those of `broken` images are never ready. */
    async movePods(broken?: string): Promise<void> {
      for (const set of await world.list('replicaSets')) {
        const replicas = objectIn(set, 'spec')['replicas'] ?? 1;
        const ready = imageOf(set) === broken ? 0 : replicas;
        await world.patch('replicaSets', nameOf(set).name, {
          status: { replicas, readyReplicas: ready, availableReplicas: ready },
        });
      }
    },
    /** Syncs until nothing is left to write, with pods that move at once. */
    async settle(broken?: string): Promise<void> {
      for (let count = 0; ; count += 1) {
        if (count > 30) throw new Error('it does not come to rest');
        await world.movePods(broken);
        const before = api.writes.length;
        const { again = false } = await world.synced();
        if (!again && api.writes.length === before) return;
      }
    },
    async pass(seconds: number): Promise<Instant> {
      await clock.run(after(clock.now(), millisOf(seconds * 1000)));
      return clock.now();
    },
    /** How many pods each image has. */
    async sizes(): Promise<Readonly<Record<string, Json | undefined>>> {
      const sets = await world.list('replicaSets');
      return Object.fromEntries(sets.map((set) => [imageOf(set), objectIn(set, 'spec')['replicas']]));
    },
    /** The image that a Service leads to; empty where it leads to all. */
    async shown(name: string): Promise<string> {
      const selector = objectIn(objectIn(await world.get('services', name), 'spec'), 'selector');
      const sets = await world.list('replicaSets');
      const set = sets.find((set) => hashOf(set) === textIn(selector, 'rollouts-pod-template-hash'));
      return set === undefined ? '' : imageOf(set);
    },
  };
  return world;
}

export type World = Awaited<ReturnType<typeof startWorld>>;

/** The same once the Rollout is healthy. */
export async function deployed(...given: readonly Given[]): Promise<World> {
  const world = await startWorld(...given);
  await world.settle();
  expect(await world.status()).toMatchObject({ phase: 'Healthy' });
  return world;
}

export function imageOf(set: JsonObject): string {
  const spec = objectIn(objectIn(objectIn(set, 'spec'), 'template'), 'spec');
  return textIn(listIn(spec, 'containers')[0], 'image');
}

export function hashOf(set: JsonObject): string {
  return textIn(objectIn(objectIn(set, 'metadata'), 'labels'), 'rollouts-pod-template-hash');
}
