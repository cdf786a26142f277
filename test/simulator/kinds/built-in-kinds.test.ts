import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../../../src/core/json.ts';
import type { ApiKind } from '../../../src/simulator/api/kind.ts';
import { builtInKinds } from '../../../src/simulator/kinds/built-in-kinds.ts';

function kindOf(kind: string): ApiKind {
  const found = builtInKinds.find((each) => each.kind === kind);
  if (found === undefined) throw new Error(`no kind is called ${kind}`);
  return found;
}

/** What an API server makes of a new object. */
function made(kind: string, object: JsonObject, serial = 1): JsonObject {
  const { rules } = kindOf(kind);
  const full = rules.withDefaults(rules.prune(object).object);
  return rules.onCreate?.(full, { serial }) ?? full;
}

/** What it makes of an object that changes. */
function changed(kind: string, object: JsonObject, old: JsonObject): JsonObject {
  const { rules } = kindOf(kind);
  const full = rules.withDefaults(rules.prune(object).object);
  return rules.onUpdate?.(full, old) ?? full;
}

const TEMPLATE = {
  metadata: { labels: { app: 'web' } },
  spec: { containers: [{ name: 'web', image: 'web:v1' }] },
};
const OBJECTS: Readonly<Record<string, JsonObject>> = {
  Pod: { spec: TEMPLATE.spec },
  ReplicaSet: { spec: { selector: { matchLabels: { app: 'web' } }, template: TEMPLATE } },
  Deployment: { spec: { selector: { matchLabels: { app: 'web' } }, template: TEMPLATE } },
  Job: { spec: { template: { ...TEMPLATE, spec: { ...TEMPLATE.spec, restartPolicy: 'Never' } } } },
  PodTemplate: { template: TEMPLATE },
  Service: { spec: { ports: [{ port: 80 }] } },
  Ingress: { spec: { defaultBackend: { service: { name: 'web', port: { number: 80 } } } } },
  HorizontalPodAutoscaler: {
    spec: { maxReplicas: 3, scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'web' } },
  },
  CustomResourceDefinition: {
    metadata: { name: 'shops.example.com' },
    spec: {
      group: 'example.com',
      scope: 'Namespaced',
      names: { plural: 'shops', kind: 'Shop' },
      versions: [{ name: 'v1', served: true, storage: true, schema: { openAPIV3Schema: { type: 'object' } } }],
    },
  },
};

describe('a built-in kind', () => {
  it.each(builtInKinds)('$kind takes an object, and once it is stored changes nothing of it any more', ({ kind }) => {
    const { rules } = kindOf(kind);
    const object = made(kind, { metadata: { name: 'web', namespace: 'default', uid: 'u' }, ...OBJECTS[kind] });
    expect(rules.problemsOf(object)).toEqual([]);
    const again = rules.withDefaults(rules.prune(object).object);
    expect(again).toBe(object);
    expect(changed(kind, object, object)).toEqual(object);
    expect(rules.problemsOf(again, object)).toEqual([]);
  });

  it.each(builtInKinds)('$kind has a cell for every column of an object that says nothing', ({ columns }) => {
    const cells = columns.map(({ cell }) => cell({ metadata: { name: 'web' } }, Date.UTC(2026, 2, 1)));
    expect(cells.every((cell) => ['string', 'number', 'boolean'].includes(typeof cell))).toBe(true);
    expect(cells).toContain('web');
  });

  it('is named only once on the command line', () => {
    const names = builtInKinds.flatMap(({ plural, singular, shortNames }) => [
      ...new Set([plural, singular, ...shortNames]),
    ]);
    expect(names.length).toBe(new Set(names).size);
  });
});

describe('a Service', () => {
  it('gets an address that no other Service has', () => {
    const addresses = Array.from({ length: 2_000 }, (_, index) => {
      const { spec } = made('Service', OBJECTS['Service'] ?? {}, index + 1);
      return JSON.stringify(spec);
    });
    expect(new Set(addresses).size).toBe(addresses.length);
    expect(made('Service', OBJECTS['Service'] ?? {}, 70_000)['spec']).toMatchObject({ clusterIP: '10.97.17.112' });
  });

  it('keeps its address when an update does not say it', () => {
    const old = made('Service', OBJECTS['Service'] ?? {}, 5);
    const { spec } = changed('Service', { spec: { ports: [{ port: 81 }] } }, old);
    expect(spec).toMatchObject({
      clusterIP: '10.96.0.5',
      clusterIPs: ['10.96.0.5'],
      ports: [{ port: 81, targetPort: 81 }],
    });
  });
});

describe('a Secret', () => {
  it('keeps plain texts with the rest, and tells none of them when it is refused', () => {
    const secret = made('Secret', { stringData: { 'a b': 'hush' }, data: { c: 'eA==' } });
    expect(secret).toEqual({ type: 'Opaque', metadata: {}, data: { 'a b': 'aHVzaA==', c: 'eA==' } });
    const problems = kindOf('Secret').rules.problemsOf(secret);
    expect(problems.map(({ field }) => field)).toEqual(['data[a b]']);
    expect(JSON.stringify(problems)).not.toMatch(/hush|aHVzaA/);
  });
});

describe('a Job', () => {
  it('selects its own pods by its uid', () => {
    const job = made('Job', { metadata: { name: 'check', uid: 'u-1', labels: { team: 'shop' } }, ...OBJECTS['Job'] });
    const own = {
      'batch.kubernetes.io/controller-uid': 'u-1',
      'batch.kubernetes.io/job-name': 'check',
      'controller-uid': 'u-1',
      'job-name': 'check',
    };
    expect(job).toMatchObject({
      metadata: { labels: { team: 'shop' } },
      spec: {
        selector: { matchLabels: { 'batch.kubernetes.io/controller-uid': 'u-1' } },
        template: { metadata: { labels: { app: 'web', ...own } } },
      },
    });
  });
});

describe('a pod', () => {
  it.each<{ given: string; resources: JsonObject; then: string }>([
    { given: 'nothing asked for', resources: {}, then: 'BestEffort' },
    { given: 'a request', resources: { requests: { cpu: '1' } }, then: 'Burstable' },
    { given: 'one limit', resources: { limits: { cpu: '1' } }, then: 'Burstable' },
    { given: 'both limits', resources: { limits: { cpu: '1', memory: '1Ki' } }, then: 'Guaranteed' },
    {
      given: 'as much asked for as allowed',
      resources: { limits: { cpu: '1', memory: '1Ki' }, requests: { cpu: '1000m', memory: '1024' } },
      then: 'Guaranteed',
    },
    {
      given: 'less asked for than allowed',
      resources: { limits: { cpu: '1', memory: '1Ki' }, requests: { cpu: '500m' } },
      then: 'Burstable',
    },
  ])('with $given is $then', ({ resources, then }) => {
    const pod = made('Pod', { spec: { containers: [{ name: 'a', image: 'x', resources }] } });
    expect(pod['status']).toEqual({ phase: 'Pending', qosClass: then });
  });

  it('keeps its class of service when a status without it is written', () => {
    const pod = made('Pod', { spec: TEMPLATE.spec });
    expect(changed('Pod', { ...pod, status: { phase: 'Running' } }, pod)['status']).toEqual({
      phase: 'Running',
      qosClass: 'BestEffort',
    });
  });
});
