import type { JsonObject } from '../../../core/json.ts';
import { HASH_LABEL } from '../../../rollout/hash-label.ts';
import { MANAGED_BY } from '../../../rollout/services/service-view.ts';
import { objectIn, textIn, textsIn } from '../../api-object.ts';
import { KINDS } from '../../kinds.ts';
import { keyOf, nameOf, nameOfKey } from '../../metadata.ts';
import { refusalOf } from '../../refusal.ts';
import { objectPath } from '../../resource.ts';
import type { Change } from '../../watch/store.ts';
import type { CachedKind } from '../caches.ts';
import type { Controller, Synced } from '../controller.ts';
import type { Parts } from '../parts.ts';
import { servicesNamedBy } from '../rollouts/named-by-rollout.ts';

export type ServiceParts = Pick<Parts, 'cluster' | 'caches' | 'writer' | 'log'>;

/**
 * Gives back the Services of Rollouts that are gone or name them no more: the annotation that says whose they are goes, and with it the
 * selector that keeps them on one revision, so that they are there for whatever comes. A Service without the annotation is nobody's
 * business here, whatever it selects: a user may have pinned it, or an Experiment made it.
 *
 * @see rollout.md §19
 */
export function serviceController(parts: ServiceParts, { workers }: { readonly workers: number }): Controller {
  return {
    name: 'Services',
    workers,
    concerns: concernedServices,
    sync: (key) => syncService(key, parts),
  };
}

/** A Service itself, and those that a Rollout does not name any more. */
function concernedServices(kind: CachedKind | 'onDemand', change: Change): readonly string[] {
  if (change.kind === 'resync') return [];
  if (kind === 'services') return isManaged(change.object) ? [keyOf(nameOf(change.object))] : [];
  if (kind !== 'rollouts' || change.kind === 'added') return [];
  const before = servicesNamedBy(change.kind === 'changed' ? change.old : change.object);
  const still = change.kind === 'changed' ? servicesNamedBy(change.object) : [];
  const { namespace } = nameOf(change.object);
  return before.filter((name) => !still.includes(name)).map((name) => keyOf({ namespace, name }));
}

async function syncService(key: string, parts: ServiceParts): Promise<Synced> {
  const service = parts.caches.services.get(nameOfKey(key));
  if (service === undefined || !isManaged(service)) return {};
  if (await isNamed(service, parts)) return {};
  const { kind } = await parts.writer.patch({ resource: KINDS.services, object: service }, GIVEN_BACK);
  if (kind === 'written')
    parts.log.info('Service is given back: its Rollout is gone or names it no more', nameLog(service));
  return kind === 'stale' ? { again: true } : {};
}

const GIVEN_BACK: JsonObject = {
  metadata: { annotations: { [MANAGED_BY]: null } },
  spec: { selector: { [HASH_LABEL]: null } },
};

/** Whether its Rollout names it. One that is not in the cache may be another instance's, so the API is asked. */
async function isNamed(service: JsonObject, { cluster, caches }: ServiceParts): Promise<boolean> {
  const { namespace, name } = nameOf(service);
  const owner = { namespace, name: managerOf(service) };
  const cached = caches.rollouts.get(owner);
  if (cached !== undefined && servicesNamedBy(cached).includes(name)) return true;
  try {
    const fresh = await cluster.request({ method: 'GET', path: objectPath(KINDS.rollouts, owner) });
    return servicesNamedBy(objectIn({ fresh }, 'fresh')).includes(name);
  } catch (error) {
    if (refusalOf(error)?.code === 404) return false;
    throw error;
  }
}

function isManaged(service: JsonObject): boolean {
  return MANAGED_BY in textsIn(objectIn(service, 'metadata'), 'annotations');
}

function managerOf(service: JsonObject): string {
  return textIn(objectIn(objectIn(service, 'metadata'), 'annotations'), MANAGED_BY);
}

function nameLog(service: JsonObject): JsonObject {
  return { ...nameOf(service), rollout: managerOf(service) };
}
