import { isJsonObject, type Json, type JsonObject } from '../../src/core/json.ts';
import { listIn, objectIn, textIn } from '../../src/core/json-members.ts';
import { applyMergePatch } from '../../src/core/merge-patch.ts';
import { type SeenRequest, type ServerAnswer, startServer, type TestServer } from './http-server.ts';
import { fitsSelector } from './label-selector.ts';

/** A call that is refused, as ground-truth files say it. */
export interface ApiFault {
  readonly verb: string;
  readonly resource: string;
  /** Absent: calls of the object itself. */
  readonly subresource?: string;
  /** Absent: any. */
  readonly name?: string;
  /** `conflict`, `forbidden`, `notFound`, or a text that is used as it is. */
  readonly error: string;
  /** Only the first calls are refused. */
  readonly times?: number;
}

/** A write as it was asked for, also when it was refused. */
export interface SeenWrite {
  readonly verb: string;
  readonly resource: string;
  readonly subresource?: string;
  readonly namespace?: string;
  readonly name?: string;
  readonly patchType?: string;
  readonly body?: Json;
}

export interface HttpApi extends Omit<TestServer, 'requests'> {
  readonly writes: readonly SeenWrite[];
  /** An object as it stands now, by `resource/namespace/name`. */
  object(key: string): JsonObject | undefined;
}

/**
 * An API server with a few objects in memory: gets, lists with label selectors, merge and JSON patches (`replace` only), updates and
 * creations. It refuses in the words of a real one.
 */
export async function startApi(objects: readonly JsonObject[], faults: readonly ApiFault[] = []): Promise<HttpApi> {
  const stored = new Map(objects.map((object) => [keyOf(object), object]));
  const writes: SeenWrite[] = [];
  const left = faults.map((fault) => ({ fault, times: fault.times ?? Number.POSITIVE_INFINITY }));
  const server = await startServer((request) => {
    const call = callOf(request);
    if (!['get', 'list'].includes(call.verb)) writes.push(writeOf(call));
    const refused = left.find(({ fault, times }) => times > 0 && isMeant(fault, call));
    if (refused === undefined) return answer(call, stored);
    refused.times -= 1;
    return refusal(call, refused.fault.error);
  });
  return {
    url: server.url,
    port: server.port,
    connections: () => server.connections(),
    stop: () => server.stop(),
    writes,
    object: (key) => stored.get(key),
  };
}

interface Call {
  readonly verb: 'get' | 'list' | 'create' | 'update' | 'patch' | 'delete';
  readonly group: string;
  readonly resource: string;
  readonly namespace: string;
  readonly name: string;
  readonly subresource: string;
  readonly labelSelector: string;
  readonly patchType: string;
  readonly body: Json;
}

const VERBS: Readonly<Record<string, Call['verb']>> = {
  GET: 'get',
  POST: 'create',
  PUT: 'update',
  PATCH: 'patch',
  DELETE: 'delete',
};

function callOf({ method, path, query, headers, body }: SeenRequest): Call {
  const parts = path.split('/').slice(1).map(decodeURIComponent);
  const [group = ''] = parts.splice(0, parts[0] === 'api' ? 2 : 3).slice(1, -1);
  const [, namespace = ''] = parts[0] === 'namespaces' && parts.length > 2 ? parts.splice(0, 2) : [];
  const [resource = '', name = '', subresource = ''] = parts;
  const verb = VERBS[method] ?? 'get';
  return {
    verb: verb === 'get' && name === '' ? 'list' : verb,
    group,
    resource,
    namespace,
    name,
    subresource,
    labelSelector: query.get('labelSelector') ?? '',
    patchType: verb === 'patch' ? String(headers['content-type']) : '',
    body: body === '' ? null : JSON.parse(body),
  };
}

function writeOf({ verb, resource, subresource, namespace, name, patchType, body }: Call): SeenWrite {
  return {
    verb,
    resource,
    ...(subresource && { subresource }),
    ...(namespace && { namespace }),
    ...(name && { name }),
    ...(patchType && { patchType }),
    ...(body !== null && { body }),
  };
}

function isMeant(fault: ApiFault, call: Call): boolean {
  return (
    fault.verb === call.verb &&
    fault.resource === call.resource &&
    (fault.subresource ?? '') === call.subresource &&
    (fault.name ?? call.name) === call.name
  );
}

function answer(call: Call, stored: Map<string, JsonObject>): ServerAnswer {
  const key = `${call.resource}/${call.namespace}/${call.name}`;
  if (call.verb === 'list') return { body: listOf(call, stored) };
  const object = call.verb === 'create' ? {} : stored.get(key);
  if (object === undefined) return refusal(call, 'notFound');
  if (call.verb === 'get') return { body: object };
  const changed = changedBy(call, object);
  if (changed === undefined) return refusal(call, 'the server rejected our request due to an error in our request');
  stored.set(key, changed);
  return { body: changed };
}

function listOf({ resource, namespace, labelSelector }: Call, stored: ReadonlyMap<string, JsonObject>): JsonObject {
  const prefix = namespace === '' ? `${resource}/` : `${resource}/${namespace}/`;
  const items = [...stored]
    .filter(([key]) => key.startsWith(prefix))
    .map(([, object]) => object)
    .filter((object) => fitsSelector(objectIn(objectIn(object, 'metadata'), 'labels'), labelSelector));
  return { kind: 'List', metadata: { resourceVersion: '1' }, items };
}

/** Undefined for a change that cannot be made. */
function changedBy({ patchType, body }: Call, object: JsonObject): JsonObject | undefined {
  if (patchType !== 'application/json-patch+json') {
    if (!isJsonObject(body)) return undefined;
    return patchType === '' ? body : applyMergePatch(object, body);
  }
  const operations = listIn({ body }, 'body');
  return operations.reduce<JsonObject | undefined>(
    (changed, operation) =>
      changed === undefined
        ? undefined
        : replaced(changed, textIn(operation, 'path').split('/').slice(1), operation['value'] ?? null),
    object,
  );
}

function replaced(object: JsonObject, [name = '', ...below]: readonly string[], value: Json): JsonObject | undefined {
  if (!Object.hasOwn(object, name)) return undefined;
  const member = below.length === 0 ? value : replaced(objectIn(object, name), below, value);
  return member === undefined ? undefined : { ...object, [name]: member };
}

function refusal({ group, resource, name }: Call, error: string): ServerAnswer {
  const kind = group === '' ? resource : `${resource}.${group}`;
  const object = name === '' ? kind : `${kind} "${name}"`;
  const [code, reason, message] = REFUSALS[error]?.(object) ?? [400, 'BadRequest', error];
  return { status: code, body: { kind: 'Status', status: 'Failure', code, reason, message } };
}

const REFUSALS: Readonly<Record<string, (object: string) => readonly [number, string, string]>> = {
  notFound: (object) => [404, 'NotFound', `${object} not found`],
  forbidden: (object) => [403, 'Forbidden', `${object} is forbidden: not allowed`],
  conflict: (object) => [
    409,
    'Conflict',
    `Operation cannot be fulfilled on ${object}: the object has been modified; please apply your changes to the latest version and try again`,
  ],
};

function keyOf(object: JsonObject): string {
  const metadata = objectIn(object, 'metadata');
  const kind = textIn(object, 'kind').toLowerCase();
  return `${kind}${kind.endsWith('s') ? 'es' : 's'}/${textIn(metadata, 'namespace')}/${textIn(metadata, 'name')}`;
}
