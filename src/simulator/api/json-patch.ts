import { isJsonObject, type Json, type JsonObject } from '../../core/json.ts';
import { sameJson } from '../../core/same-json.ts';
import { badRequest, refusal } from './refusals.ts';

/**
 * What the operations of an RFC 6902 patch make of an object.
 *
 * @throws Fault with a 400 for a patch that is no list, a 422 for one that cannot be carried out; the API server does not say why
 */
export function applyJsonPatch(object: JsonObject, patch: Json | undefined): Json {
  if (!Array.isArray(patch)) {
    throw badRequest(
      'error decoding patch: json: cannot unmarshal object into Go value of type []handlers.jsonPatchOp',
    );
  }
  return patch.reduce<Json>(
    (document, operation: Json) => applied(document, isJsonObject(operation) ? operation : {}),
    object,
  );
}

function applied(document: Json, operation: JsonObject): Json {
  const { op, value = null } = operation;
  const path = pointer(operation['path']);
  switch (op) {
    case 'add':
      return changed(document, path, (holder, key) => put(holder, key, value, true));
    case 'replace':
      return changed(document, path, (holder, key) => put(holder, key, value, false));
    case 'remove':
      return changed(document, path, takeOut);
    case 'move': {
      const from = pointer(operation['from']);
      const moved = found(document, from);
      const without = changed(document, from, takeOut);
      return changed(without, path, (holder, key) => put(holder, key, moved, true));
    }
    case 'copy': {
      const copied = valueOr(document, pointer(operation['from']));
      return changed(document, path, (holder, key) => put(holder, key, copied, true));
    }
    case 'test':
      if (!sameJson(valueOr(document, path), value)) throw impossible();
      return document;
    default:
      throw impossible();
  }
}

type Holder = readonly Json[] | JsonObject;

function changed(document: Json, path: readonly string[], change: (holder: Holder, key: string) => Json): Json {
  const [key, ...rest] = path;
  if (key === undefined || !isHolder(document)) throw impossible();
  if (rest.length === 0) return change(document, key);
  const inner = changed(found(document, [key]), rest, change);
  return put(document, key, inner, false);
}

function put(holder: Holder, key: string, value: Json, isNew: boolean): Json {
  if (!isList(holder)) return { ...holder, [key]: value };
  const index = key === '-' && isNew ? holder.length : indexIn(holder, key, isNew ? 1 : 0);
  return isNew ? holder.toSpliced(index, 0, value) : holder.with(index, value);
}

function takeOut(holder: Holder, key: string): Json {
  if (isList(holder)) return holder.toSpliced(indexIn(holder, key, 0), 1);
  if (!Object.hasOwn(holder, key)) throw impossible();
  const { [key]: _gone, ...rest } = holder;
  return rest;
}

function found(document: Json, path: readonly string[]): Json {
  let value = document;
  for (const key of path) {
    if (!isHolder(value)) throw impossible();
    const inner = isList(value) ? value[indexIn(value, key, 0)] : ownMember(value, key);
    if (inner === undefined) throw impossible();
    value = inner;
  }
  return value;
}

/** A member that is not there is null. */
function valueOr(document: Json, path: readonly string[]): Json {
  const holder = found(document, path.slice(0, -1));
  const key = path.at(-1);
  if (key !== undefined && isHolder(holder) && !isList(holder)) return ownMember(holder, key) ?? null;
  return found(document, path);
}

function ownMember(object: JsonObject, key: string): Json | undefined {
  return Object.hasOwn(object, key) ? object[key] : undefined;
}

function isHolder(value: Json): value is Holder {
  return typeof value === 'object' && value !== null;
}

function isList(value: Json): value is readonly Json[] {
  return Array.isArray(value);
}

/** Counted from the end when negative, as upstream allows. */
function indexIn(list: readonly Json[], key: string, beyond: number): number {
  const index = /^-?\d+$/.test(key) ? Number(key) : Number.NaN;
  const place = index < 0 ? index + list.length + beyond : index;
  if (!(place >= 0 && place < list.length + beyond)) throw impossible();
  return place;
}

function pointer(path: Json | undefined): readonly string[] {
  if (typeof path !== 'string') throw impossible();
  // What stands before the first slash is not looked at.
  return path
    .split('/')
    .slice(1)
    .map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'));
}

function impossible(): Error {
  const message = 'the server rejected our request due to an error in our request';
  return refusal({ code: 422, reason: 'Invalid', message, details: {} });
}
