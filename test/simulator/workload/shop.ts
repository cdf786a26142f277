import { instantOf } from '../../../src/core/instant.ts';
import type { JsonObject } from '../../../src/core/json.ts';
import { answering } from '../../../src/simulator/workload/behaviour.ts';
import type { App } from '../../../src/simulator/workload/flow.ts';
import { Workload } from '../../../src/simulator/workload/workload.ts';

/*
 * The app `web` in the namespace `shop`: its pods, and what leads requests to them.
 */

export const T0 = Date.UTC(2026, 2, 1, 10);

/** A moment, in seconds after the start. */
export const second = (seconds: number) => instantOf(T0 + seconds * 1000);

interface PodGiven {
  readonly isReady?: boolean;
  readonly phase?: string;
  readonly isLeaving?: boolean;
  readonly labels?: JsonObject;
}

/** A ready pod of a revision. */
export function pod(name: string, revision: string, given: PodGiven = {}): JsonObject {
  const { isReady = true, phase = 'Running', isLeaving = false, labels } = given;
  return {
    kind: 'Pod',
    metadata: {
      name,
      namespace: 'shop',
      labels: { app: 'web', 'rollouts-pod-template-hash': revision, ...labels },
      ...(isLeaving && { deletionTimestamp: '2026-03-01T10:00:00Z' }),
    },
    status: { phase, conditions: [{ type: 'Ready', status: isReady ? 'True' : 'False' }] },
  };
}

/** Some ready pods of a revision. */
export function pods(count: number, revision: string): readonly JsonObject[] {
  return Array.from({ length: count }, (_, i) => pod(`web-${revision}-${i}`, revision));
}

/** @param revision  only its pods; absent: all */
export function service(name: string, revision?: string): JsonObject {
  const selector = { app: 'web', ...(revision !== undefined && { 'rollouts-pod-template-hash': revision }) };
  return { kind: 'Service', metadata: { name, namespace: 'shop' }, spec: { selector } };
}

/** An Ingress of one path. @param annotations  without their prefix */
export function ingress(name: string, service: string, annotations: Readonly<Record<string, string>> = {}): JsonObject {
  const prefixed = Object.entries(annotations).map(([key, value]) => [`nginx.ingress.kubernetes.io/${key}`, value]);
  const backend = { service: { name: service, port: { number: 80 } } };
  return {
    kind: 'Ingress',
    metadata: { name, namespace: 'shop', annotations: Object.fromEntries(prefixed) },
    spec: { rules: [{ host: 'shop.example', http: { paths: [{ path: '/', pathType: 'Prefix', backend }] } }] },
  };
}

/** 100 requests a second at a Service of all pods. Revision `bad` fails one of five. */
export const web: App = {
  namespace: 'shop',
  name: 'web',
  podLabels: { app: 'web' },
  streams: [
    { name: 'users', entry: { kind: 'service', namespace: 'shop', name: 'web' }, requestsPerSecond: 100 },
    { name: 'tests', entry: { kind: 'service', namespace: 'shop', name: 'preview' }, requestsPerSecond: 4 },
  ],
  behaviourOf: ({ metadata }) =>
    JSON.stringify(metadata).includes('bad')
      ? answering({ errors: 0.2, medianS: 0.2, p99S: 2 })
      : answering({ errors: 0.002, medianS: 0.04, p99S: 0.2 }),
};

/** A good revision, a bad one beside it for a while, and the good one again: two minutes. */
export function eventfulWorkload(): Workload {
  const workload = new Workload(web, { startAt: second(0) });
  const all = service('web');
  workload.observe([all, ...pods(3, 'good')], second(0));
  workload.observe([all, service('preview', 'bad'), ...pods(3, 'good'), pod('bad-0', 'bad')], second(20.3));
  workload.observe([all, service('preview', 'bad'), ...pods(2, 'good'), ...pods(2, 'bad')], second(40));
  workload.observe([all, ...pods(3, 'good'), pod('bad-0', 'bad', { isReady: false })], second(70.75));
  workload.observe([all, ...pods(3, 'good')], second(90.2));
  workload.observe([all, ...pods(2, 'good')], second(110));
  return workload;
}
