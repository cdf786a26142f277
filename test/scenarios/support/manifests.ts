import type { Json, JsonObject } from '../../../src/core/json.ts';
import { ISTIO_KINDS } from './istio-crds.ts';

/*
 * The objects that scenarios apply. All are named after the Rollout `web`: the scenario's namespace tells them from
 * those of others. Names of services: `web-stable`, `web-canary`, `web-active`, `web-preview`.
 */

/** Label that all pods of a Rollout have. */
export const APP = { app: 'web' };

/** Strategy, replicas (1) and what else `spec` says; the pod is `pod()` unless given. */
export interface RolloutGiven {
  readonly replicas?: number;
  readonly strategy: JsonObject;
  readonly pod?: JsonObject;
  /** Other fields of `spec`. */
  readonly [field: string]: Json | undefined;
}

export function rollout({ strategy, pod: podSpec = pod(), template, ...spec }: RolloutGiven): JsonObject {
  return {
    apiVersion: 'argoproj.io/v1alpha1',
    kind: 'Rollout',
    metadata: { name: 'web' },
    spec: {
      ...withoutUndefined(spec),
      strategy,
      ...(spec['workloadRef'] === undefined && {
        selector: { matchLabels: APP },
        template: template ?? { metadata: { labels: APP }, spec: podSpec },
      }),
    },
  };
}

function withoutUndefined(fields: Readonly<Record<string, Json | undefined>>): JsonObject {
  return Object.fromEntries(Object.entries(fields).filter((entry): entry is [string, Json] => entry[1] !== undefined));
}

/** A pod with one container; fields of the container. */
export function pod(container: JsonObject = {}, rest: JsonObject = {}): JsonObject {
  return {
    terminationGracePeriodSeconds: 10,
    containers: [
      { name: 'web', image: 'nginx:1.29-alpine', resources: { requests: { memory: '16Mi', cpu: '1m' } }, ...container },
    ],
    ...rest,
  };
}

/** Its container never gets up: it crashes at once. */
export const CRASHING = pod({ command: ['/no/such/command'] });
export const CRASHING_TOO = pod({ command: ['/no/such/other-command'] });

/** Condition that holds the pods of `gatedPod` back until `markedReady` sets it. */
export const GATE = 'verdict.test/ready';

/** Ready when the scenario says so. */
export function gatedPod(container: JsonObject = {}): JsonObject {
  return pod(container, { readinessGates: [{ conditionType: GATE }] });
}

export function service(name: string): JsonObject {
  return {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name },
    spec: { selector: APP, ports: [{ name: 'http', port: 80, targetPort: 80 }] },
  };
}

/** A Deployment for `workloadRef`, also named `web`. */
export function deployment(replicas: number, podSpec: JsonObject = pod()): JsonObject {
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: 'web' },
    spec: { replicas, selector: { matchLabels: APP }, template: { metadata: { labels: APP }, spec: podSpec } },
  };
}

export const WORKLOAD_REF = { apiVersion: 'apps/v1', kind: 'Deployment', name: 'web' };

// Steps of a canary.
export const setWeight = (weight: number): JsonObject => ({ setWeight: weight });
/** Without a duration: until somebody promotes. */
export const pause = (duration?: string | number): JsonObject => ({
  pause: duration === undefined ? {} : { duration },
});
export const setCanaryScale = (scale: JsonObject): JsonObject => ({ setCanaryScale: scale });
/** Runs analysis templates; `args` by name. */
export const analysis = (templates: readonly string[], args: Readonly<Record<string, string>> = {}): JsonObject => ({
  analysis: analysisOf(templates, args),
});

/** What `analysis`, `prePromotionAnalysis` and `postPromotionAnalysis` say. */
export function analysisOf(templates: readonly string[], args: Readonly<Record<string, string>> = {}): JsonObject {
  return {
    templates: templates.map((templateName) => ({ templateName })),
    args: Object.entries(args).map(([name, value]) => ({ name, value })),
  };
}

/** A canary with services whose weight goes into an nginx Ingress. */
export function nginxCanary(given: JsonObject): JsonObject {
  return {
    canary: { ...ROUTED, trafficRouting: { nginx: { stableIngress: 'web' } }, ...given },
  };
}

/** The services of a canary with traffic routing. */
export const ROUTED = { stableService: 'web-stable', canaryService: 'web-canary' };

/** The services and the Ingress of `nginxCanary`. */
export const NGINX: readonly JsonObject[] = [
  service('web-stable'),
  service('web-canary'),
  {
    apiVersion: 'networking.k8s.io/v1',
    kind: 'Ingress',
    metadata: { name: 'web', annotations: { 'kubernetes.io/ingress.class': 'nginx' } },
    spec: { rules: [{ host: 'web.test', http: { paths: [ingressPath('web-stable')] } }] },
  },
];

function ingressPath(name: string): JsonObject {
  return { path: '/', pathType: 'Prefix', backend: { service: { name, port: { number: 80 } } } };
}

export function virtualService(spec: JsonObject): JsonObject {
  const { apiVersion, kind } = ISTIO_KINDS.virtualServices;
  return { apiVersion, kind, metadata: { name: 'web' }, spec: { hosts: ['web.test'], ...spec } };
}

/** A route that sends everything to the first of two destinations, each a host or `host/subset`. */
export function split(first: string, second: string, rest: JsonObject = {}): JsonObject {
  return { ...rest, route: [destination(first, 100), destination(second, 0)] };
}

function destination(to: string, weight: number): JsonObject {
  const [host = '', subset] = to.split('/');
  return { destination: { host, ...(subset !== undefined && { subset }) }, weight };
}

/** A rule with the subsets `stable` and `canary` of `web`. */
export function destinationRule(): JsonObject {
  const { apiVersion, kind } = ISTIO_KINDS.destinationRules;
  const subsets = [
    { name: 'stable', labels: APP },
    { name: 'canary', labels: APP },
  ];
  return { apiVersion, kind, metadata: { name: 'web' }, spec: { host: 'web', subsets } };
}
