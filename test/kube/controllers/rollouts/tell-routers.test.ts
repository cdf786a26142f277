import { expect, it } from 'vitest';
import type { JsonObject } from '../../../../src/core/json.ts';
import { tellRouters } from '../../../../src/kube/controllers/rollouts/tell-routers.ts';
import { collectionPath, objectPath, type Resource } from '../../../../src/kube/resource.ts';
import type { RouterCall } from '../../../../src/rollout/traffic/routing.ts';
import { VirtualClock } from '../../../../src/simulator/virtual-clock.ts';
import { startParts } from '../../../support/controller-parts.ts';
import { MemoryApi, refusal } from '../../../support/memory-api.ts';

const ISTIO = 'networking.istio.io/v1alpha3';
const VIRTUAL_SERVICES: Resource = { apiVersion: ISTIO, kind: 'VirtualService', plural: 'virtualservices' };
const DESTINATION_RULES: Resource = { apiVersion: ISTIO, kind: 'DestinationRule', plural: 'destinationrules' };
const INGRESSES: Resource = { apiVersion: 'networking.k8s.io/v1', kind: 'Ingress', plural: 'ingresses' };
const CANARY_INGRESS = { namespace: 'shop', name: 'web-web-canary' };

const rollout: JsonObject = {
  apiVersion: 'argoproj.io/v1alpha1',
  kind: 'Rollout',
  metadata: { name: 'web', namespace: 'shop', uid: 'u' },
  spec: {
    strategy: {
      canary: {
        canaryService: 'web-canary',
        stableService: 'web-stable',
        trafficRouting: {
          managedRoutes: [{ name: 'beta' }],
          istio: {
            virtualService: { name: 'vs' },
            destinationRule: { name: 'rule', canarySubsetName: 'canary', stableSubsetName: 'stable' },
          },
          nginx: { stableIngress: 'web' },
        },
      },
    },
  },
};
const WEIGHT: RouterCall = { kind: 'setWeight', weight: 25, additional: [] };
const CALLS: readonly RouterCall[] = [
  {
    kind: 'setHeaderRoute',
    route: { name: 'beta', match: [{ headerName: 'x-beta', headerValue: { exact: 'true' } }] },
  },
  { kind: 'updateHash', canaryHash: 'new', stableHash: 'old', additional: [] },
  WEIGHT,
  { kind: 'verifyWeight', weight: 25, additional: [] },
];
const BOTH = ['istio', 'nginx'];

it('every router is told everything, in order, and its events are those of the Rollout', async () => {
  const { tell, events, virtualService, get } = await world();
  expect(await tell(BOTH, CALLS)).toEqual([{ kind: 'told' }, { kind: 'told' }]);
  expect(await virtualService()).toMatchObject({
    spec: {
      http: [
        { name: 'beta', match: [{ headers: { 'x-beta': { exact: 'true' } } }] },
        { route: [{ weight: 75 }, { weight: 25 }] },
      ],
    },
  });
  expect(await get(DESTINATION_RULES, { namespace: 'shop', name: 'rule' })).toMatchObject({
    spec: {
      subsets: [
        { name: 'stable', labels: { 'rollouts-pod-template-hash': 'old' } },
        { name: 'canary', labels: { 'rollouts-pod-template-hash': 'new' } },
      ],
    },
  });
  expect(await get(INGRESSES, CANARY_INGRESS)).toMatchObject({
    metadata: { annotations: { 'nginx.ingress.kubernetes.io/canary-weight': '25' } },
  });
  expect(events.map(({ about, reason, message }) => [about === rollout, `${reason}: ${message}`])).toEqual([
    [true, "Updated VirtualService: VirtualService `vs` set headerRoute 'beta'"],
    [true, 'UpdatedDestinationRule: DestinationRule rule subset updated (canary: new, stable: old)'],
    [true, "Updated VirtualService: VirtualService `vs` set to desiredWeight '25'"],
    [true, 'CreatingCanaryIngress: Creating canary ingress `web-web-canary` with weight `25`'],
  ]);
});

