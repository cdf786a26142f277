import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../../../../src/core/json.ts';
import { mentionsOfRollout } from '../../../../src/kube/controllers/rollouts/mentions.ts';
import { KINDS } from '../../../../src/kube/kinds.ts';
import { deployed, type Given, imageOf, rollout, service, startWorld, type World } from './world.ts';

const STABLE = { canaryService: 'one', stableService: 'two' };

/** The mentions of a Rollout with this spec. */
const mentionsOf = (spec: JsonObject): readonly string[] =>
  mentionsOfRollout({ kind: 'Rollout', metadata: { name: 'web', namespace: 'shop' }, spec });

describe('what a Rollout mentions', () => {
  it.each<{ given: string; spec: JsonObject; then: readonly string[] }>([
    { given: 'nothing', spec: { strategy: { canary: {} } }, then: [] },
    {
      given: 'the services of a blue-green strategy',
      spec: { strategy: { blueGreen: { activeService: 'a', previewService: 'b' } } },
      then: ['Service/shop/a', 'Service/shop/b'],
    },
    {
      given: 'services that take turns',
      spec: { strategy: { canary: { pingPong: { pingService: 'a', pongService: 'b' } } } },
      then: ['Service/shop/a', 'Service/shop/b'],
    },
    {
      given: 'templates of both scopes, one of them twice',
      spec: {
        strategy: {
          canary: {
            analysis: { templates: [{ templateName: 'a' }, { templateName: 'b', clusterScope: true }] },
            steps: [{ analysis: { templates: [{ templateName: 'a' }] } }],
          },
        },
      },
      then: ['AnalysisTemplate/shop/a', 'ClusterAnalysisTemplate/b'],
    },
    {
      given: 'an Ingress, with the one that is made beside it',
      spec: { strategy: { canary: { ...STABLE, trafficRouting: { nginx: { stableIngress: 'front' } } } } },
      then: ['Service/shop/one', 'Service/shop/two', 'Ingress/shop/front', 'Ingress/shop/web-front-canary'],
    },
    {
      given: 'several Ingresses of ALB',
      spec: { strategy: { canary: { ...STABLE, trafficRouting: { alb: { ingresses: ['front', 'back'] } } } } },
      then: ['Service/shop/one', 'Service/shop/two', 'Ingress/shop/front', 'Ingress/shop/back'],
    },
    {
      given: 'a VirtualService of another namespace and a DestinationRule',
      spec: {
        strategy: {
          canary: {
            trafficRouting: {
              istio: { virtualService: { name: 'vs.mesh' }, destinationRule: { name: 'dr', canarySubsetName: 'c' } },
            },
          },
        },
      },
      then: ['VirtualService/mesh/vs', 'DestinationRule/shop/dr'],
    },
    {
      given: 'a router without its settings',
      spec: { strategy: { canary: { trafficRouting: { istio: {} } } } },
      then: [],
    },
    {
      given: 'a workload',
      spec: { workloadRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'old' }, strategy: { canary: {} } },
      then: ['Deployment/shop/old'],
    },
  ])('is $given', ({ spec, then }) => {
    expect([...mentionsOf(spec)].sort()).toEqual([...then].sort());
  });
});

