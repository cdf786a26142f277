import { isJsonObject, type Json, type JsonObject } from '../../core/json.ts';
import { applyMergePatch } from '../../core/merge-patch.ts';
import { shownValue } from '../apply/applied-problems.ts';
import { shapeFor } from '../apply/shape-for.ts';
import type { Asked } from './asked.ts';
import { patchedObject } from './decode.ts';
import { applyJsonPatch } from './json-patch.ts';
import { badRequest, unknownMediaType, unsupportedMediaType } from './refusals.ts';
import { shownPatched } from './shown-patch.ts';
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
  const { kind, call } = asked;
  const { body = null } = call;
  if (type === 'json') {
    const made = asObject(applyJsonPatch(current, body));
    return patchedObject(asked, made, () => shownPatched(kind, type, current, body));
  }
  if (!isJsonObject(body)) throw unreadable(type, body);
  if (type === 'merge') {
    return patchedObject(asked, applyMergePatch(current, body), () => shownPatched(kind, type, current, body));
  }
  const merged = strategicallyMerged(shapeFor(kind), current, body);
  // Nobody looks at what such a patch says of the type, and a refusal shows no more than the patch.
  const { apiVersion = null, kind: word = null } = current;
  return patchedObject(asked, { ...merged, apiVersion, kind: word }, () => shownValue(body));
}

function asObject(json: Json): JsonObject {
  return isJsonObject(json) ? json : {};
}

function unreadable(type: 'merge' | 'strategic', patch: Json | undefined): Error {
  const found = Array.isArray(patch) ? 'array' : typeof patch;
  const why = `json: cannot unmarshal ${found} into Go value of type map[string]interface {}`;
  return badRequest(type === 'merge' ? `error decoding patch: ${why}` : why);
}
