import type { JsonObject } from '../../../src/core/json.ts';
import { HASH_LABEL } from '../../../src/rollout/hash-label.ts';
import { Fields } from '../../../src/rollout/reading/fields.ts';
import { metadataOf } from './cluster.ts';

/** The pods of a release. */
export function templateFor(image: string): JsonObject {
  return {
    metadata: { labels: { app: 'shop' } },
    spec: { containers: [{ name: 'web', image, ports: [{ containerPort: 80 }] }] },
  };
}

/** The Rollout, and the objects that it may name. */
export function startingObjects(spec: JsonObject): readonly JsonObject[] {
  const services = ['active', 'preview', 'canary', 'stable', 'ping', 'pong'];
  const metric = { name: 'up', provider: { prometheus: { address: 'http://p', query: 'up' } } };
  return [
    ...services.map((name) => ({
      ...named('v1', 'Service', name),
      spec: { selector: { app: 'shop' }, ports: [{ port: 80 }] },
    })),
    { ...named('argoproj.io/v1alpha1', 'AnalysisTemplate', 'check'), spec: { metrics: [metric] } },
    {
      ...named('argoproj.io/v1alpha1', 'Rollout', 'shop'),
      spec: { selector: { matchLabels: { app: 'shop' } }, template: templateFor('shop:1'), ...spec },
    },
  ];
}

function named(apiVersion: string, kind: string, name: string): JsonObject {
  return { apiVersion, kind, metadata: { name, namespace: 'default' } };
}

export function hashOf(object: JsonObject | undefined): string {
  return new Fields(metadataOf(object ?? {})).below('labels').text(HASH_LABEL);
}

export function setWithHash(sets: readonly JsonObject[], hash: string): JsonObject | undefined {
  return hash === '' ? undefined : sets.find((set) => hashOf(set) === hash);
}

/** The image of a ReplicaSet, or of a Rollout. */
export function imageIn(object: JsonObject | undefined): string {
  const template = new Fields(object).below('spec').below('template');
  return new Fields(template.below('spec').list('containers')[0]).text('image');
}

export function sizeOf(set: JsonObject | undefined): number {
  return new Fields(set).below('spec').whole('replicas') ?? 0;
}

/** For every image the pods that its ReplicaSet is told to have. */
export function sizesOf(sets: readonly JsonObject[]): Readonly<Record<string, number>> {
  const sizes = sets.map((set): [string, number] => [imageIn(set), sizeOf(set)]);
  return Object.fromEntries(sizes.sort(([a], [b]) => (a < b ? -1 : 1)));
}

export function availableOf(set: JsonObject | undefined): number {
  return new Fields(set).below('status').whole('availableReplicas') ?? 0;
}

/** What a Service selects; empty for all pods. */
export function selectedBy(services: readonly JsonObject[], name: string): string {
  const service = services.find((service) => metadataOf(service)['name'] === name);
  return new Fields(service).below('spec').below('selector').text(HASH_LABEL);
}
