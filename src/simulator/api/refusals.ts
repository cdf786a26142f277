import { Fault } from '../../core/fault.ts';
import { isJsonObject, type Json, type JsonObject } from '../../core/json.ts';
import type { ApiAnswer } from './call.ts';
import type { FieldProblem } from './kind.ts';

/** A resource or a kind, as Status objects name it. */
export interface Named {
  /** Empty: the core group. */
  readonly group: string;
  /** `replicasets`, or `ReplicaSet` where the API server speaks of the kind. */
  readonly word: string;
}

interface StatusParts {
  readonly code: number;
  /** Absent: the API server gives none, as with 500. */
  readonly reason?: string;
  readonly message: string;
  readonly details?: JsonObject;
}

/**
 * The API server's no, to be thrown where it comes up. Its details are `code`, `reason` and `status`, the Status object.
 *
 * @see https://kubernetes.io/docs/reference/kubernetes-api/common-definitions/status/
 */
export function refusal({ code, reason, message, details }: StatusParts): Fault {
  const status: JsonObject = {
    kind: 'Status',
    apiVersion: 'v1',
    metadata: {},
    status: 'Failure',
    message,
    ...(reason !== undefined && { reason }),
    ...(details !== undefined && { details }),
    code,
  };
  return new Fault('CLUSTER_REFUSED', message, { code, reason: reason ?? '', status });
}

/** A refusal that came as a Status object, from a part that knows the API server's words itself. */
export function refusalFrom(status: JsonObject): Fault {
  const { code, reason, message } = status;
  return new Fault('CLUSTER_REFUSED', typeof message === 'string' ? message : '', {
    code: typeof code === 'number' ? code : 500,
    reason: typeof reason === 'string' ? reason : '',
    status,
  });
}

/** The answer that a refusal is; undefined for anything else that was thrown. */
export function answerOf(thrown: unknown): ApiAnswer | undefined {
  const status = thrown instanceof Fault ? thrown.details['status'] : undefined;
  if (!isJsonObject(status)) return undefined;
  return { status: typeof status['code'] === 'number' ? status['code'] : 500, body: status };
}

/** 404 for an object. */
export function notFound(resource: Named, name: string): Fault {
  const message = `${qualified(resource)} ${quoted(name)} not found`;
  return refusal({ code: 404, reason: 'NotFound', message, details: detailsOf(resource, name) });
}

/** 404 for a path that names nothing that is served. */
export function noSuchPath(): Fault {
  const message = 'the server could not find the requested resource';
  return refusal({ code: 404, reason: 'NotFound', message, details: {} });
}

/** @param isGoing  whether the object that stands there is being deleted */
export function alreadyExists(resource: Named, name: string, isGoing: boolean): Fault {
  const message = `${isGoing ? 'object is being deleted: ' : ''}${qualified(resource)} ${quoted(name)} already exists`;
  return refusal({ code: 409, reason: 'AlreadyExists', message, details: detailsOf(resource, name) });
}

export function conflict(resource: Named, name: string, why: string): Fault {
  const message = `Operation cannot be fulfilled on ${qualified(resource)} ${quoted(name)}: ${why}`;
  return refusal({ code: 409, reason: 'Conflict', message, details: detailsOf(resource, name) });
}

export function forbidden(resource: Named, name: string, why: string, causes: readonly Json[] = []): Fault {
  const message = `${qualified(resource)} ${quoted(name)} is forbidden: ${why}`;
  const details = { ...detailsOf(resource, name), ...(causes.length > 0 && { causes }) };
  return refusal({ code: 403, reason: 'Forbidden', message, details });
}

export function badRequest(message: string): Fault {
  return refusal({ code: 400, reason: 'BadRequest', message });
}

export function methodNotAllowed(): Fault {
  const message = 'the server does not allow this method on the requested resource';
  return refusal({ code: 405, reason: 'MethodNotAllowed', message, details: {} });
}

/** 405 for a part of a custom object. */
export function methodNotSupported(resource: Named, verb: 'create' | 'delete'): Fault {
  const message = `${verb} is not supported on resources of kind "${qualified(resource)}"`;
  return refusal({ code: 405, reason: 'MethodNotAllowed', message, details: detailsOf(resource, '') });
}

/** 415, for a resource that only takes what is listed. */
export function unsupportedMediaType(accepted: readonly string[]): Fault {
  const message = `the body of the request was in an unknown format - accepted media types include: ${accepted.join(', ')}`;
  return refusal({ code: 415, reason: 'UnsupportedMediaType', message });
}

/** 415 in the words of built-in resources. */
export function unknownMediaType(): Fault {
  const message = '415: Unsupported Media Type';
  return refusal({ code: 415, reason: 'UnsupportedMediaType', message, details: {} });
}

/** 410: the version is older than what the server remembers. */
export function expired(message: string): Fault {
  return refusal({ code: 410, reason: 'Expired', message });
}

/** The API server gave up, in words that are its own and not a client's. */
export function internalError(message: string): Fault {
  return refusal({ code: 500, message });
}

/**
 * 422 with every problem.
 *
 * @param kind  usually the kind, sometimes the resource: upstream says both
 */
export function invalid(kind: Named, name: string, problems: readonly FieldProblem[]): Fault {
  const texts = [...new Set(problems.map(({ field, message }) => `${field}: ${message}`))];
  const all = texts.length === 1 ? texts[0] : `[${texts.join(', ')}]`;
  const causes = problems.map(({ reason, field, message }) => ({ reason, message, field }));
  const message = `${qualified(kind)} ${quoted(name)} is invalid: ${all}`;
  return refusal({ code: 422, reason: 'Invalid', message, details: { ...detailsOf(kind, name), causes } });
}

/** A text in quotes, as Go writes it. */
export function quoted(text: string): string {
  return JSON.stringify(text);
}

/** `replicasets.apps`, or `pods`. */
export function qualified({ group, word }: Named): string {
  return group === '' ? word : `${word}.${group}`;
}

function detailsOf({ group, word }: Named, name: string): JsonObject {
  return { ...(name !== '' && { name }), ...(group !== '' && { group }), ...(word !== '' && { kind: word }) };
}
