import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../../../src/core/json.ts';
import type { Steering } from '../../../src/kube/traffic/steer.ts';
import { unready } from '../../../src/traffic/istio/unready.ts';
import { readRoute } from '../../../src/traffic/read-route.ts';
import type { AdditionalDestination } from '../../../src/traffic/router.ts';
import { afterAsking, split, virtualService } from './virtual-services.ts';

const managedRoutes = [{ name: 'beta' }, { name: 'shadow' }];
const istio = { virtualService: { name: 'vs' } };
const weight = (value: number, additional: readonly AdditionalDestination[] = []): Steering => ({
  kind: 'setWeight',
  split: { weight: value, additional },
});
const header: Steering = {
  kind: 'setHeaderRoute',
  header: { name: 'beta', match: [{ headerName: 'X-Beta', headerValue: { exact: 'yes' } }] },
};
const mirror: Steering = { kind: 'setMirrorRoute', mirror: { name: 'shadow', match: [{ path: { prefix: '/' } }] } };
const hashes = (additional: readonly AdditionalDestination[]): Steering => ({
  kind: 'updateHash',
  hashes: { canary: 'new', stable: 'old', additional, replicaSets: [] },
});

describe('where Istio goes other than upstream (decision 0013)', () => {
  it('the main route carries the weight while header and mirror routes are active, without being named', async () => {
    const before = [virtualService('vs', { http: [split(100, 0, { name: 'main' })] })];
    const after = await afterAsking({ routing: { managedRoutes, istio }, before }, header, mirror, weight(20));
    expect(after['vs']).toMatchObject({
      http: [{ name: 'beta' }, split(80, 20, { name: 'shadow' }), split(80, 20, { name: 'main' })],
    });
  });

  it('routes without a name keep their number and order', async () => {
    const others = [{ match: [{ uri: { exact: '/a' } }] }, { match: [{ uri: { exact: '/b' } }] }];
    const before = [virtualService('vs', { http: [split(100, 0, { name: 'main' }), ...others] })];
    const routing = { managedRoutes, istio: { virtualService: { name: 'vs', routes: ['main'] } } };
    const after = await afterAsking({ routing, before }, weight(20), header);
    expect(after['vs']).toMatchObject({ http: [{ name: 'beta' }, split(80, 20, { name: 'main' }), ...others] });
  });

  it('weights are parts of maxTrafficWeight', async () => {
    const before = [virtualService('vs', { http: [split(100, 0)] })];
    const additional = [{ serviceName: 'web-exp', podTemplateHash: 'x', weight: 50 }];
    const after = await afterAsking({ routing: { istio, maxTrafficWeight: 1000 }, before }, weight(500, additional));
    const { route } = split(450, 500);
    expect(after['vs']).toEqual({
      http: [{ route: [...[route].flat(), { destination: { host: 'web-exp' }, weight: 50 }] }],
    });
  });

  it('a VirtualService without HTTP routes does not keep the others from being cleaned', async () => {
    const before = [
      virtualService('tcp', { tcp: [split(100, 0)] }),
      virtualService('vs', { http: [{ name: 'beta' }, split(100, 0)] }),
    ];
    const routing = { managedRoutes, istio: { virtualServices: [{ name: 'tcp' }, { name: 'vs' }] } };
    const after = await afterAsking({ routing, before }, { kind: 'removeManagedRoutes' });
    expect(after['vs']).toEqual({ http: [split(100, 0)] });
  });

  it('a header route without a match goes, as if its match were absent', async () => {
    const before = [virtualService('vs', { http: [{ name: 'beta' }, split(100, 0)] })];
    const gone: Steering = { kind: 'setHeaderRoute', header: { name: 'beta', match: [] } };
    expect(await afterAsking({ routing: { managedRoutes, istio }, before }, gone)).toEqual({
      vs: { http: [split(100, 0)] },
    });
  });

  it.each<{ what: string; subset: JsonObject; additional: AdditionalDestination[]; then: JsonObject[] }>([
    {
      what: "the user's stays",
      subset: { name: 'v0', labels: { v: '0' } },
      additional: [],
      then: [{ name: 'v0', labels: { v: '0' } }],
    },
    {
      what: 'one that the Rollout lists stays, whatever its labels',
      subset: { name: 'listed', labels: { 'rollouts-pod-template-hash': 'x' } },
      additional: [],
      then: [{ name: 'listed', labels: { 'rollouts-pod-template-hash': 'x' } }],
    },
    {
      what: 'that of an experiment that is over goes',
      subset: { name: 'exp', labels: { 'rollouts-pod-template-hash': 'x' } },
      additional: [],
      then: [],
    },
    {
      what: 'that of an experiment without pods selects none of them',
      subset: { name: 'exp', labels: { app: 'web' } },
      additional: [{ serviceName: 'exp', podTemplateHash: '', weight: 5 }],
      then: [{ name: 'exp', labels: { app: 'web' } }],
    },
    {
      what: 'one without labels gets the hash of its experiment',
      subset: { name: 'exp' },
      additional: [{ serviceName: 'exp', podTemplateHash: 'x', weight: 5 }],
      then: [{ name: 'exp', labels: { 'rollouts-pod-template-hash': 'x' } }],
    },
  ])('of the subsets, $what', async ({ subset, additional, then }) => {
    const rule = {
      name: 'dr',
      canarySubsetName: 'canary',
      stableSubsetName: 'stable',
      additionalSubsetNames: ['listed'],
    };
    const manifest = virtualService('dr', { host: 'web', subsets: [{ name: 'canary' }, subset] });
    const after = await afterAsking(
      { routing: { istio: { ...istio, destinationRule: rule } }, before: [{ ...manifest, kind: 'DestinationRule' }] },
      hashes(additional),
    );
    const canary = { name: 'canary', labels: { 'rollouts-pod-template-hash': 'new' } };
    expect(after['dr']).toEqual({ host: 'web', subsets: [canary, ...then] });
  });
});

