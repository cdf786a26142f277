import type { JsonObject } from '../../../core/json.ts';

/** Where everything of the demo is. */
export const NAMESPACE = 'demo';
/** Name of the Rollout, and what the others' names begin with. */
export const SHOP = 'shop';
export const REPLICAS = 3;

const API = 'argoproj.io/v1alpha1';
const LABELS = { app: SHOP };

/** The image of a version. */
export function imageOf(version: string): string {
  return `${SHOP}:${version}`;
}

/** The namespace of the demo. */
export const namespace: JsonObject = { apiVersion: 'v1', kind: 'Namespace', metadata: { name: NAMESPACE } };

/** A Service of the shop's pods. */
export function service(name: string): JsonObject {
  return {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name, namespace: NAMESPACE },
    spec: { selector: LABELS, ports: [{ name: 'http', port: 80, targetPort: 8080 }] },
  };
}

/** The way in, for the nginx ingress controller, to a Service. */
export function ingress(serviceName: string): JsonObject {
  const backend = { service: { name: serviceName, port: { name: 'http' } } };
  return {
    apiVersion: 'networking.k8s.io/v1',
    kind: 'Ingress',
    metadata: { name: SHOP, namespace: NAMESPACE },
    spec: {
      ingressClassName: 'nginx',
      rules: [{ host: 'shop.example', http: { paths: [{ path: '/', pathType: 'Prefix', backend }] } }],
    },
  };
}

/** The Rollout `shop`. */
export function rollout(strategy: JsonObject, version: string): JsonObject {
  const container = { name: SHOP, image: imageOf(version), ports: [{ name: 'http', containerPort: 8080 }] };
  return {
    apiVersion: API,
    kind: 'Rollout',
    metadata: { name: SHOP, namespace: NAMESPACE },
    spec: {
      replicas: REPLICAS,
      selector: { matchLabels: LABELS },
      template: { metadata: { labels: LABELS }, spec: { containers: [container] } },
      strategy,
    },
  };
}

/** An AnalysisTemplate that is told the pods' hash. */
export function template(name: string, metrics: readonly JsonObject[]): JsonObject {
  return {
    apiVersion: API,
    kind: 'AnalysisTemplate',
    metadata: { name, namespace: NAMESPACE },
    spec: { args: [{ name: 'hash' }], metrics },
  };
}

/** Names templates, for the pods that are new. */
export function analysis(...templates: readonly string[]): JsonObject {
  return {
    templates: templates.map((templateName) => ({ templateName })),
    args: [{ name: 'hash', valueFrom: { podTemplateHashValue: 'Latest' } }],
  };
}
