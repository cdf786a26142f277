import { describe, expect, it } from 'vitest';
import { Fault } from '../../../../src/core/fault.ts';
import type { JsonObject } from '../../../../src/core/json.ts';
import type { ApiRequest } from '../../../../src/kube/cluster.ts';
import { refusal, unreachable } from '../../../support/memory-api.ts';
import {
  analysisTemplate,
  deployed,
  type Given,
  hashOf,
  rollout,
  service,
  startWorld,
  template,
  type World,
} from './world.ts';

const STEPS = { canary: { steps: [{ setWeight: 50 }, { pause: {} }] } };

/** Does something once, when the first request comes that fits. */
function once(fits: (request: ApiRequest) => boolean, deed: () => void | Promise<void>) {
  let isDone = false;
  return async (request: ApiRequest): Promise<void> => {
    if (isDone || !fits(request)) return;
    isDone = true;
    await deed();
  };
}

const isWrite =
  (method: string, end: string) =>
  (request: ApiRequest): boolean =>
    request.method === method && request.path.endsWith(end);

describe('a write that does not fit any more', () => {
  it('of the status is decided again, from what the other has written', async () => {
    const world = await deployed(rollout(STEPS));
    await world.release('shop:2');
    world.api.before = once(isWrite('PATCH', 'shop/status'), () => world.release('shop:3'));
    expect(await world.synced()).toEqual({ again: true });
    await world.settle();
    expect(await world.status()).toMatchObject({ phase: 'Paused' });
    expect(await world.sizes()).toEqual({ 'shop:1': 1, 'shop:2': 0, 'shop:3': 1 });
  });

  it('tells once what it is about, though it is decided twice', async () => {
    const world = await deployed(rollout(STEPS));
    await world.release('shop:2');
    await world.sync();
    await world.movePods();
    await world.sync();
    await world.movePods();
    const before = world.told().length;
    world.api.before = once(isWrite('PATCH', 'shop/status'), () =>
      world.patch('rollouts', 'shop', { metadata: { labels: { other: 'x' } } }),
    );
    expect(await world.synced()).toEqual({ again: true });
    await world.synced();
    expect(world.told().slice(before)).toEqual(['RolloutStepCompleted', 'RolloutPaused']);
  });

  it('of a ReplicaSet that is to lose pods knows its newest status, one that is to get some need not', async () => {
    const world = await deployed(rollout(STEPS));
    await world.release('shop:2');
    const guards = (): readonly JsonObject[] =>
      world.api.requests
        .filter((request) => request.method === 'PATCH' && request.path.includes('/replicasets/'))
        .filter((request) => 'body' in request && JSON.stringify(request.body).includes('"replicas"'))
        .map((request) => Object('body' in request ? request.body : {}))
        .filter(({ spec }) => spec !== undefined)
        .map(({ spec, metadata }) => ({ to: spec.replicas, guard: Object.keys(metadata).sort().join() }));
    await world.settle();
    await world.ask({ pauseConditions: null });
    await world.settle();
    expect(guards()).toEqual([
      { to: 1, guard: 'annotations,resourceVersion' },
      { to: 2, guard: 'annotations,uid' },
      { to: 0, guard: 'annotations,resourceVersion' },
    ]);
  });

  it('waits a moment where the object is gone, and does not ask again and again', async () => {
    const world = await deployed(rollout(STEPS));
    await world.release('shop:2');
    await world.sync();
    await world.movePods();
    world.api.before = ({ method, path }) => {
      if (method === 'PATCH' && path.includes('/replicasets/')) throw refusal(404, 'NotFound', 'gone');
    };
    const { wakeAt = 0, again } = await world.synced();
    expect({ inMs: wakeAt - world.clock.now(), again }).toEqual({ inMs: 1000, again: undefined });
  });
});

