import type { JsonObject } from '../../../../src/core/json.ts';
import { listIn, objectIn } from '../../../../src/core/json-members.ts';
import type { CachedKind } from '../../../../src/kube/controllers/caches.ts';
import type { Synced } from '../../../../src/kube/controllers/controller.ts';
import { experimentController } from '../../../../src/kube/controllers/experiments/experiment-controller.ts';
import { mentionsOfExperiment } from '../../../../src/kube/controllers/experiments/mentions.ts';
import { KINDS } from '../../../../src/kube/kinds.ts';
import { nameOf } from '../../../../src/kube/metadata.ts';
import { collectionPath, objectPath } from '../../../../src/kube/resource.ts';
import type { Change } from '../../../../src/kube/watch/store.ts';
import { VirtualClock } from '../../../../src/simulator/virtual-clock.ts';
import { startParts } from '../../../support/controller-parts.ts';
import { MemoryApi } from '../../../support/memory-api.ts';

export type Kind = keyof typeof KINDS;

/** A template with one container; `port` gives it something to serve. */
export function template(name: string, more: JsonObject = {}, port?: number): JsonObject {
  const ports = port === undefined ? {} : { ports: [{ containerPort: port }] };
  return {
    name,
    selector: { matchLabels: { app: name } },
    template: { metadata: { labels: { app: name } }, spec: { containers: [{ name: 'web', image: 'demo', ...ports }] } },
    ...more,
  };
}

export function experiment(spec: JsonObject, metadata: JsonObject = {}): JsonObject {
  const { apiVersion, kind } = KINDS.experiments;
  return { apiVersion, kind, metadata: { name: 'exp', namespace: 'shop', ...metadata }, spec };
}

/** An AnalysisTemplate with one metric. */
export function analysisTemplate(name: string): JsonObject {
  const { apiVersion, kind } = KINDS.analysisTemplates;
  const metric = { name: 'up', provider: { prometheus: { address: 'http://p', query: 'up' } } };
  return { apiVersion, kind, metadata: { name, namespace: 'shop' }, spec: { metrics: [metric] } };
}

/** A namespace `shop` on an API server in memory, with the controller's caches and a clock that stands still. */
export async function startWorld(...given: readonly (readonly [Kind, JsonObject])[]) {
  const api = new MemoryApi();
  const clock = new VirtualClock();
  const lease = { isHeld: true };
  const create = (kind: Kind, body: JsonObject) => {
    const { apiVersion } = KINDS[kind];
    const object = { apiVersion, kind: KINDS[kind].kind, ...body };
    return api.request({ method: 'POST', path: collectionPath(KINDS[kind], nameOf(body).namespace), body: object });
  };
  for (const [kind, object] of given) await create(kind, object);
  const heard: [CachedKind | 'onDemand', Change][] = [];
  const { parts, events } = await startParts({
    cluster: api,
    clock,
    mentions: { rollouts: () => [], experiments: mentionsOfExperiment },
    mayWrite: () => lease.isHeld,
    onChange: (kind, change) => heard.push([kind, change]),
  });
  const controller = experimentController(parts, { workers: 2 });
  const pathOf = (kind: Kind, name: string): string => objectPath(KINDS[kind], { namespace: 'shop', name });
  const world = {
    api,
    clock,
    parts,
    controller,
    heard,
    lease,
    create,
    told: () =>
      events.map(({ about, type, reason, message }) => `${nameOf(about).name}: ${type} ${reason}: ${message}`),
    async get(kind: Kind, name: string): Promise<JsonObject> {
      return objectIn({ object: await api.request({ method: 'GET', path: pathOf(kind, name) }) }, 'object');
    },
    status: async (): Promise<JsonObject> => objectIn(await world.get('experiments', 'exp'), 'status'),
    async patch(kind: Kind, name: string, body: JsonObject): Promise<void> {
      const path = pathOf(kind, name) + (Object.hasOwn(body, 'status') && kind === 'replicaSets' ? '/status' : '');
      await api.request({ method: 'PATCH', patch: 'merge', path, body });
      await clock.settle();
    },
    remove: async (kind: Kind, name: string): Promise<void> => {
      await api.request({ method: 'DELETE', path: pathOf(kind, name) });
      await clock.settle();
    },
    /** What a sync writes. */
    async sync(): Promise<readonly string[]> {
      const before = api.writes.length;
      await world.synced();
      return api.writes.slice(before).map((write) => write.replace(/ .*\/namespaces\/shop\//, ' '));
    },
    async synced(): Promise<Synced> {
      const result = await controller.sync('shop/exp');
      await clock.settle();
      return result;
    },
    /** Every ReplicaSet gets the pods that it is told to have. */
    async startPods(): Promise<void> {
      const path = collectionPath(KINDS.replicaSets, 'shop');
      for (const set of listIn(await api.request({ method: 'GET', path }), 'items')) {
        const replicas = objectIn(set, 'spec')['replicas'] ?? 1;
        const status = { replicas, readyReplicas: replicas, availableReplicas: replicas };
        await world.patch('replicaSets', nameOf(set).name, { status });
      }
    },
    /** Syncs until there is nothing more to write, with pods that start at once. */
    async settle(): Promise<void> {
      for (let count = 0; (await world.sync()).length > 0; count += 1) {
        if (count > 20) throw new Error('it does not come to rest');
        await world.startPods();
      }
    },
  };
  return world;
}
