import { describe, expect, it } from 'vitest';
import { instantOf, millisOf } from '../../../src/core/instant.ts';
import type { JsonObject } from '../../../src/core/json.ts';
import type { Observed, Tried } from '../../../src/rollout/observed.ts';
import { plan } from '../../../src/rollout/plan/plan.ts';

const NOW = instantOf(Date.UTC(2026, 0, 1, 12));

function rolloutOf(spec: JsonObject = {}, status: JsonObject = {}): JsonObject {
  const template = { metadata: { labels: { app: 'shop' } }, spec: { containers: [{ name: 'web', image: 'shop:1' }] } };
  return {
    kind: 'Rollout',
    metadata: { name: 'shop', namespace: 'default', uid: 'r', generation: 3 },
    spec: { replicas: 2, selector: { matchLabels: { app: 'shop' } }, template, strategy: { canary: {} }, ...spec },
    status,
  };
}

function observedOf(members: Partial<Observed> = {}): Observed {
  return {
    replicaSets: [],
    services: [],
    analysisRuns: [],
    experiments: [],
    analysisTemplates: [],
    clusterAnalysisTemplates: [],
    pods: [],
    routerObjects: {
      ingresses: [],
      virtualServices: [],
      destinationRules: [],
      ambassadorMappings: [],
      appMeshResources: [],
    },
    routers: ['nginx', 'istio', 'alb'],
    resyncPeriod: millisOf(900_000),
    ...members,
  };
}

describe('a plan that has to go another way', () => {
  it('says of a ReplicaSet that the API will not have why, and fails', () => {
    const [create] = plan(rolloutOf(), observedOf(), NOW).actions;
    if (create?.kind !== 'createReplicaSet') throw new Error('wanted a ReplicaSet');
    const { name } = Object(create.object['metadata']);
    const tried = { refusedReplicaSet: { name, error: 'exceeded quota: pods' } };
    const message = `Failed to create new replica set "${name}": exceeded quota: pods`;
    expect(plan(rolloutOf(), observedOf({ tried }), NOW)).toMatchObject({
      actions: [
        { kind: 'tell', event: { type: 'Warning', reason: 'ReplicaSetCreateError', message } },
        {
          kind: 'patchStatus',
          status: {
            observedGeneration: '3',
            conditions: [{ type: 'Progressing', status: 'False', reason: 'ReplicaSetCreateError', message }],
          },
        },
      ],
      error: message,
    });
  });

  it('tries a ReplicaSet of another name than the refused one', () => {
    const tried = { refusedReplicaSet: { name: 'shop-other', error: 'exceeded quota: pods' } };
    expect(plan(rolloutOf(), observedOf({ tried }), NOW).actions[0]?.kind).toBe('createReplicaSet');
  });

  it.each<{ given: string; evictions: [string, 'gone' | 'held'][]; then: readonly string[]; wakes: boolean }>([
    { given: 'nothing was tried', evictions: [], then: ['pod-0'], wakes: true },
    { given: 'the first pod was held', evictions: [['pod-0', 'held']], then: ['pod-1'], wakes: true },
    { given: 'the first pod has gone', evictions: [['pod-0', 'gone']], then: [], wakes: true },
    {
      given: 'one pod was held and one has gone',
      evictions: [
        ['pod-0', 'held'],
        ['pod-1', 'gone'],
      ],
      then: [],
      wakes: true,
    },
  ])(
    'restarts no more pods at once than may be missing when $given (rollout.md §20.1)',
    ({ evictions, then, wakes }) => {
      const { rollout, observed } = restarting({ evictions: new Map(evictions) });
      const { actions, wakeAt } = plan(rollout, observed, NOW);
      const asked = actions.flatMap((action) => (action.kind === 'evictPod' ? [action.pod] : []));
      expect({ asked, wakes: wakeAt !== undefined }).toEqual({ asked: then, wakes });
    },
  );
});