describe('what is held', () => {
  it('is dropped with the ReplicaSet that could not be made, and told of nothing', async () => {
    const world = await deployed(rollout(STEPS));
    await world.release('shop:2');
    const before = world.told().length;
    world.api.before = once(isWrite('POST', '/replicasets'), () => {
      throw unreachable();
    });
    await expect(world.synced()).rejects.toMatchObject({ code: 'CLUSTER_UNREACHABLE' });
    expect(world.told().slice(before)).toEqual([]);
    expect(await world.status()).toMatchObject({ phase: 'Healthy', observedGeneration: '1' });
    await world.settle();
    expect(await world.status()).toMatchObject({ phase: 'Paused' });
  });

  it('is written before traffic moves', async () => {
    const ingress = { apiVersion: 'networking.k8s.io/v1', kind: 'Ingress', plural: 'ingresses' };
    const rules = [{ http: { paths: [{ backend: { service: { name: 'two' } } }] } }];
    const trafficRouting = { nginx: { stableIngress: 'front' } };
    const strategy = { canary: { ...STEPS.canary, canaryService: 'one', stableService: 'two', trafficRouting } };
    const front: Given = [ingress, { metadata: { name: 'front' }, spec: { rules } }];
    const world = await deployed(service('one'), service('two'), front, rollout(strategy));
    await world.release('shop:2');
    const asked: string[] = [];
    for (let count = 0; count < 4; count += 1) {
      asked.push(...(await world.sync()));
      await world.movePods();
    }
    expect(await world.status()).toMatchObject({ phase: 'Paused', canary: { weights: { canary: { weight: 50 } } } });
    const [made, moved] = ['POST replicasets', 'PATCH ingresses/shop-front-canary'].map((write) =>
      asked.indexOf(write),
    );
    expect(asked.slice(made, moved)).toContain('PATCH rollouts/shop/status');
    const { annotations } = Object((await world.get('ingresses', 'shop-front-canary'))['metadata']);
    expect(annotations).toMatchObject({ 'nginx.ingress.kubernetes.io/canary-weight': '50' });
  });
});

describe('an answer that is lost', () => {
  it.each(['before', 'after'] as const)('%s a ReplicaSet was made leads to no second one', async (moment) => {
    const world = await startWorld(rollout(STEPS));
    world.api[moment] = once(isWrite('POST', '/replicasets'), () => {
      throw unreachable();
    });
    await expect(world.synced()).rejects.toMatchObject({ code: 'CLUSTER_UNREACHABLE' });
    await world.settle();
    expect(await world.status()).toMatchObject({ phase: 'Healthy' });
    expect(await world.list('replicaSets')).toHaveLength(1);
    expect(await world.status()).not.toHaveProperty('collisionCount');
  });

  it.each(['before', 'after'] as const)('%s an AnalysisRun was made leads to no second one', async (moment) => {
    const steps = [{ analysis: { templates: [{ templateName: 'up' }] } }];
    const world = await deployed(analysisTemplate('up'), rollout({ canary: { steps } }));
    await world.release('shop:2');
    world.api[moment] = once(isWrite('POST', '/analysisruns'), () => {
      throw unreachable();
    });
    await world.sync();
    await world.settle();
    const runs = await world.list('analysisRuns');
    expect(runs).toHaveLength(1);
    expect(await world.status()).toMatchObject({
      canary: { currentStepAnalysisRunStatus: { name: Object(runs[0]?.['metadata']).name } },
    });
  });

  it('of the status that names a new AnalysisRun leads to no end of that run', async () => {
    const steps = [{ setWeight: 50 }, { analysis: { templates: [{ templateName: 'up' }] } }];
    const world = await deployed(analysisTemplate('up'), rollout({ canary: { steps } }));
    await world.release('shop:2');
    const seen = { run: false };
    world.api.before = (request) => {
      seen.run ||= isWrite('POST', '/analysisruns')(request);
      if (seen.run && isWrite('PATCH', 'shop/status')(request)) throw unreachable();
    };
    while (!seen.run) {
      await world.sync();
      await world.movePods();
    }
    world.api.before = () => {};
    await world.settle();
    const runs = await world.list('analysisRuns');
    expect(runs).toMatchObject([{ spec: expect.not.objectContaining({ terminate: true }) }]);
    expect(await world.status()).toMatchObject({ currentStepIndex: 1, phase: 'Progressing' });
  });

  it('leaves what was decided before in the status', async () => {
    const steps = [{ setWeight: 50 }, { analysis: { templates: [{ templateName: 'up' }] } }];
    const world = await deployed(analysisTemplate('up'), rollout({ canary: { steps } }));
    await world.release('shop:2');
    world.api.before = (request) => {
      if (isWrite('POST', '/analysisruns')(request)) throw refusal(403, 'Forbidden', 'not today');
    };
    for (let count = 0; count < 4; count += 1) {
      await world.sync();
      await world.movePods();
    }
    expect(await world.status()).toMatchObject({ currentStepIndex: 1 });
  });

  it('of a process without the lease was never asked for', async () => {
    const world = await deployed(rollout(STEPS));
    await world.release('shop:2');
    const before = world.api.writes.length;
    world.lease.isHeld = false;
    await expect(world.synced()).rejects.toMatchObject({ code: 'LEASE_LOST' });
    expect(world.api.writes.slice(before)).toEqual([]);
  });
});

