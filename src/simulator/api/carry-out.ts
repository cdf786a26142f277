import type { JsonObject } from '../../core/json.ts';
import { apply } from './apply.ts';
import type { Asked } from './asked.ts';
import type { ApiAnswer } from './call.ts';
import type { Continuations } from './continuations.ts';
import { create } from './create.ts';
import { bodyObject } from './decode.ts';
import { remove, removed, warnOfOrphans } from './delete.ts';
import { deleteOptionsOf } from './delete-options.ts';
import { list, listOf, refuseVersion } from './list.ts';
import { mannersOf } from './manners.ts';
import { withOwnPart } from './own-parts.ts';
import { patched, patchTypeOf } from './patch.ts';
import { methodNotAllowed, methodNotSupported, noSuchPath, notFound, unsupportedMediaType } from './refusals.ts';
import { rescale, scaleOf } from './scale.ts';
import { selectionOf } from './selection.ts';
import { inVersion } from './served.ts';
import { refuseAnotherName, update } from './update.ts';
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
  const isElsewhere = kind.isNamespaced ? place.namespace === '' && place.name !== '' : place.namespace !== '';
  if (isElsewhere) throw noSuchPath();
  if (place.name === '') return withCollection(means, asked);
  switch (place.subresource) {
    case '':
      return withObject(means, asked);
    case 'status':
      if (!kind.hasStatus) throw noSuchPath();
      return withPart(means, asked);
    case 'scale':
      return withScale(means, asked);
    default:
      return withOwnPart(means, asked);
  }
}

function withCollection(means: Means, asked: Asked): ApiAnswer {
  const { call, kind, place } = asked;
  const isEverywhere = kind.isNamespaced && place.namespace === '';
  switch (call.method) {
    case 'GET':
      return ok(list(means.state, means.continuations, asked));
    case 'POST':
      if (isEverywhere) throw notEverywhere(asked);
      return made(asked, create(means, asked, bodyObject(asked)));
    case 'DELETE':
      if (isEverywhere) throw notEverywhere(asked);
      return shown(asked, removeAll(means, asked));
    default:
      throw methodNotAllowed();
  }
}

function withObject(means: Means, asked: Asked): ApiAnswer {
  switch (asked.call.method) {
    case 'DELETE': {
      const { object, isAccepted } = remove(means, asked);
      return { ...shown(asked, object), status: isAccepted ? 202 : 200 };
    }
    case 'GET':
      refuseVersion(means.state, asked);
      return shown(asked, currentOf(asked));
    default:
      return withPart(means, asked);
  }
}

/** All namespaces at once can only be read. */
function notEverywhere({ resource }: Asked): Error {
  return resource.isCustom ? noSuchPath() : methodNotAllowed();
}

/** Reads or changes an object or its status. */
function withPart(means: Means, asked: Asked): ApiAnswer {
  const { resource, place } = asked;
  switch (asked.call.method) {
    case 'GET':
      return shown(asked, currentOf(asked));
    case 'PUT':
      return put(means, asked);
    case 'PATCH':
      return patch(means, asked);
    default:
      throw resource.isCustom && place.subresource !== '' ? notSupported(asked) : methodNotAllowed();
  }
}

function put(means: Means, asked: Asked): ApiAnswer {
  const { resource, kind, place } = asked;
  const sent = bodyObject(asked);
  refuseAnotherName(asked, sent);
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
  const sent = patched(asked, type, current);
  refuseAnotherName(asked, sent);
  return shown(asked, update(means, asked, current, sent));
}

function withScale(means: Means, asked: Asked): ApiAnswer {
  const { kind, call } = asked;
  if (kind.scale === undefined) throw noSuchPath();
  const current = currentOf(asked);
  switch (call.method) {
    case 'GET':
      return ok(scaleOf(asked, current));
    case 'PUT':
    case 'PATCH':
      return ok(rescale(means, asked, inVersion(current, kind)));
    default:
      throw methodNotAllowed();
  }
}

/** Deletes what the query selects, and tells what that was. */
function removeAll(means: Means, asked: Asked): JsonObject {
  const { resource, place } = asked;
  const options = deleteOptionsOf(asked);
  warnOfOrphans(asked, options);
  const selection = selectionOf(asked);
  const chosen = resource.objects.list(place.namespace).filter(selection.has);
  const metadata = { resourceVersion: `${means.state.version}`, ...(resource.isCustom && { continue: '' }) };
  for (const object of chosen) removed(means, asked, object, options);
  return listOf(asked, metadata, chosen);
}

/** What stands there. @throws Fault with a 404 */
function currentOf({ resource, place }: Asked): JsonObject {
  const current = resource.objects.get(place.namespace, place.name);
  if (current === undefined) throw notFound(resource.named, place.name);
  return current;
}

function notSupported({ resource, call }: Asked): Error {
  return methodNotSupported(resource.named, call.method === 'POST' ? 'create' : 'delete');
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