describe('what routers work on and is not there', () => {
  const nginx = (settings: JsonObject): JsonObject => routed({ nginx: settings });
  const istio = (settings: JsonObject): JsonObject => routed({ istio: settings });

  it.each<{ given: string; strategy: JsonObject; then: string }>([
    {
      given: 'an Ingress',
      strategy: nginx({ stableIngress: 'web' }),
      then: 'nginx.stableIngress: Invalid value: "web": ingress.networking.k8s.io "web" not found',
    },
    {
      given: 'one of several Ingresses',
      strategy: nginx({ stableIngresses: ['web', 'api'] }),
      then: 'nginx.StableIngresses: Invalid value: ["web","api"]: ingress.networking.k8s.io "web" not found',
    },
    {
      given: 'an Ingress of ALB',
      strategy: routed({ alb: { servicePort: 80, ingress: 'web' } }),
      then: 'alb.ingress: Invalid value: "web": ingress.networking.k8s.io "web" not found',
    },
    {
      given: 'one of several Ingresses of ALB',
      strategy: routed({ alb: { servicePort: 80, ingresses: ['web', 'api'] } }),
      then: 'alb.ingresses: Invalid value: ["web","api"]: ingress.networking.k8s.io "web" not found',
    },
    {
      given: 'an Ingress of ALB beside one of nginx, which is not looked at,',
      strategy: routed({ alb: { servicePort: 80, ingress: 'api' }, nginx: { stableIngress: 'web' } }),
      then: 'alb.ingress: Invalid value: "api": ingress.networking.k8s.io "api" not found',
    },
    {
      given: 'a VirtualService of another namespace',
      strategy: istio({ virtualService: { name: 'web.mesh' } }),
      then: 'istio.virtualService.name: Invalid value: "web": virtualservices.networking.istio.io "web" not found',
    },
  ])('makes the Rollout invalid when $given is missing (rollout.md §3.5)', ({ strategy, then }) => {
    const services = ['one', 'two'].map((name) => ({ kind: 'Service', metadata: { name, namespace: 'default' } }));
    const { error } = plan(rolloutOf({ strategy }), observedOf({ services }), NOW);
    expect(error).toBe(`spec.strategy.canary.trafficRouting.${then}`);
  });

  it("is told in the API's words when it does not know the kind", () => {
    const absent = new Map([['VirtualService', 'the server could not find the requested resource']]);
    const services = ['one', 'two'].map((name) => ({ kind: 'Service', metadata: { name, namespace: 'default' } }));
    const { routerObjects } = observedOf();
    const observed = observedOf({ services, routerObjects: { ...routerObjects, absent } });
    const { error } = plan(rolloutOf({ strategy: istio({ virtualService: { name: 'web' } }) }), observed, NOW);
    expect(error).toBe(
      'spec.strategy.canary.trafficRouting.istio.virtualService.name: Invalid value: "web": the server could not find the requested resource',
    );
  });
});

function routed(trafficRouting: JsonObject): JsonObject {
  return { canary: { canaryService: 'one', stableService: 'two', trafficRouting } };
}

/** A settled Rollout of two pods that are to be restarted. */
function restarting(tried: Tried): { rollout: JsonObject; observed: Observed } {
  const [create] = plan(rolloutOf(), observedOf(), NOW).actions;
  if (create?.kind !== 'createReplicaSet') throw new Error('wanted a ReplicaSet');
  const made = Object(create.object['metadata']);
  const hash: string = made.labels['rollouts-pod-template-hash'];
  const set: JsonObject = {
    ...create.object,
    metadata: { ...made, uid: 's', generation: 1 },
    spec: { ...Object(create.object['spec']), replicas: 2 },
    status: { replicas: 2, readyReplicas: 2, availableReplicas: 2, observedGeneration: 1 },
  };
  const pods = [0, 1].map((index) => ({
    kind: 'Pod',
    metadata: {
      name: `pod-${index}`,
      creationTimestamp: '2026-01-01T00:00:00Z',
      ownerReferences: [{ uid: 's', controller: true }],
    },
    status: { conditions: [{ type: 'Ready', status: 'True', lastTransitionTime: '2026-01-01T00:01:00Z' }] },
  }));
  // The hash of no steps (rollout.md §5.2).
  const status = {
    currentPodHash: hash,
    stableRS: hash,
    currentStepHash: '5ffbfbbd64',
    conditions: [{ type: 'Progressing', status: 'True' }],
  };
  return {
    rollout: rolloutOf({ restartAt: '2026-01-01T11:00:00Z' }, status),
    observed: observedOf({ replicaSets: [set], pods, tried }),
  };
}
