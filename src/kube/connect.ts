import type { Dispatcher } from 'undici';
import { textOf } from '../core/fault.ts';
import { millisOf } from '../core/instant.ts';
import type { Json } from '../core/json.ts';
import { timeLimit } from '../providers/http/deadline.ts';
import { checkedAtStart } from './checked-at-start.ts';
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
  try {
    const answer = await accepted(asked, await exchange(server, credentials, request, limit.signal));
    return jsonIn(await answer.body.text());
  } catch (error) {
    throw unanswered(asked, error, limit.signal);
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
    const answer = await exchange(server, credentials, { method: 'GET', ...request }, signal);
    const { body } = await accepted(asked, answer);
    request.onOpen?.();
    yield* linesIn(body);
  } catch (error) {
    throw unanswered(asked, error, signal);
  }
}

/** The answer, if it is a yes. @throws Fault in the API's words if it is none */
async function accepted(asked: string, answer: Dispatcher.ResponseData): Promise<Dispatcher.ResponseData> {
  const { statusCode, headers, body } = answer;
  if (statusCode >= 200 && statusCode <= 299) return answer;
  const seconds = Number(headers['retry-after']);
  throw refused(asked, statusCode, await body.text(), seconds > 0 ? millisOf(seconds * 1000) : undefined);
}

async function exchange(server: string, credentials: CredentialSource, request: ApiRequest, signal: AbortSignal) {
  // An exec plugin knows no time limit of its own.
  const { headers, dispatcher } = await unlessAborted(credentials.current(), signal);
  const url = new URL(server + request.path);
  if (request.query !== undefined) url.search = new URLSearchParams(request.query).toString();
  const body = 'body' in request && request.body !== undefined ? JSON.stringify(request.body) : null;
  const options: Dispatcher.RequestOptions & Http1 = {
    origin: url.origin,
    path: url.pathname + url.search,
    method: request.method,
    headers: { accept: 'application/json', 'user-agent': 'verdict', ...contentType(request), ...headers },
    body,
    signal,
    allowH2: false,
    // The signal alone says when it has taken too long.
    headersTimeout: 0,
    bodyTimeout: 0,
  };
  const { beforeSend } = request;
  const connections = beforeSend === undefined ? dispatcher : checkedAtStart(dispatcher, beforeSend);
  // undici looks at the signal only once it has a connection, which a server that hangs can keep back for ten seconds.
  return unlessAborted(connections.request(options), signal);
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
