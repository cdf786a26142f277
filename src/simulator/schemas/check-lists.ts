import { isJsonObject, type Json, type JsonObject } from '../../core/json.ts';
import { sameJson } from '../../core/same-json.ts';
import type { FieldProblem } from '../api/kind.ts';
import { duplicate, invalid } from './field-problems.ts';
import { memberSchema, type Schema } from './schema.ts';
import { somewhereIn } from './schema-facts.ts';

/** Which items of sets and of lists with keys are there twice: of each, the second is told. */
export function checkLists(value: Json, schema: Schema | undefined, path = ''): readonly FieldProblem[] {
  if (schema === undefined || !hasKeys(schema)) return [];
  if (isJsonObject(value)) {
    return Object.entries(value).flatMap(([name, member]) =>
      checkLists(member, memberSchema(schema, name), memberPath(schema, name, path)),
    );
  }
  if (!Array.isArray(value)) return [];
  const list: readonly Json[] = value;
  const inside = list.flatMap((item, index) => checkLists(item, schema.items, `${path}[${index}]`));
  return [...repeatsIn(list, schema, path), ...inside];
}

const hasKeys = somewhereIn(({ listType }) => listType !== 'atomic');

function memberPath(schema: Schema, name: string, path: string): string {
  if (!schema.properties.has(name)) return `${path}[${name}]`;
  return path === '' ? name : `${path}.${name}`;
}

function repeatsIn(list: readonly Json[], schema: Schema, path: string): readonly FieldProblem[] {
  if (schema.listType === 'atomic') return [];
  if (schema.listType === 'set') return seconds(list).map(([index, item]) => duplicate(`${path}[${index}]`, item));
  const stray = list.findIndex((item) => item !== null && !isJsonObject(item));
  if (stray >= 0) {
    return [invalid(`${path}[${stray}]`, list[stray] ?? null, 'must be an object for an array of list-type map')];
  }
  const keys = list.map((item) => keysOf(item, schema.listKeys));
  return seconds(keys).map(([index, key]) => duplicate(`${path}[${index}]`, key));
}

function keysOf(item: Json, names: readonly string[]): JsonObject {
  if (!isJsonObject(item)) return {};
  return Object.fromEntries(names.flatMap((name) => (item[name] === undefined ? [] : [[name, item[name]]])));
}

/** Of items that are there several times, the second, with its index. */
function seconds(items: readonly Json[]): readonly (readonly [index: number, item: Json])[] {
  return [...items.entries()].filter(([index, item]) => {
    const before = items.slice(0, index).filter((one) => sameJson(one, item));
    return before.length === 1;
  });
}
