import type { Dispatcher } from 'undici';
import { textOf } from '../core/fault.ts';
import { type Millis, millisOf } from '../core/instant.ts';
import type { Json } from '../core/json.ts';
import { timeLimit } from '../providers/http/deadline.ts';
import { wholeAnswer } from '../providers/http/whole-answer.ts';
import { type ApiRequest, type Cluster, type LinesRequest, PATCH_CONTENT_TYPES } from './cluster.ts';
import { type CredentialSource, credentialsOf } from './credentials.ts';
import { type ClusterChoice, readKubeConfig } from './kubeconfig.ts';
import { linesIn } from './lines-in.ts';
import { refused } from './refusal.ts';
import { unanswered } from './unanswered.ts';

const DEFAULT_TIMEOUT_MS = 30_000;

/**
 * Opens a cluster. Nothing is sent yet: a server that is not there shows at the first request.
 *
 * Loading this file loads `@kubernetes/client-node` (a third of a second): callers use `connectLazily` of `load.ts`.
 *
 * @throws Fault CLUSTER_UNREACHABLE when no cluster is given or the kubeconfig cannot be used; it says how to give one
 */
export function connect(choice: ClusterChoice = {}): Cluster {
  const config = readKubeConfig(choice);
  const context = config.getContextObject(config.getCurrentContext());
  const server = config.getCurrentCluster()?.server ?? '';
  const credentials = credentialsOf(config);
  return {
    context: config.getCurrentContext(),
    server,
    namespace: context?.namespace ?? 'default',
    request: (request) => send(server, credentials, request),
    lines: (request) => stream(server, credentials, request),
    close: () => credentials.close(),
  };
}

async function send(server: string, credentials: CredentialSource, request: ApiRequest): Promise<Json> {
  const asked = `${request.method} ${server}${request.path}`;
  // One timer and one controller: signals made of signals take as long as the request itself.
  const limit = timeLimit(request.timeoutMs ?? DEFAULT_TIMEOUT_MS, request.signal);
  const { signal } = limit;
  try {
    const { dispatcher, ...options } = await optionsOf(server, credentials, request, signal);
    const answer = await wholeAnswer(dispatcher, options, { signal, beforeSend: request.beforeSend });
    if (answer.broken !== undefined) throw answer.broken;
    const { statusCode, headers, bytes } = answer;
    if (!isYes(statusCode)) throw refused(asked, statusCode, bytes.toString('utf8'), retryAfterIn(headers));
    return jsonIn(bytes.toString('utf8'));
  } catch (error) {
    throw unanswered(asked, error, signal);
  } finally {
    limit.done();
  }
}

function jsonIn(body: string): Json {
  if (body === '') return null;
  try {
    // What JSON.parse gives is Json by definition.
    return JSON.parse(body) as Json;
  } catch (error) {
    throw new Error(`the answer is no JSON: ${textOf(error)}`, { cause: error });
  }
}

async function* stream(server: string, credentials: CredentialSource, request: LinesRequest): AsyncGenerator<string> {
  const asked = `GET ${server}${request.path}`;
  const signal = request.signal ?? new AbortController().signal;
  try {
    const { dispatcher, ...options } = await optionsOf(server, credentials, { method: 'GET', ...request }, signal);
    // undici looks at the signal only once it has a connection, which a server that hangs can keep back for ten seconds.
    const { statusCode, headers, body } = await unlessAborted(dispatcher.request({ ...options, signal }), signal);
    if (!isYes(statusCode)) throw refused(asked, statusCode, await body.text(), retryAfterIn(headers));
    request.onOpen?.();
    yield* linesIn(body);
  } catch (error) {
    throw unanswered(asked, error, signal);
  }
}

function isYes(statusCode: number): boolean {
  return statusCode >= 200 && statusCode <= 299;
}

function retryAfterIn(headers: Readonly<Record<string, string | string[] | undefined>>): Millis | undefined {
  const seconds = Number(headers['retry-after']);
  return seconds > 0 ? millisOf(seconds * 1000) : undefined;
}

interface Place {
  readonly origin: string;
  /** Before every path; empty for a server at the root of its origin. */
  readonly path: string;
}

/** Servers are few, a kubeconfig's as a rule; when there are more, all are forgotten. */
const MOST_PLACES = 16;
const PLACES = new Map<string, Place>();

function placeOf(server: string): Place {
  const known = PLACES.get(server);
  if (known !== undefined) return known;
  const { origin, pathname } = new URL(server);
  const place = { origin, path: pathname.replace(/\/$/, '') };
  if (PLACES.size >= MOST_PLACES) PLACES.clear();
  PLACES.set(server, place);
  return place;
}

async function optionsOf(server: string, credentials: CredentialSource, request: ApiRequest, signal: AbortSignal) {
  const current = credentials.current();
  // An exec plugin knows no time limit of its own.
  const { headers, dispatcher } = current instanceof Promise ? await unlessAborted(current, signal) : current;
  const { origin, path } = placeOf(server);
  const query = request.query === undefined ? '' : `?${new URLSearchParams(request.query).toString()}`;
  const options: Dispatcher.RequestOptions & Http1 = {
    origin,
    path: `${path}${request.path}${query}`,
    method: request.method,
    headers: { accept: 'application/json', 'user-agent': 'verdict', ...contentType(request), ...headers },
    body: 'body' in request && request.body !== undefined ? JSON.stringify(request.body) : null,
    allowH2: false,
    // The signal alone says when it has taken too long.
    headersTimeout: 0,
    bodyTimeout: 0,
  };
  return { ...options, dispatcher };
}

/**
 * HTTP/1.1 takes 40 % less of the processor for a request than HTTP/2 as undici does it, and a connection that hangs does
 * not take all others with it. undici's agents know this option, its types do not.
 */
interface Http1 {
  readonly allowH2: false;
}

function contentType(request: ApiRequest): Record<string, string> {
  if (request.method === 'PATCH') return { 'content-type': PATCH_CONTENT_TYPES[request.patch] };
  return 'body' in request ? { 'content-type': 'application/json' } : {};
}

function unlessAborted<T>(promise: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const onAbort = (): void => reject(signal.reason);
    if (signal.aborted) onAbort();
    signal.addEventListener('abort', onAbort, { once: true });
    const over = (): void => signal.removeEventListener('abort', onAbort);
    promise.then(resolve, reject).finally(over);
  });
}