it('what they were told already is not said again, and nothing is asked of the API', async () => {
  const { api, tell, events } = await world();
  await tell(BOTH, CALLS);
  const before = [api.requests.length, events.length];
  expect(await tell(BOTH, CALLS)).toEqual([{ kind: 'told' }, { kind: 'told' }]);
  expect([api.requests.length, events.length]).toEqual(before);
});

it('the first that fails ends it, in the words of the API', async () => {
  const { api, tell, events } = await world({ virtualService: { metadata: { name: 'other', namespace: 'shop' } } });
  expect(await tell(BOTH, [WEIGHT])).toEqual([
    { kind: 'failed', call: 'setWeight', error: 'networking.istio.io/v1alpha3/virtualservices "vs" not found' },
  ]);
  expect(events.map(({ type, reason }) => `${type} ${reason}`)).toEqual(['Warning VirtualServiceNotFound']);
  expect(api.writes.filter((write) => write.includes('web-web-canary'))).toEqual([]);
});

it('a subset is not pointed at pods that are not there yet: only ReplicaSets of the Rollout count', async () => {
  const { tell } = await world();
  const subsets = { name: 'rule', canarySubsetName: 'canary', stableSubsetName: 'stable' };
  const trafficRouting = { istio: { virtualService: { name: 'vs' }, destinationRule: subsets } };
  const subsetLevel: JsonObject = { ...rollout, spec: { strategy: { canary: { trafficRouting } } } };
  const set = (name: string, uid: string): JsonObject => ({
    metadata: {
      name,
      labels: { 'rollouts-pod-template-hash': 'new' },
      ownerReferences: [{ uid, controller: true }],
    },
    spec: { replicas: 2 },
    status: { availableReplicas: 1 },
  });
  const calls = CALLS.slice(1);
  const replicaSets = [set('theirs', 'v'), set('web-new', 'u')];
  expect(await tell(['istio'], calls, { rollout: subsetLevel, replicaSets })).toEqual([
    {
      kind: 'failed',
      call: 'updateHash',
      error: 'delaying destination rule switch: ReplicaSet web-new not fully available',
    },
  ]);
  expect(await tell(['istio'], calls, { rollout: subsetLevel, replicaSets: replicaSets.slice(0, 1) })).toEqual([
    { kind: 'told' },
  ]);
});

it('what somebody else wrote in between stays', async () => {
  const { api, tell, virtualService } = await world();
  const path = objectPath(VIRTUAL_SERVICES, { namespace: 'shop', name: 'vs' });
  let isDone = false;
  api.before = async ({ method }) => {
    if (method !== 'PATCH' || isDone) return;
    isDone = true;
    await api.request({ method: 'PATCH', patch: 'merge', path, body: { spec: { hosts: ['shop.example'] } } });
  };
  expect(await tell(['istio'], [WEIGHT])).toEqual([{ kind: 'told' }]);
  expect(await virtualService()).toMatchObject({
    spec: { hosts: ['shop.example'], http: [{ route: [{ weight: 75 }, { weight: 25 }] }] },
  });
});

it('a part of an Ingress that ALB shares with others is not written over what they wrote in between', async () => {
  const { api, tell, get, events } = await world();
  const path = objectPath(INGRESSES, { namespace: 'shop', name: 'web' });
  const managed = 'rollouts.argoproj.io/managed-alb-annotations';
  let isDone = false;
  api.before = async ({ method }) => {
    if (method !== 'PATCH' || isDone) return;
    isDone = true;
    const body = { metadata: { annotations: { [managed]: '{"other":["theirs"]}' } } };
    await api.request({ method: 'PATCH', patch: 'merge', path, body });
  };
  const trafficRouting = { alb: { ingress: 'web', servicePort: 80 } };
  const canary = { canaryService: 'web-canary', stableService: 'web-stable', trafficRouting };
  expect(await tell(['alb'], [WEIGHT], { rollout: { ...rollout, spec: { strategy: { canary } } } })).toEqual([
    { kind: 'told' },
  ]);
  expect(await get(INGRESSES, { namespace: 'shop', name: 'web' })).toMatchObject({
    metadata: {
      annotations: {
        [managed]: '{"other":["theirs"],"web":["alb.ingress.kubernetes.io/actions.web-stable"]}',
        'alb.ingress.kubernetes.io/actions.web-stable': expect.stringContaining('"Weight":25'),
      },
    },
  });
  expect(events).toContainEqual(expect.objectContaining({ message: "Updating Ingress `web` to desiredWeight '25'" }));
});