describe('a change concerns the Rollout', () => {
  const owner = (uid: string): JsonObject => ({ kind: 'Rollout', name: 'shop', uid, controller: true });
  const owned = (name: string): JsonObject => ({ name, ownerReferences: [owner('u')] });

  /** The Rollouts that changes since then concern. */
  async function heardOf(world: World, deed: () => Promise<void>): Promise<readonly string[]> {
    world.heard.length = 0;
    await deed();
    return world.heard.flatMap(([kind, change]) => world.controller.concerns(kind, change));
  }

  it.each<{ what: string; kind: keyof typeof KINDS; object: JsonObject; patch: JsonObject; then: readonly string[] }>([
    {
      what: 'with the pods of its ReplicaSet',
      kind: 'replicaSets',
      object: { metadata: owned('set') },
      patch: { status: { replicas: 1 } },
      then: ['shop/shop'],
    },
    {
      what: 'with a ReplicaSet that is let go',
      kind: 'replicaSets',
      object: { metadata: owned('set') },
      patch: { metadata: { ownerReferences: [] } },
      then: ['shop/shop'],
    },
    {
      what: 'with a ReplicaSet of its selector that nobody controls',
      kind: 'replicaSets',
      object: { metadata: { name: 'set', labels: { app: 'shop' } } },
      patch: { metadata: { labels: { tier: 'web' } } },
      then: ['shop/shop'],
    },
    {
      what: "not with another's",
      kind: 'replicaSets',
      object: { metadata: { name: 'set', ownerReferences: [{ ...owner('x'), kind: 'Deployment' }] } },
      patch: { status: { replicas: 1 } },
      then: [],
    },
    {
      what: 'with the verdict of its run',
      kind: 'analysisRuns',
      object: { metadata: owned('run') },
      patch: { status: { phase: 'Failed' } },
      then: ['shop/shop'],
    },
    {
      what: 'not with what its run measures',
      kind: 'analysisRuns',
      object: { metadata: owned('run') },
      patch: { status: { metricResults: [{ name: 'up' }] } },
      then: [],
    },
    {
      what: 'with its Experiment',
      kind: 'experiments',
      object: { metadata: owned('exp') },
      patch: { status: { phase: 'Running' } },
      then: ['shop/shop'],
    },
    {
      what: 'with a Service that it names',
      kind: 'services',
      object: { metadata: { name: 'two' } },
      patch: { spec: { selector: { app: 'x' } } },
      then: ['shop/shop'],
    },
    {
      what: 'not with a Service that it does not name',
      kind: 'services',
      object: { metadata: { name: 'three' } },
      patch: { spec: { selector: { app: 'x' } } },
      then: [],
    },
    {
      what: 'with a template that it names',
      kind: 'analysisTemplates',
      object: { metadata: { name: 'up' } },
      patch: { spec: { metrics: [] } },
      then: ['shop/shop'],
    },
  ])('$what', async ({ kind, object, patch, then }) => {
    const analysis = { templates: [{ templateName: 'up' }] };
    const world = await startWorld([kind, object], rollout({ canary: { ...STABLE, analysis } }));
    const { name } = Object(object['metadata']);
    expect([...new Set(await heardOf(world, () => world.patch(kind, name, patch)))]).toEqual(then);
  });

  it('at every resync, and with nothing else that did not happen', async () => {
    const world = await startWorld(service('two'), rollout({ canary: STABLE }));
    await world.clock.settle();
    expect(await heardOf(world, () => world.pass(15 * 60).then(() => {}))).toEqual(['shop/shop']);
  });

  it('with pods that come and go, where it looks at pods', async () => {
    const stableMetadata = { labels: { role: 'stable' } };
    const world = await deployed(rollout({ canary: { stableMetadata } }));
    const [set] = await world.list('replicaSets');
    expect(imageOf(set ?? {})).toBe('shop:1');
    const { name, uid } = Object(set?.['metadata']);
    const ownerReferences = [{ kind: 'ReplicaSet', name, uid, controller: true }];
    const made = await heardOf(world, () => world.create('pods', { metadata: { name: 'pod', ownerReferences } }));
    expect(made).toEqual(['shop/shop']);
    expect(await world.sync()).toEqual(['PATCH pods/pod']);
    expect(await world.get('pods', 'pod')).toMatchObject({ metadata: { labels: { role: 'stable' } } });
    expect(await heardOf(world, () => world.patch('pods', 'pod', { status: { phase: 'Running' } }))).toEqual([]);
  });

  it.each<{ router: string; trafficRouting: JsonObject }>([
    { router: 'nginx', trafficRouting: { nginx: { stableIngress: 'front' } } },
    { router: 'ALB', trafficRouting: { alb: { ingress: 'front', servicePort: 80 } } },
  ])('with what its routers work on: $router', async ({ trafficRouting }) => {
    const ingress = { apiVersion: 'networking.k8s.io/v1', kind: 'Ingress', plural: 'ingresses' };
    const rules = [{ http: { paths: [{ backend: { service: { name: 'two' } } }] } }];
    const front: Given = [ingress, { metadata: { name: 'front' }, spec: { rules } }];
    const strategy = { canary: { ...STABLE, trafficRouting } };
    const world = await deployed(service('one'), service('two'), front, rollout(strategy));
    expect(await world.sync()).toEqual([]);
    const heard = await heardOf(world, () => world.patch('ingresses', 'front', { metadata: { labels: { a: 'b' } } }));
    expect(heard).toEqual(['shop/shop']);
  });
});
