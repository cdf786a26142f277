import type { JsonObject } from '../../../../src/core/json.ts';
import { objectIn, textIn, textsIn } from '../../../../src/core/json-members.ts';
import { nameOf } from '../../../../src/kube/metadata.ts';
import { refusalOf } from '../../../../src/kube/refusal.ts';
import { collectionPath, objectPath, type Resource } from '../../../../src/kube/resource.ts';
import { API_VERSION } from '../../../../src/resources/schema/document.ts';
import { INSTANCE_LABEL } from '../../../../src/rollout/instance-label.ts';
import type { Manifest } from '../analysis-templates.ts';
import { is } from '../checks/phase.ts';
import { type Deed, take } from '../step.ts';
import { WATCHED, type WatchedKind } from '../watched.ts';
import type { World } from '../world.ts';

/** Creates objects; those that exist get the spec that is given. */
export function applied(...manifests: readonly Manifest[]): Deed {
  return {
    says: 'applied',
    act: async (world) => {
      for (const manifest of manifests) await apply(typeof manifest === 'function' ? manifest(world) : manifest, world);
    },
  };
}

/** Creates objects and waits until their Rollout is up. */
export function deployed(...manifests: readonly Manifest[]): Deed {
  return {
    says: 'deployed',
    act: async (world) => {
      await applied(...manifests).act(world);
      await take(is('Healthy'), world);
    },
  };
}

/** Deletes an object. */
export function deleted(resource: Resource, name: string): Deed {
  return {
    says: `${resource.kind} ${name} deleted`,
    act: async ({ cluster, namespace }) => {
      await cluster.request({ method: 'DELETE', path: objectPath(resource, { namespace, name }) });
    },
  };
}

export const PDB: Resource = { apiVersion: 'policy/v1', kind: 'PodDisruptionBudget', plural: 'poddisruptionbudgets' };

/** Kinds that scenarios make without looking at them again. */
const OTHERS: readonly Resource[] = [
  { apiVersion: 'v1', kind: 'ConfigMap', plural: 'configmaps' },
  { apiVersion: 'v1', kind: 'Secret', plural: 'secrets' },
  { apiVersion: API_VERSION, kind: 'AnalysisTemplate', plural: 'analysistemplates' },
  PDB,
];

async function apply(manifest: JsonObject, world: World): Promise<void> {
  const resource = [...Object.values(WATCHED), ...OTHERS].find(({ kind }) => kind === textIn(manifest, 'kind'));
  if (resource === undefined) throw new Error(`no scenario makes a ${textIn(manifest, 'kind')} yet`);
  const { namespace, cluster } = world;
  const body = forInstance(manifest, world.stage.instanceId);
  const { name } = nameOf(manifest);
  if (resource.kind === 'Rollout') world.rolloutName = name;
  const object = await cluster
    .request({ method: 'POST', path: collectionPath(resource, namespace), body })
    .catch((error: unknown) => {
      if (refusalOf(error)?.code !== 409) throw error;
      const patch = [{ op: 'replace', path: '/spec', value: objectIn(manifest, 'spec') }];
      return cluster.request({
        method: 'PATCH',
        path: objectPath(resource, { namespace, name }),
        patch: 'json',
        body: patch,
      });
    });
  took(world, resource, object as JsonObject);
}

/** Lets the scenario's eyes see a write at once. */
export function took({ stage }: World, resource: Resource, object: JsonObject): void {
  const kind = (Object.keys(WATCHED) as WatchedKind[]).find((one) => WATCHED[one].kind === resource.kind);
  if (kind !== undefined)
    stage.watched.wrote(kind, { apiVersion: resource.apiVersion, kind: resource.kind, ...object });
}

/** What is Argo Rollouts' own is labelled for the controller under test, so that no other one takes it up. */
function forInstance(manifest: JsonObject, instanceId: string): JsonObject {
  if (instanceId === '' || textIn(manifest, 'apiVersion') !== API_VERSION) return manifest;
  const metadata = objectIn(manifest, 'metadata');
  const labels = { ...textsIn(metadata, 'labels'), [INSTANCE_LABEL]: instanceId };
  return { ...manifest, metadata: { ...metadata, labels } };
}
