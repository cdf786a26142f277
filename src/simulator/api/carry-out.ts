import { isJsonObject, type JsonObject } from '../../core/json.ts';
import { apply } from './apply.ts';
import type { Asked } from './asked.ts';
import { bind } from './binding.ts';
import type { ApiAnswer } from './call.ts';
import type { Continuations } from './continuations.ts';
import { create } from './create.ts';
import { bodyObject } from './decode.ts';
import { remove, removed } from './delete.ts';
import { deleteOptionsOf } from './delete-options.ts';
import { list, refuseVersion } from './list.ts';
import { mannersOf } from './manners.ts';
import { isNamespace } from './namespaces.ts';
import { patched, patchTypeOf } from './patch.ts';
import { methodNotAllowed, noSuchPath, notFound, unsupportedMediaType } from './refusals.ts';
import { rescale, scaleOf } from './scale.ts';
import { selectionOf } from './selection.ts';
import { apiVersionOf, inVersion } from './served.ts';
import { update } from './update.ts';
import type { Writer } from './writer.ts';

/** What calls are carried out with. */
export interface Means extends Writer {
  readonly continuations: Continuations;
}

/**
 * Carries out a call.
 *
 * @throws Fault with the API server's refusal
 */
export function carryOut(means: Means, asked: Asked): ApiAnswer {
  const { kind, place } = asked;
  if (kind.isNamespaced ? place.namespace === '' && place.name !== '' : place.namespace !== '') throw noSuchPath();
  if (place.name === '') return withCollection(means, asked);
  switch (place.subresource) {
    case '':
      return withObject(means, asked);
    case 'status':
      if (!kind.hasStatus) throw noSuchPath();
      return withPart(means, asked);
    case 'scale':
      return withScale(means, asked);
    case 'binding':
      return withBinding(means, asked);
    case 'finalize':
      if (!isNamespace(kind)) throw noSuchPath();
      return withPart(means, asked);
    default:
      throw noSuchPath();
  }
}

function withCollection(means: Means, asked: Asked): ApiAnswer {
  const { call, kind, place } = asked;
  const isEverywhere = kind.isNamespaced && place.namespace === '';
  switch (call.method) {
    case 'GET':
      return ok(list(means.state, means.continuations, asked));
    case 'POST':
      if (isEverywhere) throw methodNotAllowed();
      return made(asked, create(means, asked, bodyObject(asked)));
    case 'DELETE':
      if (isEverywhere) throw methodNotAllowed();
      return ok(removeAll(means, asked));
    default:
      throw methodNotAllowed();
  }
}

function withObject(means: Means, asked: Asked): ApiAnswer {
  switch (asked.call.method) {
    case 'DELETE':
      return shown(asked, remove(means, asked));
    case 'GET':
      refuseVersion(means.state, asked);
      return shown(asked, currentOf(asked));
    default:
      return withPart(means, asked);
  }
}

/** Reads or changes an object or its status. */
function withPart(means: Means, asked: Asked): ApiAnswer {
  switch (asked.call.method) {
    case 'GET':
      return shown(asked, currentOf(asked));
    case 'PUT':
      return put(means, asked);
    case 'PATCH':
      return patch(means, asked);
    default:
      throw methodNotAllowed();
  }
}

function put(means: Means, asked: Asked): ApiAnswer {
  const { resource, kind, place } = asked;
  const sent = bodyObject(asked);
  const current = resource.objects.get(place.namespace, place.name);
  if (current !== undefined) return shown(asked, update(means, asked, inVersion(current, kind), sent));
  const isMade = place.subresource === '' && !resource.isCustom && mannersOf(kind).createsOnUpdate;
  if (!isMade) throw notFound(resource.named, place.name);
  const metadata = sent['metadata'];
  const { resourceVersion: _version, ...rest } = metadata as JsonObject;
  return made(asked, create(means, asked, { ...sent, metadata: rest }));
}

function patch(means: Means, asked: Asked): ApiAnswer {
  const { resource, kind, place } = asked;
  const type = patchTypeOf(asked);
  if (type === 'apply') {
    if (means.ownership === undefined) throw unsupportedMediaType([]);
    const there = resource.objects.get(place.namespace, place.name);
    const { object, isNew } = apply(means, means.ownership, asked, there && inVersion(there, kind));
    return isNew ? made(asked, object) : shown(asked, object);
  }
  const current = inVersion(currentOf(asked), kind);
  return shown(asked, update(means, asked, current, patched(asked, type, current)));
}

function withScale(means: Means, asked: Asked): ApiAnswer {
  const { kind, call } = asked;
  if (kind.scale === undefined) throw noSuchPath();
  const current = currentOf(asked);
  switch (call.method) {
    case 'GET':
      return ok(scaleOf(current, kind.scale));
    case 'PUT':
    case 'PATCH':
      return ok(rescale(means, asked, inVersion(current, kind), kind.scale));
    default:
      throw methodNotAllowed();
  }
}

/** Gives a pod to a node. */
function withBinding({ state }: Means, asked: Asked): ApiAnswer {
  const { kind, call } = asked;
  if (kind.group !== '' || kind.plural !== 'pods') throw noSuchPath();
  if (call.method !== 'POST') throw methodNotAllowed();
  return { status: 201, body: bind(state, asked, currentOf(asked), isJsonObject(call.body) ? call.body : {}) };
}

/** Deletes what the query selects, and tells what that was. */
function removeAll(means: Means, asked: Asked): JsonObject {
  const { resource, kind, place } = asked;
  const options = deleteOptionsOf(asked);
  const selection = selectionOf(asked);
  const chosen = resource.objects.list(place.namespace).filter(selection.has);
  const items = chosen.map((object) => removed(means, asked, object, options).object);
  const metadata = { resourceVersion: `${means.state.version}`, ...(resource.isCustom && { continue: '' }) };
  return { kind: `${kind.kind}List`, apiVersion: apiVersionOf(kind), metadata, items };
}

/** What stands there. @throws Fault with a 404 */
function currentOf({ resource, place }: Asked): JsonObject {
  const current = resource.objects.get(place.namespace, place.name);
  if (current === undefined) throw notFound(resource.named, place.name);
  return current;
}

function ok(body: JsonObject): ApiAnswer {
  return { status: 200, body };
}

function shown({ kind, warnings }: Asked, object: JsonObject): ApiAnswer {
  const body = object['kind'] === kind.kind ? inVersion(object, kind) : object;
  return { status: 200, body, ...(warnings.length > 0 && { warnings }) };
}

function made(asked: Asked, object: JsonObject): ApiAnswer {
  return { ...shown(asked, object), status: 201 };
}
