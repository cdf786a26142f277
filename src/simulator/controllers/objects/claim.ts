import type { JsonObject } from '../../../core/json.ts';
import { metadataOf } from './metadata.ts';
import { fits } from './selector.ts';

/** What becomes of objects that an owner may manage. */
export interface Claims {
  /** Managed by the owner, before or from now on. */
  readonly owned: readonly JsonObject[];
  /** Of `owned`: those that nobody managed before. */
  readonly adopted: readonly JsonObject[];
  /** Managed by the owner so far, whose labels fit no more. */
  readonly released: readonly JsonObject[];
}

/**
 * Sorts out which objects an owner manages: its own that fit the selector, and those without a controller that fit. One that is being deleted
 * takes none up and lets none go, and nothing that is being deleted is taken up.
 *
 * @param candidates  what the owner manages, and what nobody in its namespace does
 * @see https://kubernetes.io/docs/concepts/workloads/controllers/replicaset/#how-a-replicaset-works
 */
export function claim(owner: JsonObject, selector: JsonObject, candidates: readonly JsonObject[]): Claims {
  const { uid, deletedAt } = metadataOf(owner);
  const isGoing = deletedAt !== undefined;
  const doesFit = (object: JsonObject): boolean => fits(selector, metadataOf(object).labels);
  const isOwn = (object: JsonObject): boolean => metadataOf(object).controller?.uid === uid;
  const mayAdopt = (object: JsonObject): boolean => {
    const { controller, deletedAt } = metadataOf(object);
    return !isGoing && controller === undefined && deletedAt === undefined && doesFit(object);
  };
  return {
    owned: candidates.filter((object) => (isOwn(object) ? doesFit(object) : mayAdopt(object))),
    adopted: candidates.filter(mayAdopt),
    released: isGoing ? [] : candidates.filter((object) => isOwn(object) && !doesFit(object)),
  };
}
