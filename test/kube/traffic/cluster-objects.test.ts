import { expect, it, onTestFinished } from 'vitest';
import type { Cluster } from '../../../src/kube/cluster.ts';
import { connect } from '../../../src/kube/connect.ts';
import type { CacheIndex, Caches } from '../../../src/kube/controllers/caches.ts';
import { clusterObjects } from '../../../src/kube/traffic/cluster-objects.ts';
import { steer } from '../../../src/kube/traffic/steer.ts';
import { ObjectStore } from '../../../src/kube/watch/store.ts';
import { GuardedWriter } from '../../../src/kube/write/guarded-writer.ts';
import type { Writer } from '../../../src/kube/write/writer.ts';
import { istio } from '../../../src/traffic/istio/istio.ts';
import { nginx } from '../../../src/traffic/nginx.ts';
import { readRoute } from '../../../src/traffic/read-route.ts';
import type { Manifest, Router, RouterEvent } from '../../../src/traffic/router.ts';
import { type ServerAnswer, startAnswers } from '../../support/http-server.ts';
import { writeKubeconfig } from '../../support/kubeconfig-file.ts';

const ISTIO = '/apis/networking.istio.io/v1alpha3/namespaces/shop/virtualservices/vs';
const INGRESSES = '/apis/networking.k8s.io/v1/namespaces/shop/ingresses';

const stableIngress: Manifest = {
  metadata: { name: 'web', namespace: 'shop' },
  spec: { rules: [{ http: { paths: [{ path: '/', backend: { service: { name: 'web-stable' } } }] } }] },
};

it('reads a VirtualService and changes no more than what differs, held to the version that was read', async () => {
  const route = [
    { destination: { host: 'web-stable' }, weight: 100 },
    { destination: { host: 'web-canary' }, weight: 0 },
  ];
  const read = { metadata: { name: 'vs', namespace: 'shop', resourceVersion: '7' }, spec: { http: [{ route }] } };
  const { requests } = await ask(istio, { answers: [{ body: read }, { body: {} }] });
  expect(requests.map(({ method, path }) => `${method} ${path}`)).toEqual([`GET ${ISTIO}`, `PATCH ${ISTIO}`]);
  expect(JSON.parse(requests[1]?.body ?? '')).toEqual({
    metadata: { resourceVersion: '7' },
    spec: { http: [{ route: [expect.objectContaining({ weight: 75 }), expect.objectContaining({ weight: 25 })] }] },
  });
});

it("tells a missing VirtualService, with the API's words as the reason", async () => {
  const message = 'virtualservices.networking.istio.io "vs" not found';
  const missing = { status: 404, body: { kind: 'Status', reason: 'NotFound', message } };
  const { error, events } = await ask(istio, { answers: [missing] });
  expect(error).toMatchObject({ code: 'CLUSTER_REFUSED', message, details: { code: 404 } });
  expect(events).toEqual([
    { type: 'Warning', reason: 'VirtualServiceNotFound', message: 'VirtualService `vs` not found' },
  ]);
});

it('patches a canary Ingress that the cache did not know, with no more than what differs', async () => {
  const existing = {
    metadata: {
      name: 'web-web-canary',
      namespace: 'shop',
      annotations: { theirs: 'x' },
      ownerReferences: [{ uid: 'u', controller: true }],
      uid: 'i',
    },
    spec: { rules: [{ http: { paths: [{ path: '/', backend: { service: { name: 'web-canary' } } }] } }] },
  };
  const exists = { status: 409, body: { kind: 'Status', reason: 'AlreadyExists', message: 'it already exists' } };
  const { requests, error } = await ask(nginx, {
    answers: [exists, { body: existing }, { body: {} }],
    cached: [stableIngress],
  });
  expect(error).toBeUndefined();
  expect(requests.map(({ method, path }) => `${method} ${path}`)).toEqual([
    `POST ${INGRESSES}`,
    `GET ${INGRESSES}/web-web-canary`,
    `PATCH ${INGRESSES}/web-web-canary`,
  ]);
  const prefix = 'nginx.ingress.kubernetes.io';
  expect(requests[2]?.headers['content-type']).toBe('application/merge-patch+json');
  expect(JSON.parse(requests[2]?.body ?? '')).toEqual({
    metadata: { annotations: { [`${prefix}/canary`]: 'true', [`${prefix}/canary-weight`]: '25' }, uid: 'i' },
  });
});

it('passes on that the API is away, as something that passes', async () => {
  const busy = { status: 503, body: { kind: 'Status', message: 'etcdserver: leader changed' } };
  const { error } = await ask(nginx, { answers: [busy], cached: [stableIngress] });
  expect(error).toMatchObject({
    code: 'CLUSTER_UNREACHABLE',
    message: 'error creating canary ingress `web-web-canary`: etcdserver: leader changed',
  });
});

interface Served {
  readonly answers: readonly ServerAnswer[];
  readonly cached?: readonly Manifest[];
}

/** Asks for a canary weight of 25. */
async function ask(router: Router, { answers, cached = [] }: Served) {
  const server = await startAnswers(...answers);
  onTestFinished(() => server.stop());
  const cluster = connect({ kubeconfig: writeKubeconfig(server.url) });
  const objects = clusterObjects({ cluster, caches: cachesOf(cached), writer: writerOf(cluster) });
  const events: RouterEvent[] = [];
  const trafficRouting = { [router.name]: { stableIngress: 'web', virtualService: { name: 'vs' } } };
  const canary = { canaryService: 'web-canary', stableService: 'web-stable', trafficRouting };
  const rollout = { metadata: { name: 'web', namespace: 'shop', uid: 'u' }, spec: { strategy: { canary } } };
  const split = { weight: 25, additional: [] };
  const error: unknown = await steer(
    router,
    readRoute(rollout),
    { kind: 'setWeight', split },
    {
      objects,
      tell: (event) => events.push(event),
    },
  ).catch((thrown: unknown) => thrown);
  return { requests: server.requests, events, error };
}

function writerOf(cluster: Cluster): Writer {
  return new GuardedWriter({ cluster, mayWrite: () => true, storeOf: () => undefined });
}

/** Caches that know these objects and no others. */
function cachesOf(objects: readonly Manifest[]): Pick<Caches, 'onDemand'> {
  const store = new ObjectStore<CacheIndex>(
    { namespace: () => [], controller: () => [], mentions: () => [] },
    () => {},
  );
  store.take({ kind: 'page', objects });
  return { onDemand: async () => store };
}
