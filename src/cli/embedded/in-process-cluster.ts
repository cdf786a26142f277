import type { Clock } from '../../core/clock.ts';
import type { Fault } from '../../core/fault.ts';
import { after, millisOf } from '../../core/instant.ts';
import type { Json, JsonObject } from '../../core/json.ts';
import { objectIn } from '../../core/json-members.ts';
import { type ApiRequest, type Cluster, type LinesRequest, PATCH_CONTENT_TYPES } from '../../kube/cluster.ts';
import { refused } from '../../kube/refusal.ts';
import { unanswered } from '../../kube/unanswered.ts';
import type { Api, ApiAnswer, ApiCall, WatchEvent } from '../../simulator/api/call.ts';

export interface InProcessOptions {
  readonly api: Api;
  /** Ends watches after their `timeoutSeconds`. */
  readonly clock: Clock;
  /** How callers are known to the API. Default `verdict`. */
  readonly userAgent?: string;
}

const SERVER = 'http://embedded';

/**
 * The embedded API server as a cluster, without a wire: what goes in is a copy, as JSON makes it, what comes out is the API's own and frozen,
 * and refusals are the Faults that `connect` throws. An answer comes at once, so that `timeoutMs` is never reached.
 */
export function inProcessCluster({ api, clock, userAgent = 'verdict' }: InProcessOptions): Cluster {
  return {
    context: 'embedded',
    server: SERVER,
    namespace: 'default',
    request: (request) => send(api, request, userAgent),
    lines: (request) => stream({ api, clock, userAgent }, request),
    close: () => Promise.resolve(),
  };
}

async function send(api: Api, request: ApiRequest, userAgent: string): Promise<Json> {
  const { method, path, beforeSend, signal = NEVER } = request;
  const asked = `${method} ${SERVER}${path}`;
  // Nobody may take for granted that it is done when the call returns.
  await Promise.resolve();
  if (signal.aborted) throw unanswered(asked, signal.reason, signal);
  beforeSend?.();
  const answer = api.answer(callOf(request, userAgent));
  if (answer.status < 200 || answer.status > 299) throw faultOf(asked, answer);
  return answer.body;
}

function callOf(request: ApiRequest, userAgent: string): ApiCall {
  const { method, path, query = {} } = request;
  return {
    method,
    path,
    query,
    accept: 'application/json',
    userAgent,
    ...(method === 'PATCH' && { contentType: PATCH_CONTENT_TYPES[request.patch] }),
    ...('body' in request && request.body !== undefined && { body: copied(request.body) }),
  };
}

/** A no, in the API's words. The API server says in a header too how long it wants to be left alone. */
function faultOf(asked: string, { status, body }: ApiAnswer): Fault {
  const seconds = Number(objectIn(body, 'details')['retryAfterSeconds'] ?? 0);
  return refused(asked, status, JSON.stringify(body), seconds > 0 ? millisOf(seconds * 1000) : undefined);
}

async function* stream(
  { api, clock, userAgent }: Required<InProcessOptions>,
  request: LinesRequest,
): AsyncGenerator<string, void, void> {
  const { path, query = {}, signal = NEVER } = request;
  const asked = `GET ${SERVER}${path}`;
  await Promise.resolve();
  if (signal.aborted) throw unanswered(asked, signal.reason, signal);
  const told = new Told();
  const taken = api.watch(callOf({ method: 'GET', path, query }, userAgent), (event) => told.tell(event));
  if ('status' in taken) throw faultOf(asked, taken);
  const end = (): void => told.end();
  const seconds = Number(query['timeoutSeconds'] ?? 0);
  const cancel = seconds > 0 ? clock.alarm(after(clock.now(), millisOf(seconds * 1000)), end) : end;
  signal.addEventListener('abort', end, { once: true });
  try {
    request.onOpen?.();
    yield* told.lines();
    if (signal.aborted) throw unanswered(asked, signal.reason, signal);
  } finally {
    taken.stop();
    cancel();
    signal.removeEventListener('abort', end);
  }
}

/** What a watch has told and nobody has read yet. */
class Told {
  #events: WatchEvent[] = [];
  #isOver = false;
  #news = Promise.withResolvers<void>();

  tell(event: WatchEvent): void {
    this.#events.push(event);
    this.#news.resolve();
  }

  end(): void {
    this.#isOver = true;
    this.#news.resolve();
  }

  /** One line an event, up to the end or an event that says that it is the last. What is not read by then is lost, as when a connection breaks. */
  async *lines(): AsyncGenerator<string, void, void> {
    while (!this.#isOver) {
      const events = this.#events;
      this.#events = [];
      for (const event of events) {
        yield lineOf(event);
        if (event.type === 'ERROR') return;
      }
      if (this.#events.length === 0) await this.#news.promise;
      this.#news = Promise.withResolvers();
    }
  }
}

/** An event as a line. Objects are frozen, and most are told to more than one watch. */
function lineOf({ type, object }: WatchEvent): string {
  const text = texts.get(object) ?? JSON.stringify(object);
  texts.set(object, text);
  return `{"type":"${type}","object":${text}}`;
}

const texts = new WeakMap<JsonObject, string>();

function copied<Value extends Json>(value: Value): Value {
  // What JSON makes of JSON is the same, without what is undefined.
  return JSON.parse(JSON.stringify(value)) as Value;
}

const NEVER = new AbortController().signal;