it('two that fight over an object are told to the Rollout', async () => {
  const { api, tell } = await world();
  const path = objectPath(VIRTUAL_SERVICES, { namespace: 'shop', name: 'vs' });
  let times = 0;
  api.before = async (request) => {
    if (request.method !== 'PATCH' || JSON.stringify(request.body).includes('"hosts"')) return;
    times += 1;
    await api.request({ method: 'PATCH', patch: 'merge', path, body: { spec: { hosts: [`${times}.example`] } } });
  };
  expect(await tell(['istio'], [WEIGHT])).toEqual([
    {
      kind: 'failed',
      call: 'setWeight',
      error:
        'Operation cannot be fulfilled on virtualservices.networking.istio.io "vs": the object has been modified; please apply your changes to the latest version and try again',
    },
  ]);
  expect(times).toBe(5);
});

it('nothing is written once the lease is lost', async () => {
  const { api, tell, loseLease } = await world();
  const before = api.writes;
  loseLease();
  await expect(tell(BOTH, CALLS)).rejects.toMatchObject({ code: 'LEASE_LOST' });
  expect(api.writes).toEqual(before);
});

it('objects of a kind that may be read and not listed are read', async () => {
  const { api, tell } = await world();
  api.before = ({ method, path }) => {
    if (method === 'GET' && path.endsWith('/virtualservices')) throw refusal(403, 'Forbidden', 'cannot list');
  };
  expect(await tell(['istio'], [WEIGHT])).toEqual([{ kind: 'told' }]);
});

it('a kind that is not installed is told in the words of the API', async () => {
  const { api, tell } = await world();
  api.before = ({ path }) => {
    if (path.includes(ISTIO)) throw refusal(404, 'NotFound', 'the server could not find the requested resource');
  };
  expect(await tell(['istio'], [WEIGHT])).toEqual([
    { kind: 'failed', call: 'setWeight', error: 'the server could not find the requested resource' },
  ]);
});

const VIRTUAL_SERVICE: JsonObject = {
  metadata: { name: 'vs', namespace: 'shop' },
  spec: {
    http: [
      {
        route: [
          { destination: { host: 'web', subset: 'stable' }, weight: 100 },
          { destination: { host: 'web', subset: 'canary' }, weight: 0 },
        ],
      },
    ],
  },
};
const DESTINATION_RULE: JsonObject = {
  metadata: { name: 'rule', namespace: 'shop' },
  spec: { host: 'web', subsets: [{ name: 'stable' }, { name: 'canary' }] },
};
const INGRESS: JsonObject = {
  metadata: { name: 'web', namespace: 'shop' },
  spec: { rules: [{ http: { paths: [{ path: '/', backend: { service: { name: 'web-stable' } } }] } }] },
};

async function world({ virtualService = VIRTUAL_SERVICE } = {}) {
  const api = new MemoryApi();
  const given: readonly (readonly [Resource, JsonObject])[] = [
    [VIRTUAL_SERVICES, virtualService],
    [DESTINATION_RULES, DESTINATION_RULE],
    [INGRESSES, INGRESS],
  ];
  for (const [resource, body] of given) {
    await api.request({ method: 'POST', path: collectionPath(resource, 'shop'), body });
  }
  const lease = { isHeld: true };
  const { parts, events } = await startParts({
    cluster: api,
    clock: new VirtualClock(),
    mayWrite: () => lease.isHeld,
  });
  const get = (resource: Resource, name: { namespace: string; name: string }) =>
    api.request({ method: 'GET', path: objectPath(resource, name) });
  return {
    api,
    events,
    get,
    virtualService: () => get(VIRTUAL_SERVICES, { namespace: 'shop', name: 'vs' }),
    loseLease: () => {
      lease.isHeld = false;
    },
    tell: (
      routers: readonly string[],
      calls: readonly RouterCall[],
      given: { rollout?: JsonObject; replicaSets?: readonly JsonObject[] } = {},
    ) => tellRouters({ routers, calls }, given.rollout ?? rollout, { replicaSets: given.replicaSets ?? [] }, parts),
  };
}
