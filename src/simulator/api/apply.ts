import { isJsonObject, type JsonObject } from '../../core/json.ts';
import { textIn } from '../../core/json-members.ts';
import type { ApplyRefusal } from '../apply/writing.ts';
import type { Asked } from './asked.ts';
import { create } from './create.ts';
import { patchedObject } from './decode.ts';
import { metadataOf } from './members.ts';
import { badRequest, conflict, invalid, notFound, refusal } from './refusals.ts';
import { refuseAnotherName, update } from './update.ts';
import { isTrue } from './watch.ts';
import type { Ownership, Writer } from './writer.ts';

/** What an apply came to. */
export interface Applied {
  readonly object: JsonObject;
  readonly isNew: boolean;
}

/**
 * Carries out a server-side apply: makes the object, or changes of it what the manager cares about.
 *
 * @throws Fault with the API server's refusal, a 409 for fields that others own among them
 */
export function apply(writer: Writer, ownership: Ownership, asked: Asked, current: JsonObject | undefined): Applied {
  const { call, kind, resource, place, now } = asked;
  const { fieldManager = '', force } = call.query;
  if (fieldManager === '') {
    const problem = {
      reason: 'FieldValueRequired',
      field: 'fieldManager',
      message: 'Required value: is required for apply patch',
    };
    throw invalid({ group: 'meta.k8s.io', word: 'PatchOptions' }, '', [problem]);
  }
  const { body } = call;
  if (!isJsonObject(body)) throw badRequest('error decoding YAML: the body is no object');
  if (current === undefined && place.subresource !== '') throw notFound(resource.named, place.name);
  const result = ownership.applyPatch({
    kind,
    ...(current !== undefined && { current }),
    applied: body,
    manager: fieldManager,
    force: isTrue(force),
    ...(place.subresource !== '' && { subresource: place.subresource }),
    now,
  });
  if ('refusal' in result) throw refused(result.refusal);
  if (result.object === current) return { object: current, isNew: false };
  const sent = patchedObject(asked, result.object);
  refuseAnotherName(asked, sent);
  if (current !== undefined) return { object: update(writer, asked, current, sent, true), isNew: false };
  refuseUid(asked, sent);
  return { object: create(writer, asked, sent, true), isNew: true };
}

/** @throws Fault with a 409 for an object that should be there already, and is not */
function refuseUid({ resource, place }: Asked, sent: JsonObject): void {
  const uid = textIn(metadataOf(sent), 'uid');
  if (uid === '') return;
  const why = `uid mismatch: the provided object specified uid ${uid}, and no existing object was found`;
  throw conflict(resource.named, place.name, why);
}

function refused({ status, reason, message, causes }: ApplyRefusal): Error {
  return refusal({
    code: status,
    ...(reason !== '' && { reason }),
    message,
    ...(causes.length > 0 && { details: { causes: causes.map((cause) => ({ ...cause })) } }),
  });
}
