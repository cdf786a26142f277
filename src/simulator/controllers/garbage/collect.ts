import type { Deletion } from '../loop/delete-object.ts';
import { metadataOf } from '../objects/metadata.ts';
import type { Known, OwnerGraph } from './owner-graph.ts';

/** What the garbage collector does for one object. */
export type Collection =
  | { readonly kind: 'delete'; readonly policy: NonNullable<Deletion['propagationPolicy']> }
  /** Takes owners off whose end the object is not bound to. */
  | { readonly kind: 'disown'; readonly owners: readonly string[] }
  /** Lets the owner's end no longer wait for the object, which waits for its own dependents. */
  | { readonly kind: 'unblock' }
  /** Lets an owner go whose dependents are gone, or are their own masters. */
  | { readonly kind: 'release'; readonly finalizer: string }
  /** Makes every dependent its own master, and then lets the owner go. */
  | { readonly kind: 'orphan'; readonly dependents: readonly Known[] }
  /** Looks at these before this one can go. */
  | { readonly kind: 'lookAt'; readonly dependents: readonly Known[] };

const FOREGROUND = 'foregroundDeletion';
const ORPHAN = 'orphan';

/**
 * What is to be done for an object now, in order; nothing for most. An object without a living owner goes, one with a living owner and a dead
 * one is taken off the dead one, and an owner that is deleted in the foreground waits for what blocks it.
 *
 * @see https://kubernetes.io/docs/concepts/architecture/garbage-collection/#owners-dependents
 */
export function collect({ object }: Known, graph: OwnerGraph): readonly Collection[] {
  const { uid, deletedAt, finalizers } = metadataOf(object);
  if (deletedAt !== undefined) return finalizers.length === 0 ? [] : endOf(uid, finalizers, graph);
  return lifeOf(object, graph);
}

/** An owner that is to go. */
function endOf(uid: string, finalizers: readonly string[], graph: OwnerGraph): readonly Collection[] {
  const dependents = graph.dependentsOf(uid);
  if (finalizers.includes(ORPHAN))
    return [
      { kind: 'orphan', dependents },
      { kind: 'release', finalizer: ORPHAN },
    ];
  if (!finalizers.includes(FOREGROUND)) return [];
  const blocking = dependents.filter(({ object }) =>
    metadataOf(object).owners.some((owner) => owner.uid === uid && owner.isBlocking),
  );
  // All dependents go with it; it waits only for those that block it.
  const lookAt: Collection = { kind: 'lookAt', dependents: dependents.filter((one) => !waitsForDependents(one)) };
  return blocking.length > 0 ? [lookAt] : [lookAt, { kind: 'release', finalizer: FOREGROUND }];
}

/** A dependent, or an object that nobody owns. */
function lifeOf(object: Known['object'], graph: OwnerGraph): readonly Collection[] {
  const { uid, owners, finalizers } = metadataOf(object);
  const isDead = (owner: string): boolean => graph.get(owner) === undefined;
  const isWaiting = (owner: string): boolean => {
    const known = graph.get(owner);
    return known !== undefined && waitsForDependents(known);
  };
  const ending = owners.map((owner) => owner.uid).filter((owner) => isDead(owner) || isWaiting(owner));
  if (ending.length === 0) return [];
  if (ending.length < owners.length) return [{ kind: 'disown', owners: ending }];
  const dependents = graph.dependentsOf(uid);
  if (ending.some(isWaiting) && dependents.length > 0) {
    const isCircle = dependents.some(waitsForDependents);
    return [...(isCircle ? [{ kind: 'unblock' } as const] : []), { kind: 'delete', policy: 'Foreground' }];
  }
  const asked = finalizers.includes(ORPHAN) ? 'Orphan' : finalizers.includes(FOREGROUND) ? 'Foreground' : 'Background';
  return [{ kind: 'delete', policy: asked }];
}

function waitsForDependents({ object }: Known): boolean {
  const { deletedAt, finalizers } = metadataOf(object);
  return deletedAt !== undefined && finalizers.includes(FOREGROUND);
}
