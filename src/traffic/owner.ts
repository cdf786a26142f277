import { isJsonObject, type JsonObject } from '../core/json.ts';
import { Fields } from '../rollout/reading/fields.ts';
import type { Route } from './route.ts';
import type { Manifest } from './router.ts';

/** The reference that makes an object go with its Rollout. */
export function ownerReference({ rollout: { name }, uid }: Pick<Route, 'rollout' | 'uid'>): JsonObject {
  return { apiVersion: 'argoproj.io/v1alpha1', kind: 'Rollout', name, uid, controller: true, blockOwnerDeletion: true };
}

/** Whether an object is the Rollout's: of this very one, not of an earlier one of the same name. */
export function isControlledBy(manifest: Manifest, { uid }: Pick<Route, 'uid'>): boolean {
  const controller = new Fields(manifest)
    .below('metadata')
    .list('ownerReferences')
    .find((reference) => isJsonObject(reference) && reference['controller'] === true);
  return isJsonObject(controller) && controller['uid'] === uid;
}
