import { isJsonObject, type Json, type JsonObject } from '../../../core/json.ts';
import { byName, membersByName } from '../../api/by-name.ts';
import type { Shape, StructShape } from './shape.ts';

/** An object of a built-in kind with its members in the order in which Go's struct has them, and entries of maps by their names. */
export function inGoOrder(object: JsonObject, { members }: StructShape): JsonObject {
  const known = [...members.values()].flatMap(({ name, shape }): [string, Json][] => {
    const value = Object.hasOwn(object, name) ? object[name] : undefined;
    return value === undefined ? [] : [[name, ordered(value, shape)]];
  });
  return Object.fromEntries(known);
}

function ordered(value: Json, shape: Shape): Json {
  if (shape.kind === 'struct') return isJsonObject(value) ? inGoOrder(value, shape) : value;
  if (shape.kind === 'list') return Array.isArray(value) ? value.map((item: Json) => ordered(item, shape.of)) : value;
  if (shape.kind !== 'map' || !isJsonObject(value)) return byName(value);
  return membersByName(value, (member) => ordered(member, shape.of));
}
