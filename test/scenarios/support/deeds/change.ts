import type { Json, JsonObject } from '../../../../src/core/json.ts';
import { listIn, objectIn, textIn } from '../../../../src/core/json-members.ts';
import type { PatchType } from '../../../../src/kube/cluster.ts';
import { nameOf, uidOf } from '../../../../src/kube/metadata.ts';
import { objectPath, type Resource } from '../../../../src/kube/resource.ts';
import { GATE } from '../manifests.ts';
import { type Deed, LIMIT_MS } from '../step.ts';
import { WATCHED } from '../watched.ts';
import { within } from '../within.ts';
import type { World } from '../world.ts';
import { took } from './apply.ts';

/** Changes the pod template, so that there is a new revision. @param version  makes the same revision again when given again */
export function released(version?: string): Deed {
  return {
    says: version === undefined ? 'released' : `released version ${version}`,
    act: async (world) => {
      world.releases += 1;
      const annotations = { version: version ?? `${world.releases}` };
      await patchRollout(world, { spec: { template: { metadata: { annotations } } } });
    },
  };
}

/** Changes the Rollout's spec: a JSON merge patch. */
export function changed(spec: JsonObject): Deed {
  return { says: `changed ${JSON.stringify(spec)}`, act: (world) => patchRollout(world, { spec }) };
}

/** Changes the pods that the Rollout wants, and fields of its spec beside. */
export function releasedPod(pod: JsonObject, spec: JsonObject = {}): Deed {
  return {
    says: 'released another pod',
    act: (world) => patchRollout(world, { spec: { ...spec, template: { spec: pod } } }),
  };
}

/** What an autoscaler does: writes the size alone. */
export function scaled(replicas: number): Deed {
  return {
    says: `scaled to ${replicas}`,
    act: async (world) => {
      const path = `${rolloutPath(world)}/scale`;
      await world.cluster.request({ method: 'PATCH', path, patch: 'merge', body: { spec: { replicas } } });
      await refresh(world);
    },
  };
}

/** Changes the Deployment that the Rollout takes its pods from. */
export function changedWorkload(spec: JsonObject): Deed {
  return {
    says: 'changed the workload',
    act: (world) => patch(world, WATCHED.deployments, { name: 'web', patch: 'merge', body: { spec } }),
  };
}

/** Opens the gates of so many pods of a revision that are still shut, waiting for such pods to appear. */
export function markedReady(which: string, count: number): Deed {
  return {
    says: `${count} pods of ${which} marked ready`,
    act: async (world) => {
      const marked = new Set<string>();
      await within(LIMIT_MS, world.stage.clock, async (over) => {
        for (;;) {
          await markShut(world, which, count, marked);
          if (marked.size >= count) return;
          if (over.aborted) throw new Error(`${which} has no more pods to mark ready than ${marked.size} of ${count}`);
          await world.stage.watched.nextChange(world.namespace, over);
        }
      });
    },
  };
}

/** Opens the gates of those pods that are there and not marked yet, and marks them. */
async function markShut(world: World, which: string, count: number, marked: Set<string>): Promise<void> {
  const set = world.replicaSet(which);
  const pods = set === undefined ? [] : world.podsOf(set);
  for (const pod of pods.filter((one) => !isOpen(one) && !marked.has(uidOf(one))).slice(0, count - marked.size)) {
    await open(world, nameOf(pod).name);
    marked.add(uidOf(pod));
  }
}

function isOpen(pod: JsonObject): boolean {
  return listIn(objectIn(pod, 'status'), 'conditions').some(
    (condition) => textIn(condition, 'type') === GATE && textIn(condition, 'status') === 'True',
  );
}

async function open({ cluster, namespace }: World, name: string): Promise<void> {
  const path = `${objectPath(WATCHED.pods, { namespace, name })}/status`;
  const body = { status: { conditions: [{ type: GATE, status: 'True' }] } };
  await cluster.request({ method: 'PATCH', path, patch: 'strategic', body });
}

/** Merges into the Rollout. */
export async function patchRollout(world: World, body: JsonObject): Promise<void> {
  await patch(world, WATCHED.rollouts, { name: world.rolloutName, patch: 'merge', body });
}

export interface PatchGiven {
  readonly name: string;
  readonly patch: PatchType;
  readonly body: Json;
  readonly subresource?: string;
}

/** Patches an object of the scenario. */
export async function patch(
  world: World,
  resource: Resource,
  { name, patch: how, body, subresource = '' }: PatchGiven,
): Promise<void> {
  const { cluster, namespace } = world;
  const path = objectPath(resource, { namespace, name }) + subresource;
  const object = await cluster.request({ method: 'PATCH', path, patch: how, body });
  took(world, resource, object as JsonObject);
}

function rolloutPath({ namespace, rolloutName: name }: World): string {
  return objectPath(WATCHED.rollouts, { namespace, name });
}

/** The Rollout as the API has it now. */
export async function refresh(world: World): Promise<JsonObject> {
  const object = (await world.cluster.request({ method: 'GET', path: rolloutPath(world) })) as JsonObject;
  took(world, WATCHED.rollouts, object);
  return object;
}
