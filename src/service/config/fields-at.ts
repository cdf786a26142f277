import { isJsonObject, type Json } from '../../core/json.ts';
import { itemPath, memberPath } from '../../resources/path.ts';

/** A value and where it stands. */
export interface Found {
  readonly path: string;
  readonly value: Json;
}

/**
 * What stands at a place of a document.
 *
 * @param place names with dots between; `[]` behind a name for each item of a list, `*` for each member of an object: `grants[].secrets[].name`
 * @returns     nothing for a place that is not there
 */
export function fieldsAt(document: Json, place: string): readonly Found[] {
  return place
    .split('.')
    .reduce<readonly Found[]>(
      (found, step) => found.flatMap((one) => follow(one, step)),
      [{ path: '', value: document }],
    );
}

function follow({ path, value }: Found, step: string): readonly Found[] {
  if (!isJsonObject(value)) return [];
  const name = step.replace(/\[\]$/, '');
  const members = Object.entries(value)
    .filter(([member]) => name === '*' || member === name)
    .map(([member, inside]) => ({ path: memberPath(path, member), value: inside }));
  return step.endsWith('[]') ? members.flatMap(itemsOf) : members;
}

function itemsOf({ path, value }: Found): readonly Found[] {
  return Array.isArray(value) ? value.map((item: Json, index) => ({ path: itemPath(path, index), value: item })) : [];
}
