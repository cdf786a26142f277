import type { Json, JsonObject } from '../../../src/core/json.ts';
import { Fields } from '../../../src/rollout/reading/fields.ts';
import { istio } from '../../../src/traffic/istio/istio.ts';
import { DEFAULT_APIS } from '../../../src/traffic/route.ts';
import type { Manifest } from '../../../src/traffic/router.ts';
import { type RouterSubject, rolloutWith, SERVICES } from './router-subject.ts';

const API = 'networking.istio.io/v1alpha3';

function virtualService(route: readonly JsonObject[]): Manifest {
  return {
    apiVersion: API,
    kind: 'VirtualService',
    metadata: { name: 'web-routes', namespace: 'shop', resourceVersion: '7' },
    spec: { hosts: ['web'], http: [{ name: 'main', route, timeout: '5s' }] },
  };
}

/** The shares of the route that the user wrote. */
function sharesBy(key: 'host' | 'subset'): RouterSubject['shares'] {
  return (manifests) => {
    const routes = new Fields(manifests.find(({ kind }) => kind === 'VirtualService')).below('spec').list('http');
    const main = routes.find((route) => new Fields(route).text('name') === 'main') ?? {};
    return Object.fromEntries(new Fields(main).list('route').map((json): [string, number] => shareOf(json, key)));
  };
}

function shareOf(json: Json, key: 'host' | 'subset'): [string, number] {
  const destination = new Fields(json).below('destination');
  return [destination.text(key) || destination.text('host'), new Fields(json).whole('weight') ?? 0];
}

const COMMON = {
  router: istio,
  apis: DEFAULT_APIS,
  needed: ['web-routes'],
  written: 'web-routes',
  total: 100,
} satisfies Partial<RouterSubject>;

export const istioHosts: RouterSubject = {
  ...COMMON,
  title: 'istio, by hosts',
  rollout: rolloutWith(SERVICES, { istio: { virtualService: { name: 'web-routes' } } }),
  before: [
    virtualService([
      { destination: { host: 'web-stable.shop.svc.cluster.local', port: { number: 80 } }, weight: 100 },
      { destination: { host: 'web-canary.shop.svc.cluster.local', port: { number: 80 } } },
    ]),
  ],
  shares(manifests) {
    const shares = Object.entries(sharesBy('host')(manifests));
    return Object.fromEntries(shares.map(([host, share]) => [host.split('.')[0], share]));
  },
  split: (canary) => ({ 'web-canary': canary, 'web-stable': 100 - canary }),
};

export const istioSubsets: RouterSubject = {
  ...COMMON,
  title: 'istio, by subsets',
  rollout: rolloutWith(
    {},
    {
      istio: {
        virtualService: { name: 'web-routes', routes: ['main'] },
        destinationRule: { name: 'web-pods', canarySubsetName: 'canary', stableSubsetName: 'stable' },
      },
    },
  ),
  before: [
    virtualService([
      { destination: { host: 'web', subset: 'stable' }, weight: 100 },
      { destination: { host: 'web', subset: 'canary' }, weight: 0 },
    ]),
    {
      apiVersion: API,
      kind: 'DestinationRule',
      metadata: { name: 'web-pods', namespace: 'shop' },
      spec: {
        host: 'web.shop.svc.cluster.local',
        subsets: [
          { name: 'stable', labels: { app: 'web' }, trafficPolicy: { tls: { mode: 'DISABLE' } } },
          { name: 'canary' },
        ],
      },
    },
  ],
  shares: sharesBy('subset'),
  split: (canary) => ({ canary, stable: 100 - canary }),
};