describe('Istio', () => {
  it('gives an experiment its share from the stable one, and the next time takes it back', async () => {
    const before = [virtualService('vs', { http: [split(100, 0)] })];
    const additional = [{ serviceName: 'web-exp', podTemplateHash: 'x', weight: 15 }];
    const during = await afterAsking({ routing: { istio }, before }, weight(25, additional));
    const { route } = split(60, 25);
    expect(during['vs']).toEqual({
      http: [{ route: [...[route].flat(), { destination: { host: 'web-exp' }, weight: 15 }] }],
    });
    const after = await afterAsking({ routing: { istio }, before }, weight(25, additional), weight(25));
    expect(after['vs']).toEqual({ http: [split(75, 25)] });
  });

  it('leads header and mirror routes to the host of the DestinationRule and the canary subset', async () => {
    const subsets = [
      { destination: { host: 'web', subset: 'stable' }, weight: 100 },
      { destination: { host: 'web', subset: 'canary' }, weight: 0 },
    ];
    const rule = { ...virtualService('dr', { host: 'web.shop.svc.cluster.local' }), kind: 'DestinationRule' };
    const destinationRule = { name: 'dr', canarySubsetName: 'canary', stableSubsetName: 'stable' };
    const routing = { managedRoutes, istio: { ...istio, destinationRule } };
    const after = await afterAsking(
      { routing, before: [virtualService('vs', { http: [{ route: subsets }] }), rule] },
      header,
      mirror,
    );
    const canary = { host: 'web.shop.svc.cluster.local', subset: 'canary' };
    expect(after['vs']).toMatchObject({
      http: [
        { route: [{ destination: canary, weight: 100 }] },
        { mirror: canary, mirrorPercentage: { value: 100 } },
        {},
      ],
    });
  });

  it('has nothing to remove where a VirtualService is missing, and goes on to the next', async () => {
    const before = [virtualService('vs', { http: [{ name: 'beta' }, split(100, 0)] })];
    const routing = { managedRoutes, istio: { virtualServices: [{ name: 'gone' }, { name: 'vs' }] } };
    const after = await afterAsking({ routing, before }, { kind: 'removeManagedRoutes' });
    expect(after['vs']).toEqual({ http: [split(100, 0)] });
  });
});

