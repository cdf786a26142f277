import type { JsonObject } from '../../../core/json.ts';
import { listIn, objectIn, textIn } from '../../../core/json-members.ts';
import { controllerReference, isControlledBy } from '../../../rollout/owner.ts';
import { isEmptySelector, selectorErrors, selects } from '../../../rollout/validate/label-selector.ts';
import { KINDS } from '../../kinds.ts';
import { lookUp } from '../../look-up.ts';
import { nameOf, uidOf } from '../../metadata.ts';
import { controllerOf } from '../by-controller.ts';
import type { Parts } from '../parts.ts';

/** What a Rollout takes over and what it lets go. */
export interface Claims {
  readonly adopted: readonly JsonObject[];
  readonly released: readonly JsonObject[];
}

/**
 * Which ReplicaSets a Rollout takes over: those of its selector that nobody controls; and which of its own it lets go: those that its
 * selector does not fit any more. None while it is being deleted, and none without a selector that can be relied on: one that selects
 * nothing would let all go, one that selects everything would take all.
 *
 * @param rollout      with the selector that it takes from its workload
 * @param replicaSets  of its namespace
 * @see rollout.md §6.1
 */
export function claimsOf(rollout: JsonObject, replicaSets: readonly JsonObject[]): Claims {
  const selector = objectIn(rollout, 'spec')['selector'];
  const isReliable =
    selector !== undefined && !isEmptySelector(selector) && selectorErrors(selector, 'spec.selector').length === 0;
  if (!isReliable || isDeleting(rollout)) return { adopted: [], released: [] };
  const isFitting = (set: JsonObject): boolean => selects(selector, objectIn(objectIn(set, 'metadata'), 'labels'));
  return {
    adopted: replicaSets.filter((set) => controllerOf(set) === undefined && !isDeleting(set) && isFitting(set)),
    released: replicaSets.filter((set) => isControlledBy(set, uidOf(rollout)) && !isFitting(set)),
  };
}

/**
 * Writes what a Rollout claims.
 *
 * @returns false where something was not as it was thought to be: what was gathered is not to be relied on
 */
export async function claim(
  rollout: JsonObject,
  { adopted, released }: Claims,
  parts: Pick<Parts, 'cluster' | 'writer'>,
): Promise<boolean> {
  // A cache may be behind: what is about to go must take nothing with it.
  if (adopted.length > 0 && !(await isStillThere(rollout, parts))) return false;
  const uid = uidOf(rollout);
  const changes = [
    ...adopted.map((set) => ({ set, owners: [...ownersOf(set), controllerReference(rollout)] })),
    ...released.map((set) => ({ set, owners: ownersOf(set).filter((owner) => textIn(owner, 'uid') !== uid) })),
  ];
  for (const { set, owners } of changes) {
    const target = { resource: KINDS.replicaSets, object: set };
    const { kind } = await parts.writer.patch(target, { metadata: { ownerReferences: owners } });
    if (kind === 'stale') return false;
  }
  return true;
}

async function isStillThere(rollout: JsonObject, { cluster }: Pick<Parts, 'cluster'>): Promise<boolean> {
  const fresh = await lookUp(cluster, KINDS.rollouts, nameOf(rollout));
  return fresh !== undefined && uidOf(fresh) === uidOf(rollout) && !isDeleting(fresh);
}

function ownersOf(object: JsonObject): readonly JsonObject[] {
  return listIn(objectIn(object, 'metadata'), 'ownerReferences');
}

function isDeleting(object: JsonObject): boolean {
  return textIn(objectIn(object, 'metadata'), 'deletionTimestamp') !== '';
}
