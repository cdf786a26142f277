import type { JsonObject } from '../../../core/json.ts';
import { objectIn, textIn, textsIn } from '../../../core/json-members.ts';
import { MANAGED_BY } from '../../../rollout/services/service-view.ts';
import { KINDS } from '../../kinds.ts';
import { lookUp } from '../../look-up.ts';
import { keyOf, nameOf, nameOfKey } from '../../metadata.ts';
import type { Change } from '../../watch/store.ts';
import type { CachedKind } from '../caches.ts';
import type { Controller, Synced } from '../controller.ts';
import type { Parts } from '../parts.ts';
import type { Lent } from './lent.ts';

export type GivingParts = Pick<Parts, 'cluster' | 'caches' | 'writer' | 'log'>;

/**
 * Gives back what Rollouts have taken over, once they are gone or name it no more: the annotation that says whose it is goes, and with it
 * what binds it to one revision, so that it is there for whatever comes. An object without the annotation is nobody's business here,
 * whatever it says: a user may have pinned it, or an Experiment made it.
 */
export function giveBackController(
  lent: Lent,
  parts: GivingParts,
  { workers }: { readonly workers: number },
): Controller {
  return {
    name: lent.controller,
    workers,
    concerns: (kind, change) => concerned(lent, kind, change),
    sync: (key) => sync(key, lent, parts),
  };
}

/** An object itself, and those that a Rollout does not name any more. */
function concerned(lent: Lent, kind: CachedKind | 'onDemand', change: Change): readonly string[] {
  if (change.kind === 'resync') return [];
  if (kind === lent.heardAs) {
    const isOurs = textIn(change.object, 'kind') === lent.resource.kind && isManaged(change.object);
    return isOurs ? [keyOf(nameOf(change.object))] : [];
  }
  if (kind !== 'rollouts' || change.kind === 'added') return [];
  const before = lent.namedBy(change.kind === 'changed' ? change.old : change.object);
  const still = change.kind === 'changed' ? lent.namedBy(change.object) : [];
  const { namespace } = nameOf(change.object);
  return before.filter((name) => !still.includes(name)).map((name) => keyOf({ namespace, name }));
}

async function sync(key: string, lent: Lent, parts: GivingParts): Promise<Synced> {
  const object = lent.cache()?.get(nameOfKey(key));
  if (object === undefined || !isManaged(object)) return {};
  if (await isNamed(object, lent, parts)) return {};
  const free = { ...lent.givenBack(object), metadata: { annotations: { [MANAGED_BY]: null } } };
  const { kind } = await parts.writer.patch({ resource: lent.resource, object }, free);
  if (kind === 'written') {
    const { kind: what } = lent.resource;
    parts.log.info(`${what} is given back: its Rollout is gone or names it no more`, {
      ...nameOf(object),
      rollout: managerOf(object),
    });
  }
  return kind === 'stale' ? { again: true } : {};
}

/** Whether its Rollout names it. One that is not in the cache may be another instance's, so the API is asked. */
async function isNamed(object: JsonObject, lent: Lent, { cluster, caches }: GivingParts): Promise<boolean> {
  const { namespace, name } = nameOf(object);
  const owner = { namespace, name: managerOf(object) };
  const cached = caches.rollouts.get(owner);
  if (cached !== undefined && lent.namedBy(cached).includes(name)) return true;
  const fresh = await lookUp(cluster, KINDS.rollouts, owner);
  return fresh !== undefined && lent.namedBy(fresh).includes(name);
}

function isManaged(object: JsonObject): boolean {
  return MANAGED_BY in textsIn(objectIn(object, 'metadata'), 'annotations');
}

function managerOf(object: JsonObject): string {
  return textIn(objectIn(objectIn(object, 'metadata'), 'annotations'), MANAGED_BY);
}