describe('a name that is taken', () => {
  it('for a ReplicaSet leads to another hash (rollout.md §6.2)', async () => {
    const first = await deployed(rollout(STEPS));
    const [made] = await first.list('replicaSets');
    const { name } = Object(made?.['metadata']);
    const stranger = {
      metadata: { name, labels: { app: 'other' }, ownerReferences: [{ uid: 'x', controller: true }] },
    };
    const world = await startWorld(['replicaSets', stranger], rollout(STEPS));
    await expect(world.synced()).rejects.toMatchObject({ message: `replicasets.apps "${name}" already exists` });
    await world.settle();
    expect(await world.status()).toMatchObject({ phase: 'Healthy', collisionCount: 1 });
    expect(await world.get('replicaSets', name)).toMatchObject(stranger);
  });

  it('for an AnalysisRun leads to the next one (rollout.md §17)', async () => {
    const steps = [{ analysis: { templates: [{ templateName: 'up' }] } }];
    const given = [analysisTemplate('up'), rollout({ canary: { steps } })] as const;
    const first = await deployed(...given);
    await first.release('shop:2');
    await first.settle();
    const [made] = await first.list('analysisRuns');
    const { name } = Object(made?.['metadata']);
    const world = await deployed(...given);
    await world.create('analysisRuns', { metadata: { name }, spec: { metrics: [] } });
    await world.release('shop:2');
    await world.settle();
    expect(await world.status()).toMatchObject({ canary: { currentStepAnalysisRunStatus: { name: `${name}.1` } } });
  });
});

describe('a ReplicaSet that the API will not have', () => {
  it('shows in the status and in one event, and comes when the API will have it', async () => {
    const world = await startWorld(rollout(STEPS));
    world.api.before = (request) => {
      if (isWrite('POST', '/replicasets')(request)) throw refusal(403, 'Forbidden', 'exceeded quota: pods');
    };
    await expect(world.synced()).rejects.toMatchObject({
      message: expect.stringMatching(/^Failed to create new replica set "shop-.*": exceeded quota: pods$/),
    });
    await world.sync();
    await world.sync();
    expect(world.told()).toEqual(['RolloutAddedToInformer', 'ReplicaSetCreateError!']);
    expect(await world.status()).toMatchObject({
      conditions: [{ type: 'Progressing', status: 'False', reason: 'ReplicaSetCreateError' }],
    });
    world.api.before = () => {};
    await world.settle();
    expect(await world.status()).toMatchObject({ phase: 'Healthy' });
  });
});

describe('a Rollout that asks for what there is not', () => {
  const held = rollout({ canary: { trafficRouting: { smi: {} }, canaryService: 'one', stableService: 'two' } });

  it('is held, and says so once for each spec and each resync', async () => {
    const world = await startWorld(service('one'), service('two'), held);
    for (let count = 0; count < 3; count += 1) expect(await world.sync()).toEqual([]);
    expect(world.told()).toEqual(['RolloutAddedToInformer', 'RolloutHeld!']);
    await world.release('shop:2');
    await world.sync();
    await world.sync();
    expect(world.told()).toHaveLength(3);
    await world.pass(16 * 60);
    await world.sync();
    await world.sync();
    expect(world.told()).toHaveLength(4);
  });

  it('is invalid where the API does not know the kind', async () => {
    const istio = { virtualService: { name: 'web' } };
    const strategy = { canary: { trafficRouting: { istio }, canaryService: 'one', stableService: 'two' } };
    const world = await startWorld(service('one'), service('two'), rollout(strategy));
    world.api.before = ({ path }) => {
      if (path.includes('networking.istio.io'))
        throw refusal(404, '', 'the server could not find the requested resource');
    };
    await expect(world.synced()).rejects.toMatchObject({
      message:
        'spec.strategy.canary.trafficRouting.istio.virtualService.name: Invalid value: "web": the server could not find the requested resource',
    });
    expect(await world.list('replicaSets')).toEqual([]);
  });

  it('is tried again where the API forbids to see it', async () => {
    const nginx = { stableIngress: 'web' };
    const strategy = { canary: { trafficRouting: { nginx }, canaryService: 'one', stableService: 'two' } };
    const world = await startWorld(service('one'), service('two'), rollout(strategy));
    world.api.before = ({ path }) => {
      if (path.endsWith('/ingresses')) throw refusal(403, 'Forbidden', 'cannot list resource "ingresses"');
    };
    await expect(world.synced()).rejects.toMatchObject({ message: 'cannot list resource "ingresses"' });
    expect(world.api.writes.filter((write) => !write.startsWith('POST'))).toEqual([]);
  });
});

