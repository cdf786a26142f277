import { isJsonObject, type JsonObject } from '../../../../src/core/json.ts';
import { textIn } from '../../../../src/core/json-members.ts';
import type { Api, ApiAnswer, ApiCall, WatchEvent } from '../../../../src/simulator/api/call.ts';
import type { ApiKind, Column } from '../../../../src/simulator/api/kind.ts';

/** An API that answers as it is told and remembers what it was asked. */
export interface ScriptedApi extends Api {
  readonly calls: readonly ApiCall[];
  /** How many watches are open. */
  watches(): number;
  /** Tells all watches. */
  tell(event: WatchEvent): void;
}

const LAX_RULES: ApiKind['rules'] = {
  prune: (object) => ({ object, unknown: [] }),
  withDefaults: (object) => object,
  problemsOf: () => [],
};

/** The columns of the kinds below: the name, and the size in a wide table. */
const COLUMNS: readonly Column[] = [
  { name: 'Name', type: 'string', format: 'name', description: 'What it is called', priority: 0, cell: nameOf },
  { name: 'Age', type: 'string', description: 'How old', priority: 0, cell: (_, ageAt) => `${ageAt / 1000}s` },
  { name: 'Size', type: 'integer', description: 'How big', priority: 1, cell: ({ size }) => Number(size) },
];

function nameOf({ metadata }: JsonObject): string {
  return textIn(isJsonObject(metadata) ? metadata : {}, 'name');
}

/** A kind for tests: a namespaced one of the core group without parts, unless told otherwise. */
export function kindOf(plural: string, members: Partial<ApiKind> = {}): ApiKind {
  const singular = plural.replace(/s$/, '');
  return {
    group: '',
    version: 'v1',
    kind: `${singular.charAt(0).toUpperCase()}${singular.slice(1)}`,
    plural,
    singular,
    shortNames: [],
    categories: [],
    isNamespaced: true,
    hasStatus: false,
    columns: COLUMNS,
    rules: LAX_RULES,
    ...members,
  };
}

/**
 * @param answer   given to every call
 * @param initial  events that a watch begins with; or the refusal of watches
 */
export function scriptedApi(
  kinds: readonly ApiKind[],
  answer: ApiAnswer | Error = { status: 200, body: {} },
  initial: readonly WatchEvent[] | ApiAnswer = [],
): ScriptedApi {
  const calls: ApiCall[] = [];
  const listeners = new Set<(event: WatchEvent) => void>();
  return {
    calls,
    watches: () => listeners.size,
    tell(event) {
      for (const hear of listeners) hear(event);
    },
    kinds: () => kinds,
    answer(call) {
      calls.push(call);
      if (answer instanceof Error) throw answer;
      return answer;
    },
    watch(call, hear) {
      calls.push(call);
      if ('status' in initial) return initial;
      for (const event of initial) hear(event);
      listeners.add(hear);
      return { stop: () => void listeners.delete(hear) };
    },
  };
}
