import { isJsonObject, type JsonObject } from '../../../core/json.ts';
import { Fields } from '../../../rollout/reading/fields.ts';

/** The objects of a cluster, as far as traffic goes: Pods, Services, Ingresses, VirtualServices and DestinationRules, each with its `kind`. */
export type Objects = readonly JsonObject[];

/** Those of a kind in a namespace, in their order. */
export function objectsOf(objects: Objects, kind: string, namespace: string): readonly JsonObject[] {
  return objects.filter(
    (object) => object['kind'] === kind && new Fields(object).below('metadata').text('namespace') === namespace,
  );
}

/** The one of a name; undefined where there is none. */
export function objectNamed(
  objects: Objects,
  kind: string,
  { namespace, name }: { readonly namespace: string; readonly name: string },
): JsonObject | undefined {
  return objectsOf(objects, kind, namespace).find((object) => nameOf(object) === name);
}

export function nameOf(object: JsonObject): string {
  return new Fields(object).below('metadata').text('name');
}

/** Whether an object's labels have all of these. */
export function hasLabels(object: JsonObject, wanted: JsonObject): boolean {
  const labels = new Fields(object).below('metadata').below('labels');
  return Object.entries(wanted).every(([label, value]) => labels.json(label) === value);
}

/** The objects of a list; what else stands in it is left out. */
export function objectsIn(object: Fields, name: string): readonly JsonObject[] {
  return object.list(name).filter(isJsonObject);
}
