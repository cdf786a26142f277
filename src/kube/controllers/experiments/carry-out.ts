import type { JsonObject } from '../../../core/json.ts';
import { type ExperimentAction, targetOf } from '../../../rollout/experiment/action.ts';
import type { ObservedForExperiment } from '../../../rollout/experiment/observed.ts';
import { KINDS } from '../../kinds.ts';
import { nameOf } from '../../metadata.ts';
import { refusalOf } from '../../refusal.ts';
import type { Resource } from '../../resource.ts';
import type { Patched, Writer } from '../../write/writer.ts';

/** What became of an action. */
export type Outcome =
  | { readonly kind: 'done' }
  /** The name is another object's, or it is an earlier try whose answer was lost: decide again with it. */
  | { readonly kind: 'taken'; readonly existing: JsonObject }
  /** The API will not have it, in its own words: decide again with that. */
  | { readonly kind: 'refused'; readonly why: string }
  /** The Experiment was written by somebody else: look at it anew. */
  | { readonly kind: 'stale' }
  /** The object is gone, which the caches are about to hear. */
  | { readonly kind: 'gone' };

/**
 * Performs one action of a plan.
 *
 * @param experiment  as the API gives it, as the plan was made from it
 * @throws Fault LEASE_LOST, CLUSTER_UNREACHABLE; CLUSTER_REFUSED for what trying again may mend, and for the status itself
 */
export async function carryOut(
  action: ExperimentAction,
  experiment: JsonObject,
  observed: ObservedForExperiment,
  writer: Pick<Writer, 'create' | 'patch' | 'delete'>,
): Promise<Outcome> {
  try {
    return await perform(action, experiment, observed, writer);
  } catch (error) {
    const refusal = refusalOf(error);
    if (refusal === undefined || PASSING.has(refusal.code) || action.kind === 'patchExperiment') throw error;
    return { kind: 'refused', why: refusal.message };
  }
}

/** A conflict, and credentials that the API does not know (any more): these say nothing about what was asked. */
const PASSING: ReadonlySet<number> = new Set([409, 401]);

async function perform(
  action: ExperimentAction,
  experiment: JsonObject,
  observed: ObservedForExperiment,
  writer: Pick<Writer, 'create' | 'patch' | 'delete'>,
): Promise<Outcome> {
  const { replicaSets, services, analysisRuns } = observed;
  const create = (resource: Resource, object: JsonObject) => created(writer, resource, object);
  const patch = async (resource: Resource, object: JsonObject | undefined, change: JsonObject) =>
    object === undefined ? GONE : patched(await writer.patch({ resource, object }, change, { guard: 'uid' }));
  const find = (objects: readonly JsonObject[]): JsonObject | undefined =>
    objects.find((object) => nameOf(object).name === targetOf(action));
  switch (action.kind) {
    case 'createReplicaSet':
      return create(KINDS.replicaSets, action.object);
    case 'createService':
      return create(KINDS.services, action.object);
    case 'createAnalysisRun':
      return create(KINDS.analysisRuns, action.object);
    case 'scale': {
      const { replicas, annotations } = action;
      return patch(KINDS.replicaSets, find(replicaSets), { spec: { replicas }, metadata: { annotations } });
    }
    case 'annotateReplicaSet':
      return patch(KINDS.replicaSets, find(replicaSets), { metadata: { annotations: action.annotations } });
    case 'terminateAnalysisRun':
      return patch(KINDS.analysisRuns, find(analysisRuns), { spec: { terminate: true } });
    case 'deleteService': {
      const object = find(services);
      if (object !== undefined) await writer.delete({ resource: KINDS.services, object });
      return { kind: 'done' };
    }
    case 'patchExperiment':
      return patched(
        await writer.patch({ resource: KINDS.experiments, object: experiment }, { status: action.status }),
      );
  }
}

const GONE: Outcome = { kind: 'gone' };

async function created(writer: Pick<Writer, 'create'>, resource: Resource, object: JsonObject): Promise<Outcome> {
  // Whose it is, and whether it serves, is for the plan to say.
  const { kind, object: existing } = await writer.create({ resource, object }, () => false);
  return kind === 'created' ? { kind: 'done' } : { kind: 'taken', existing };
}

function patched({ kind }: Patched): Outcome {
  return kind === 'stale' || kind === 'gone' ? { kind } : { kind: 'done' };
}
