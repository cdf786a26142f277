import type { Json, JsonObject } from '../../../../src/core/json.ts';
import { Fields } from '../../../../src/rollout/reading/fields.ts';
import { sameJson } from '../../kind.ts';

/** Objects by `Kind/namespace/name`. */
export type Store = Map<string, JsonObject>;

/** How a line of ground truth names an object. */
export function storeKey(object: Json): string {
  const { kind, namespace, name } = {
    kind: new Fields(object).text('kind'),
    namespace: new Fields(object).below('metadata').text('namespace'),
    name: new Fields(object).below('metadata').text('name'),
  };
  return `${kind}/${namespace}/${name}`;
}

export function storeOf(objects: readonly JsonObject[]): Store {
  return new Map(objects.map((object) => [storeKey(object), object]));
}

/** The objects of one kind. */
export function ofKind(store: Store, kind: string): readonly JsonObject[] {
  return [...store.values()].filter((object) => object['kind'] === kind);
}

/** What a line says is there in the end. */
export function storeAfter(line: {
  readonly before: readonly JsonObject[];
  readonly after: readonly JsonObject[];
  readonly deleted: readonly string[];
}): Store {
  const store = storeOf([...line.before, ...line.after]);
  for (const key of line.deleted) store.delete(key);
  return store;
}

/** The objects of a store that the other has not, or not so. */
export function notIn(store: Store, other: Store): readonly JsonObject[] {
  return [...store]
    .filter(([key, object]) => !sameJson(bare(object), bare(other.get(key) ?? {})))
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([, object]) => bare(object));
}

/** Without a status that says nothing, which Go writes into whatever it makes. */
function bare(object: JsonObject): JsonObject {
  const { status, ...rest } = object;
  const isEmpty = [{}, { replicas: 0 }, { phase: '', runSummary: {} }, { loadBalancer: {} }].some((empty) =>
    sameJson(status, empty),
  );
  return status === undefined || isEmpty ? rest : object;
}
