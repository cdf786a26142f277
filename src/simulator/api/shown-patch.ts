import { marshalJson } from '../../core/go/json.ts';
import { isJsonObject, type Json, type JsonObject } from '../../core/json.ts';
import { textIn } from '../../core/json-members.ts';
import { applyMergePatch } from '../../core/merge-patch.ts';
import { byName, membersByName } from './by-name.ts';
import { applyJsonPatch } from './json-patch.ts';
import type { ApiKind } from './kind.ts';
import { itemsIn } from './members.ts';

/**
 * What a merge or JSON patch made of an object, as the API server shows it where that is no object of the kind: parts that the patch went into have
 * their members in the order of their names, others are as they stood.
 *
 * @see https://pkg.go.dev/gopkg.in/evanphx/json-patch.v4
 */
export function shownPatched(kind: ApiKind, type: 'json' | 'merge', current: JsonObject, patch: Json): string {
  const before = kind.rules.inPrintOrder?.(current) ?? byName(current);
  const object = isJsonObject(before) ? before : {};
  if (type === 'json') return printed(sortedWithin(applyJsonPatch(object, patch), pathsOf(patch)));
  return printed(sortedWithin(applyMergePatch(object, isJsonObject(patch) ? patch : {}), patch));
}

/** @param touched  objects in it stand where the patch went in */
function sortedWithin(value: Json, touched: Json | undefined): Json {
  if (!isJsonObject(touched)) return value;
  if (Array.isArray(value)) return value.map((item: Json, index) => sortedWithin(item, touched[index]));
  return isJsonObject(value) ? membersByName(value, (member, name) => sortedWithin(member, touched[name])) : value;
}

/** What the paths of a JSON patch lead through, as objects within objects. */
function pathsOf(patch: Json): Json {
  const operations = itemsIn({ patch }, 'patch').filter(isJsonObject);
  const paths = operations.flatMap((operation) => [textIn(operation, 'path'), textIn(operation, 'from')]);
  return paths
    .filter((path) => path !== '')
    .map((path) => path.split('/').slice(1))
    .reduce<JsonObject>((all, path) => withPath(all, path), {});
}

function withPath(all: JsonObject, [name, ...rest]: readonly string[]): JsonObject {
  if (name === undefined || rest.length === 0) return all;
  const key = name.replaceAll('~1', '/').replaceAll('~0', '~');
  const inside = isJsonObject(all[key]) ? all[key] : {};
  return { ...all, [key]: withPath(inside, rest) };
}

/** As Go prints JSON, in the order in which members stand. */
function printed(value: Json): string {
  if (Array.isArray(value)) return `[${value.map((item: Json) => printed(item)).join(',')}]`;
  if (!isJsonObject(value)) return marshalJson(value);
  const members = Object.entries(value).map(([name, member]) => `${marshalJson(name)}:${printed(member)}`);
  return `{${members.join(',')}}`;
}
