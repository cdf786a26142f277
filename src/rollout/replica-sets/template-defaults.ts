import { isJsonObject, type Json, type JsonObject } from '../../core/json.ts';

/** Members with their values where nothing is said; the value may hang on the other members. */
type Defaults = Readonly<Record<string, Json | ((object: JsonObject) => Json | undefined)>>;

/** What becomes of the members of one part of a template. */
interface Rule {
  readonly defaults?: Defaults;
  /** Parts below, by name: one object, or each of a list. */
  readonly parts?: Readonly<Record<string, Rule>>;
}

/**
 * A pod template as the API server stores it in a ReplicaSet: what the user leaves out has a value there. A Rollout's own template never
 * gets these, so that the two can be compared only with them.
 *
 * @see https://pkg.go.dev/k8s.io/kubernetes/pkg/apis/core/v1 (SetDefaults functions)
 */
export function withTemplateDefaults(template: JsonObject): JsonObject {
  return applied(template, { parts: { spec: POD } });
}

const PROBE: Rule = {
  defaults: { timeoutSeconds: 1, periodSeconds: 10, successThreshold: 1, failureThreshold: 3 },
  parts: { httpGet: { defaults: { path: '/', scheme: 'HTTP' } }, grpc: { defaults: { service: '' } } },
};

const HANDLER: Rule = { parts: { httpGet: { defaults: { path: '/', scheme: 'HTTP' } } } };

const FIELD_REF: Rule = { parts: { fieldRef: { defaults: { apiVersion: 'v1' } } } };

const CONTAINER: Rule = {
  defaults: {
    terminationMessagePath: '/dev/termination-log',
    terminationMessagePolicy: 'File',
    imagePullPolicy: ({ image }) => (isLatest(image) ? 'Always' : 'IfNotPresent'),
  },
  parts: {
    ports: { defaults: { protocol: 'TCP' } },
    env: { parts: { valueFrom: FIELD_REF } },
    livenessProbe: PROBE,
    readinessProbe: PROBE,
    startupProbe: PROBE,
    lifecycle: { parts: { postStart: HANDLER, preStop: HANDLER } },
    // A limit is a request too.
    resources: { defaults: { requests: ({ limits }) => limits } },
  },
};

const MODE: Defaults = { defaultMode: 0o644 };

const VOLUME: Rule = {
  parts: {
    secret: { defaults: MODE },
    configMap: { defaults: MODE },
    downwardAPI: { defaults: MODE, parts: { items: FIELD_REF } },
    projected: {
      defaults: MODE,
      parts: {
        sources: {
          parts: {
            serviceAccountToken: { defaults: { expirationSeconds: 3600 } },
            downwardAPI: { parts: { items: FIELD_REF } },
          },
        },
      },
    },
    hostPath: { defaults: { type: '' } },
  },
};

const POD: Rule = {
  defaults: {
    dnsPolicy: 'ClusterFirst',
    restartPolicy: 'Always',
    schedulerName: 'default-scheduler',
    terminationGracePeriodSeconds: 30,
    securityContext: {},
  },
  parts: { containers: CONTAINER, initContainers: CONTAINER, ephemeralContainers: CONTAINER, volumes: VOLUME },
};

function applied(object: JsonObject, { defaults = {}, parts = {} }: Rule): JsonObject {
  const result: Record<string, Json> = { ...object };
  for (const [name, rule] of Object.entries(parts)) {
    const part = result[name];
    if (isJsonObject(part)) result[name] = applied(part, rule);
    if (Array.isArray(part)) result[name] = part.map((item: Json) => (isJsonObject(item) ? applied(item, rule) : item));
  }
  for (const [name, value] of Object.entries(defaults)) {
    const filled = typeof value === 'function' ? value(object) : value;
    if ((result[name] ?? null) === null && filled !== undefined) result[name] = filled;
  }
  return result;
}

/** An image without a tag and digest, or with the tag `latest`. */
function isLatest(image: Json | undefined): boolean {
  if (typeof image !== 'string' || image.includes('@')) return false;
  const tag = /:([^:/]+)$/.exec(image)?.[1];
  return tag === undefined || tag === 'latest';
}