describe('pods that are to be restarted', () => {
  const pod = (name: string, set: JsonObject | undefined): JsonObject => {
    const { name: owner, uid } = Object(set?.['metadata']);
    return {
      metadata: {
        name,
        creationTimestamp: '2026-03-01T08:00:00Z',
        ownerReferences: [{ kind: 'ReplicaSet', name: owner, uid, controller: true }],
      },
      status: { conditions: [{ type: 'Ready', status: 'True', lastTransitionTime: '2026-03-01T08:00:01Z' }] },
    };
  };

  async function restarting(): Promise<World> {
    const world = await deployed(rollout({ canary: {} }));
    expect(world.parts.caches.of({ apiVersion: 'v1', kind: 'Pod', plural: 'pods' })).toBeUndefined();
    const [set] = await world.list('replicaSets');
    await world.create('pods', pod('pod-0', set));
    await world.create('pods', pod('pod-1', set));
    await world.edit({ restartAt: '2026-03-01T09:00:00Z' });
    return world;
  }

  it('go one after another', async () => {
    const world = await restarting();
    expect(await world.sync()).toContain('DELETE pods/pod-0');
    expect((await world.list('pods')).map(({ metadata }) => Object(metadata).name)).toEqual(['pod-1']);
  });

  it('stay where a disruption budget holds them, and the next one is asked', async () => {
    const world = await restarting();
    world.api.before = ({ path }) => {
      if (path.endsWith('pod-0/eviction')) throw new Fault('CLUSTER_UNREACHABLE', 'budget', { code: 429 });
    };
    const { wakeAt = 0 } = await world.synced();
    expect(wakeAt - world.clock.now()).toBe(30_000);
    expect((await world.list('pods')).map(({ metadata }) => Object(metadata).name)).toEqual(['pod-0']);
    expect(await world.status()).not.toHaveProperty('restartedAt');
  });

  it('are not taken for restarted where a budget holds all', async () => {
    const world = await restarting();
    world.api.before = ({ path }) => {
      if (path.endsWith('/eviction')) throw new Fault('CLUSTER_UNREACHABLE', 'budget', { code: 429 });
    };
    const { wakeAt = 0 } = await world.synced();
    expect(wakeAt - world.clock.now()).toBe(30_000);
    expect(await world.status()).toMatchObject({ observedGeneration: '2' });
    expect(await world.status()).not.toHaveProperty('restartedAt');
  });
});

