import type { JsonObject } from '../../core/json.ts';
import { sameJson } from '../../core/same-json.ts';
import type { ApiKind } from './kind.ts';
import { metadataOf, numberIn, valueAt } from './members.ts';

/** The generation of an object after a change; undefined for kinds that count none. */
export function generationAfter(kind: ApiKind, old: JsonObject, next: JsonObject): number | undefined {
  if (kind.generationOf?.length === 0) return undefined;
  const generation = numberIn(metadataOf(old), 'generation') ?? 0;
  return hasOtherWishes(kind, old, next) ? generation + 1 : generation;
}

function hasOtherWishes({ generationOf }: ApiKind, old: JsonObject, next: JsonObject): boolean {
  if (generationOf !== undefined) {
    return generationOf.some((path) => !sameJson(valueAt(old, path) ?? null, valueAt(next, path) ?? null));
  }
  return !sameJson(wishes(old), wishes(next));
}

function wishes({ metadata: _metadata, status: _status, ...rest }: JsonObject): JsonObject {
  return rest;
}