describe('hashes wait', () => {
  const sets = { canary: { replicas: 3, available: 3 }, stable: { replicas: 4, available: 4 } };
  const destinationRule = { name: 'dr', canarySubsetName: 'canary', stableSubsetName: 'stable' };

  it.each<{ given: string; canary?: number; stable?: number; status?: JsonObject; services?: boolean; late?: string }>([
    { given: 'all pods available' },
    { given: 'a canary that misses one', canary: 2, late: 'web-canary' },
    { given: 'a stable one that misses one', stable: 3, late: 'web-stable' },
    { given: 'a canary that misses one, after an abort', canary: 2, status: { abort: true } },
    { given: 'a stable one that misses one, after an abort', stable: 3, status: { abort: true }, late: 'web-stable' },
    { given: 'services, which wait themselves', canary: 2, services: true },
  ])('for the pods behind them: $given', ({ canary = 3, stable = 4, status = {}, services = false, late }) => {
    const named = services ? { canaryService: 'web-canary', stableService: 'web-stable' } : {};
    const route = readRoute({
      metadata: { name: 'web' },
      spec: { strategy: { canary: { ...named, trafficRouting: { istio: { ...istio, destinationRule } } } } },
      status,
    });
    const replicaSets = [
      { name: 'web-canary', hash: 'new', created: 3, ...sets.canary, available: canary },
      { name: 'web-stable', hash: 'old', created: 4, ...sets.stable, available: stable },
      { name: 'web-older', hash: 'older', created: 1, replicas: 1, available: 0 },
      { name: 'web-none', hash: 'new', created: 0, replicas: 0, available: 0 },
    ];
    expect(unready(route, { canary: 'new', stable: 'old', additional: [], replicaSets })?.name).toBe(late);
  });
});

describe('Istio refuses, naming the object and the part', () => {
  it.each<{ given: string; spec: JsonObject; steering?: Steering; message: string }>([
    {
      given: 'a weight that is a text',
      spec: { http: [{ route: [{ destination: { host: 'a' }, weight: '5' }] }] },
      message: 'VirtualService "vs": spec.http[0].route[0].weight is "5", expected a whole number',
    },
    {
      given: 'a route that is a text',
      spec: { http: [{ route: 'a' }] },
      message: 'VirtualService "vs": spec.http[0].route is "a", expected a list',
    },
    {
      given: 'a port below 0',
      spec: { tcp: [{ route: [{ destination: { host: 'a', port: { number: -1 } } }] }] },
      message:
        'VirtualService "vs": spec.tcp[0].route[0].destination.port.number is -1, expected a whole number from 0',
    },
    {
      given: 'a header match that is a list',
      spec: { http: [{ match: [{ headers: [] }] }] },
      message: 'VirtualService "vs": spec.http[0].match[0].headers is [], expected an object',
    },
    {
      given: 'no route to mirror',
      spec: { http: [] },
      steering: mirror,
      message: 'VirtualService "vs": spec.http has no route with destinations to mirror',
    },
  ])('$given', async ({ spec, steering = weight(10), message }) => {
    const asked = afterAsking({ routing: { istio }, before: [virtualService('vs', spec)] }, steering);
    await expect(asked).rejects.toMatchObject({ code: 'TRAFFIC_INVALID', message: expect.stringContaining(message) });
  });

  it('a Rollout that names no VirtualService', async () => {
    await expect(afterAsking({ routing: { istio: {} }, before: [] }, weight(10))).rejects.toThrow(
      'Rollout "web": either VirtualService or VirtualServices must be configured',
    );
  });
});
