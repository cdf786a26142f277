import type { JsonObject } from '../core/json.ts';
import { Fields } from './reading/fields.ts';

/** Whether the controller of an object is the one with this uid. */
export function isControlledBy(object: JsonObject, uid: string): boolean {
  const owners = new Fields(object).below('metadata').list('ownerReferences');
  return owners
    .map((owner) => new Fields(owner))
    .some((owner) => owner.flag('controller') && owner.text('uid') === uid);
}

/** What makes a Rollout the controller of an object. */
export function controllerReference(rollout: JsonObject): JsonObject {
  const metadata = new Fields(rollout).below('metadata');
  return {
    apiVersion: 'argoproj.io/v1alpha1',
    kind: 'Rollout',
    name: metadata.text('name'),
    uid: metadata.text('uid'),
    controller: true,
    blockOwnerDeletion: true,
  };
}
