import type { JsonObject } from '../../core/json.ts';
import { listIn, objectIn, textIn } from '../../core/json-members.ts';
import { nameOf } from '../metadata.ts';

/** The reference to the object that controls this one, if one does. */
export function controllerOf(object: JsonObject): JsonObject | undefined {
  return listIn(objectIn(object, 'metadata'), 'ownerReferences').find((owner) => owner['controller'] === true);
}

/** What an index by controller has the objects of a namespace under that nothing controls. */
export const orphansIn = (namespace: string): string => `orphans/${namespace}`;

/** By the uid of its controller, or by `orphansIn` its namespace. */
export function byController(object: JsonObject): readonly string[] {
  const controller = controllerOf(object);
  return [controller === undefined ? orphansIn(nameOf(object).namespace) : textIn(controller, 'uid')];
}
