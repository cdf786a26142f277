import { Fault } from '../../src/core/fault.ts';
import { isJsonObject, type Json, type JsonObject } from '../../src/core/json.ts';
import { objectIn, textIn } from '../../src/core/json-members.ts';
import { applyMergePatch } from '../../src/core/merge-patch.ts';
import type { ApiRequest, Cluster, LinesRequest } from '../../src/kube/cluster.ts';
import { uidOf } from '../../src/kube/metadata.ts';

interface Event {
  readonly collection: string;
  readonly type: 'ADDED' | 'MODIFIED' | 'DELETED';
  readonly object: JsonObject;
}

interface Place {
  /** Group, version and plural. */
  readonly collection: string;
  readonly kind: string;
  readonly namespace: string;
  readonly name: string;
  readonly subresource: string;
}

/**
 * An API server in memory that keeps what clients rely on: versions, uids, conflicts, preconditions, the status subresource,
 * lists and watches. It knows no schemas and no time; nothing happens in it but what it is asked for.
 */
export class MemoryApi implements Cluster {
  readonly context = 'memory';
  readonly server = 'http://memory';
  readonly namespace = 'default';
  /** Every request so far, in order. */
  readonly requests: (ApiRequest | (LinesRequest & { readonly method: 'WATCH' }))[] = [];
  /** Is asked before each request, watches among them: what it throws is the answer, and it may take its time. */
  before: (request: ApiRequest) => void | Promise<void> = () => {};
  /** Is asked after each request was carried out: what it throws is the answer instead. */
  after: (request: ApiRequest) => void | Promise<void> = () => {};
  readonly #objects = new Map<string, JsonObject>();
  #events: Event[] = [];
  #version = 100;
  #forgottenUpTo = 0;
  #bell = Promise.withResolvers<void>();
  #watches = 0;

  /** Changes of one kind, such as `PATCH /apis/…`, without reads. */
  get writes(): readonly string[] {
    return this.requests
      .filter(({ method }) => method !== 'GET' && method !== 'WATCH')
      .map(({ method, path }) => `${method} ${path}`);
  }

  async request(request: ApiRequest): Promise<Json> {
    this.requests.push(request);
    await this.before(request);
    if (request.signal?.aborted) throw new Fault('CLUSTER_UNREACHABLE', 'context canceled');
    const answer = this.#answer(request);
    await this.after(request);
    return answer;
  }

  async *lines(request: LinesRequest): AsyncGenerator<string, void, void> {
    this.requests.push({ method: 'WATCH', ...request });
    await this.before({ method: 'GET', ...request });
    const { collection, namespace } = placeOf(request.path);
    const since = Number(request.query?.['resourceVersion'] ?? 0);
    if (since < this.#forgottenUpTo) throw refusal(410, 'Expired', `too old resource version: ${since}`);
    request.onOpen?.();
    const own = this.#watches;
    let next = 0;
    const aborted = new Promise<void>((resolve) => request.signal?.addEventListener('abort', () => resolve()));
    const all = this.#events;
    while (!request.signal?.aborted && own === this.#watches) {
      const news = this.#bell.promise;
      for (const event of all.slice(next)) {
        next += 1;
        if (event.collection !== collection || Number(versionIn(event.object)) <= since) continue;
        if (namespace !== '' && namespaceIn(event.object) !== namespace) continue;
        yield JSON.stringify({ type: event.type, object: event.object });
      }
      await Promise.race([news, aborted]);
    }
    if (request.signal?.aborted) throw new Fault('CLUSTER_UNREACHABLE', 'context canceled');
  }

  close(): Promise<void> {
    return Promise.resolve();
  }

  /** Ends all watches, as an API server that restarts; `forget`: it knows nothing of what happened before. */
  breakWatches({ forget = false } = {}): void {
    if (forget) {
      this.#events = [];
      this.#forgottenUpTo = this.#version;
    }
    this.#watches += 1;
    this.#ring();
  }

  #answer(request: ApiRequest): Json {
    const place = placeOf(request.path);
    const key = `${place.collection} ${place.namespace} ${place.name}`;
    const body: JsonObject = 'body' in request && isJsonObject(request.body) ? request.body : {};
    if (request.method === 'POST') return this.#create(place, body);
    if (place.name === '') return this.#list(place);
    const object = this.#objects.get(key);
    if (object === undefined) throw refusal(404, 'NotFound', `${place.collection} "${place.name}" not found`);
    if (request.method === 'GET') return object;
    if (request.method === 'DELETE') return this.#delete(key, place, object, objectIn(body, 'preconditions'));
    const wanted = request.method === 'PATCH' ? applyMergePatch(object, body) : body;
    return this.#change(key, place, object, wanted);
  }

