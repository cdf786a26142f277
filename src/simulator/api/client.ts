import { Fault } from '../../core/fault.ts';
import type { Json, JsonObject } from '../../core/json.ts';
import { textIn } from '../../core/json-members.ts';
import type { Api, ApiAnswer, ApiCall, WatchEvent, Watching } from './call.ts';
import type { ApiKind } from './kind.ts';
import { itemsIn, metadataOf } from './members.ts';
import { PATCHES } from './patch.ts';
import { refusalFrom } from './refusals.ts';

/** A kind of object, as its paths name it. An `ApiKind` is one. */
export type ResourceName = Pick<ApiKind, 'group' | 'version' | 'plural'>;

/** Which objects of a kind. */
export interface Chosen {
  /** Absent: all namespaces. */
  readonly namespace?: string;
  readonly labelSelector?: string;
  readonly fieldSelector?: string;
}

/** Where an object is. */
export interface ObjectPlace {
  /** Empty for kinds that live in no namespace. */
  readonly namespace: string;
  readonly name: string;
}

/**
 * The API server as the simulator's own controllers call it: in the same turn, without a network. Every method throws Fault
 * CLUSTER_REFUSED with `{ code, reason, status }` for a refusal, where `status` is the Status object.
 */
export interface ApiClient {
  /** @throws Fault also when it is not there: `code` 404 */
  get(resource: ResourceName, place: ObjectPlace): JsonObject;
  /** Undefined when it is not there. */
  find(resource: ResourceName, place: ObjectPlace): JsonObject | undefined;
  list(resource: ResourceName, chosen?: Chosen): readonly JsonObject[];
  /** Makes an object, in the namespace that its metadata name. */
  create(resource: ResourceName, object: JsonObject): JsonObject;
  /** Writes everything but the status, of the version that the object says. */
  update(resource: ResourceName, object: JsonObject): JsonObject;
  /** Writes the status alone. */
  updateStatus(resource: ResourceName, object: JsonObject): JsonObject;
  /** Sends an RFC 7386 patch, of the object or of a part of it. */
  patch(resource: ResourceName, place: ObjectPlace, patch: JsonObject, subresource?: 'status' | 'scale'): JsonObject;
  /** @param options  members of a DeleteOptions: `propagationPolicy`, `gracePeriodSeconds`, `preconditions` */
  delete(resource: ResourceName, place: ObjectPlace, options?: JsonObject): void;
  /** Hears of what is there and then of every change. */
  watch(resource: ResourceName, chosen: Chosen, hear: (event: WatchEvent) => void): Watching;
  /** Any other call, such as to a part that only some kinds have. Never throws for a refusal. */
  call(call: ApiCall): ApiAnswer;
}

/** @param userAgent  who calls, as `managedFields` name it */
export function clientOf(api: Api, userAgent: string): ApiClient {
  const send = (method: ApiCall['method'], path: string, more: Partial<ApiCall> = {}): JsonObject => {
    const { status, body } = api.answer({ method, path, query: {}, userAgent, ...more });
    if (status >= 300) throw refusalFrom(body);
    return body;
  };
  const put = (resource: ResourceName, object: JsonObject, subresource: readonly string[]): JsonObject =>
    send('PUT', pathOf(resource, placeOfObject(object), ...subresource), { body: object });
  const get = (resource: ResourceName, place: ObjectPlace): JsonObject => send('GET', pathOf(resource, place));
  return {
    get,
    find: (resource, place) => unlessMissing(() => get(resource, place)),
    list: (resource, chosen = {}) => {
      const { path, query } = collectionOf(resource, chosen);
      // Items of a list are objects.
      return itemsIn(send('GET', path, { query }), 'items') as readonly JsonObject[];
    },
    create: (resource, object) => {
      const path = collectionPath(resource, placeOfObject(object).namespace);
      return send('POST', path, { body: object });
    },
    update: (resource, object) => put(resource, object, []),
    updateStatus: (resource, object) => put(resource, object, ['status']),
    patch: (resource, place, patch, subresource) =>
      send('PATCH', pathOf(resource, place, ...(subresource === undefined ? [] : [subresource])), {
        body: patch,
        contentType: PATCHES.merge,
      }),
    delete: (resource, place, options) => {
      send('DELETE', pathOf(resource, place), options === undefined ? {} : { body: options });
    },
    watch: (resource, chosen, hear) => {
      const { path, query } = collectionOf(resource, chosen);
      const watching = api.watch({ method: 'GET', path, query: { ...query, watch: 'true' }, userAgent }, hear);
      if ('stop' in watching) return watching;
      throw refusalFrom(watching.body);
    },
    call: (call) => api.answer({ userAgent, ...call }),
  };
}

/** Path of all objects of a kind. */
function collectionPath({ group, version, plural }: ResourceName, namespace: string): string {
  const root = group === '' ? `/api/${version}` : `/apis/${group}/${version}`;
  return `${root}${namespace === '' ? '' : `/namespaces/${encodeURIComponent(namespace)}`}/${plural}`;
}

function pathOf(resource: ResourceName, { namespace, name }: ObjectPlace, ...subresource: readonly string[]): string {
  return [collectionPath(resource, namespace), encodeURIComponent(name), ...subresource].join('/');
}

function collectionOf(
  resource: ResourceName,
  { namespace = '', ...selectors }: Chosen,
): Pick<ApiCall, 'path' | 'query'> {
  return { path: collectionPath(resource, namespace), query: selectors };
}

function placeOfObject(object: JsonObject): ObjectPlace {
  const metadata: Json = metadataOf(object);
  return { namespace: textIn(metadata, 'namespace'), name: textIn(metadata, 'name') };
}

function unlessMissing(get: () => JsonObject): JsonObject | undefined {
  try {
    return get();
  } catch (error) {
    if (error instanceof Fault && error.details['code'] === 404) return undefined;
    throw error;
  }
}