describe('a ReplicaSet of the selector that nobody controls', () => {
  /** A Rollout that was deleted and made again, with what it left behind. */
  async function orphaned(): Promise<{ world: World; name: string }> {
    const first = await deployed(rollout(STEPS));
    const [made] = await first.list('replicaSets');
    const { name, labels, annotations } = Object(made?.['metadata']);
    const orphan = {
      metadata: { name, labels, annotations },
      spec: { ...Object(made?.['spec']), template: template() },
    };
    return { world: await startWorld(['replicaSets', orphan], rollout(STEPS)), name };
  }

  it('is taken over, with its pods (rollout.md §6.1)', async () => {
    const { world, name } = await orphaned();
    await world.settle();
    const sets = await world.list('replicaSets');
    expect(sets.map(({ metadata }) => Object(metadata))).toEqual([
      expect.objectContaining({
        name,
        ownerReferences: [expect.objectContaining({ kind: 'Rollout', name: 'shop', controller: true })],
      }),
    ]);
    expect(await world.status()).toMatchObject({ phase: 'Healthy' });
  });

  it.each<{ given: string; fresh: JsonObject | undefined }>([
    { given: 'is gone', fresh: undefined },
    { given: 'is another one of that name', fresh: { metadata: { name: 'shop', uid: 'another' } } },
    { given: 'is being deleted', fresh: { metadata: { name: 'shop', deletionTimestamp: '2026-03-01T10:00:00Z' } } },
  ])('is let be when the Rollout $given, though the cache does not know', async ({ fresh }) => {
    const { world, name } = await orphaned();
    const { uid } = Object((await world.get('rollouts', 'shop'))['metadata']);
    const request = world.api.request.bind(world.api);
    world.api.request = async (asked) => {
      const isRead = asked.method === 'GET' && asked.path.endsWith('/rollouts/shop');
      if (!isRead) return request(asked);
      if (fresh === undefined) throw refusal(404, 'NotFound', 'gone');
      return { ...fresh, metadata: { uid, ...Object(fresh['metadata']) } };
    };
    expect(await world.synced()).toEqual({ again: true });
    expect(Object((await world.get('replicaSets', name))['metadata'])).not.toHaveProperty('ownerReferences');
  });

  it('is let go when the selector does not fit it any more', async () => {
    const world = await deployed(rollout(STEPS));
    const [made] = await world.list('replicaSets');
    const moved = { metadata: { labels: { app: 'store' } }, spec: Object(template())['spec'] };
    await world.edit({ selector: { matchLabels: { app: 'store' } }, template: moved });
    await world.settle();
    const sets = await world.list('replicaSets');
    const owners = sets.map((set) => [
      hashOf(set) === hashOf(made ?? {}),
      Object(set['metadata']).ownerReferences.length,
    ]);
    expect(owners).toEqual(
      expect.arrayContaining([
        [true, 0],
        [false, 1],
      ]),
    );
  });

  it.each<{ given: string; selector: JsonObject }>([
    { given: 'selects everything', selector: {} },
    { given: 'cannot be understood', selector: { matchExpressions: [{ key: 'app', operator: 'Like' }] } },
  ])('stays as it is when the selector $given', async ({ selector }) => {
    const world = await deployed(rollout(STEPS));
    await world.create('replicaSets', { metadata: { name: 'stray', labels: { 'rollouts-pod-template-hash': 'x' } } });
    await world.edit({ selector });
    await world.sync();
    const owners = (await world.list('replicaSets')).map(
      ({ metadata }) => Object(metadata).ownerReferences?.length ?? 0,
    );
    expect(owners).toEqual([1, 0]);
  });
});

describe('a Rollout that takes its template from a workload', () => {
  const deployment = (image: string): JsonObject => ({
    metadata: { name: 'old', generation: 7 },
    spec: { replicas: 2, selector: { matchLabels: { app: 'shop' } }, template: template(image) },
  });
  const workloadRef = { apiVersion: 'apps/v1', kind: 'Deployment', name: 'old', scaleDown: 'onsuccess' };
  const strategy = { canary: {} };
  const given: Given = [
    'rollouts',
    { metadata: { name: 'shop', generation: 1 }, spec: { replicas: 2, workloadRef, strategy } },
  ];

  it('says which version it has, and takes the pods of a Deployment once it is healthy', async () => {
    const world = await startWorld(['deployments', deployment('shop:1')], given);
    await world.settle();
    expect(await world.status()).toMatchObject({ phase: 'Healthy', workloadObservedGeneration: '8' });
    expect(await world.get('rollouts', 'shop')).toMatchObject({
      metadata: { annotations: { 'rollout.argoproj.io/workload-generation': '8' } },
    });
    expect(await world.get('deployments', 'old')).toMatchObject({ spec: { replicas: 0 } });
    expect(await world.sync()).toEqual([]);
  });

  it('follows it to another template', async () => {
    const world = await startWorld(['deployments', deployment('shop:1')], given);
    await world.settle();
    world.heard.length = 0;
    await world.patch('deployments', 'old', { spec: { template: template('shop:2') } });
    const keys = world.heard.flatMap(([kind, change]) => world.controller.concerns(kind, change));
    expect(keys).toEqual(['shop/shop']);
    await world.settle();
    expect(await world.sizes()).toEqual({ 'shop:1': 0, 'shop:2': 2 });
    expect(await world.status()).toMatchObject({ workloadObservedGeneration: '9' });
  });

  it('is invalid without it, and lets go of nothing', async () => {
    const world = await startWorld(['deployments', deployment('shop:1')], given);
    await world.settle();
    await world.remove('deployments', 'old');
    await world.sync();
    expect(await world.status()).toMatchObject({ phase: 'Degraded' });
    expect(await world.list('replicaSets')).toMatchObject([{ metadata: { ownerReferences: [{ name: 'shop' }] } }]);
  });
});