  #list({ collection, namespace, kind }: Place): JsonObject {
    const items = [...this.#objects]
      .filter(([key]) => key.startsWith(`${collection} ${namespace === '' ? '' : `${namespace} `}`))
      .map(([, object]) => object);
    return { kind: `${kind}List`, metadata: { resourceVersion: `${this.#version}` }, items };
  }

  #create(place: Place, body: JsonObject): JsonObject {
    const name = textIn(objectIn(body, 'metadata'), 'name');
    const key = `${place.collection} ${place.namespace} ${name}`;
    if (this.#objects.has(key)) {
      throw refusal(409, 'AlreadyExists', `${place.collection} "${name}" already exists`);
    }
    const metadata = { ...objectIn(body, 'metadata'), uid: `uid-${this.#version + 1}` };
    const own = place.namespace === '' ? metadata : { ...metadata, namespace: place.namespace };
    return this.#keep(key, place, 'ADDED', { ...body, metadata: own });
  }

  #change(key: string, place: Place, object: JsonObject, wanted: JsonObject): JsonObject {
    const version = versionIn(wanted);
    if (version !== '' && version !== versionIn(object)) {
      throw refusal(409, 'Conflict', `${place.collection} "${place.name}": the object has been modified`);
    }
    if (uidOf(wanted) !== uidOf(object)) throw refusal(422, 'Invalid', 'metadata.uid: field is immutable');
    const next = WITHOUT_SUBRESOURCE.has(place.kind) ? wanted : parted(place, object, wanted);
    const isSame = JSON.stringify(next) === JSON.stringify(object);
    return isSame ? object : this.#keep(key, place, 'MODIFIED', next);
  }

  #delete(key: string, place: Place, object: JsonObject, preconditions: JsonObject): JsonObject {
    const metadata = objectIn(object, 'metadata');
    for (const name of ['uid', 'resourceVersion']) {
      if (preconditions[name] !== undefined && preconditions[name] !== metadata[name]) {
        throw refusal(409, 'Conflict', `the ${name} in the precondition does not match`);
      }
    }
    this.#keep(key, place, 'DELETED', object);
    this.#objects.delete(key);
    return { kind: 'Status', status: 'Success', details: { name: place.name } };
  }

  #keep(key: string, { collection }: Place, type: Event['type'], object: JsonObject): JsonObject {
    this.#version += 1;
    const metadata = { ...objectIn(object, 'metadata'), resourceVersion: `${this.#version}` };
    const kept = { ...object, metadata };
    this.#objects.set(key, kept);
    this.#events.push({ collection, type, object: kept });
    this.#ring();
    return kept;
  }

  #ring(): void {
    const { resolve } = this.#bell;
    this.#bell = Promise.withResolvers();
    resolve();
  }
}

/** Kinds whose status is written with the object. */
const WITHOUT_SUBRESOURCE: ReadonlySet<string> = new Set(['experiments', 'analysisruns']);

/** What a write changes where the status is a subresource: that alone, or everything else. */
function parted({ subresource }: Place, object: JsonObject, { status, ...rest }: JsonObject): JsonObject {
  return subresource === 'status'
    ? { ...object, ...(status !== undefined && { status }) }
    : { ...rest, ...(object['status'] !== undefined && { status: object['status'] }) };
}

/** The API's no. */
export function refusal(code: number, reason: string, message: string): Fault {
  return new Fault('CLUSTER_REFUSED', message, { code, reason });
}

/** No answer. */
export function unreachable(message = 'connect ECONNREFUSED'): Fault {
  return new Fault('CLUSTER_UNREACHABLE', message);
}

function placeOf(path: string): Place {
  const parts = path.split('/').slice(1).map(decodeURIComponent);
  const group = parts.splice(0, parts[0] === 'api' ? 2 : 3).slice(1);
  const isIn = parts[0] === 'namespaces' && parts.length > 2;
  const [namespace = ''] = isIn ? parts.splice(0, 2).slice(1) : [];
  const [plural = '', name = '', subresource = ''] = parts;
  return { collection: [...group, plural].join('/'), kind: plural, namespace, name, subresource };
}

function versionIn(object: JsonObject): string {
  return textIn(objectIn(object, 'metadata'), 'resourceVersion');
}

function namespaceIn(object: JsonObject): string {
  return textIn(objectIn(object, 'metadata'), 'namespace');
}
