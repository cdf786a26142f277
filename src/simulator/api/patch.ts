import { isJsonObject, type Json, type JsonObject } from '../../core/json.ts';
import { applyMergePatch } from '../../core/merge-patch.ts';
import { shapeFor } from '../apply/shape-for.ts';
import type { Asked } from './asked.ts';
import { patchedObject } from './decode.ts';
import { applyJsonPatch } from './json-patch.ts';
import { badRequest, unknownMediaType, unsupportedMediaType } from './refusals.ts';
import { strategicallyMerged } from './strategic-merge.ts';

/** How a patch is written, by the content type that says so. */
export const PATCHES = {
  json: 'application/json-patch+json',
  merge: 'application/merge-patch+json',
  strategic: 'application/strategic-merge-patch+json',
  apply: 'application/apply-patch+yaml',
} as const;

/** Which kind of patch a call sends. @throws Fault with a 415 for one that the kind does not know */
export function patchTypeOf({ call, resource }: Asked): keyof typeof PATCHES {
  const contentType = call.contentType?.split(';')[0]?.trim() ?? '';
  const known = (Object.keys(PATCHES) as (keyof typeof PATCHES)[]).filter(
    (type) => type !== 'strategic' || !resource.isCustom,
  );
  const type = known.find((type) => PATCHES[type] === contentType);
  if (type !== undefined) return type;
  throw resource.isCustom ? unsupportedMediaType(known.map((each) => PATCHES[each])) : unknownMediaType();
}

/**
 * What a patch makes of an object.
 *
 * @throws Fault with a 400 or 422 for a patch that cannot be read, or that makes no object of the kind
 */
export function patched(asked: Asked, type: 'json' | 'merge' | 'strategic', current: JsonObject): JsonObject {
  const { body } = asked.call;
  if (type === 'json') return patchedObject(asked, asObject(applyJsonPatch(current, body)));
  if (!isJsonObject(body)) throw unreadable(type, body);
  return patchedObject(
    asked,
    type === 'merge' ? applyMergePatch(current, body) : strategicallyMerged(shapeFor(asked.kind), current, body),
  );
}

function asObject(json: Json): JsonObject {
  return isJsonObject(json) ? json : {};
}

function unreadable(type: 'merge' | 'strategic', patch: Json | undefined): Error {
  const found = Array.isArray(patch) ? 'array' : typeof patch;
  const why = `json: cannot unmarshal ${found} into Go value of type map[string]interface {}`;
  return badRequest(type === 'merge' ? `error decoding patch: ${why}` : why);
}
