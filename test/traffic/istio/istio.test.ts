import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../../../src/core/json.ts';
import type { Steering } from '../../../src/kube/traffic/steer.ts';
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
