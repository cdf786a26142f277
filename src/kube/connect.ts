import { Fault, textOf } from '../core/fault.ts';
import type { Json } from '../core/json.ts';
import { type ApiRequest, type Cluster, PATCH_CONTENT_TYPES } from './cluster.ts';
import { type CredentialSource, credentialsOf } from './credentials.ts';
import { type ClusterChoice, readKubeConfig } from './kubeconfig.ts';
import { refused } from './refusal.ts';

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
    close: () => credentials.close(),
  };
}

async function send(server: string, credentials: CredentialSource, request: ApiRequest): Promise<Json> {
  const asked = `${request.method} ${server}${request.path}`;
  const signal = AbortSignal.any([
    AbortSignal.timeout(request.timeoutMs ?? DEFAULT_TIMEOUT_MS),
    ...(request.signal ? [request.signal] : []),
  ]);
  const { status, body } = await exchange(server, credentials, request, signal).catch((error: unknown) => {
    throw unanswered(asked, error, signal);
  });
  if (status < 200 || status > 299) throw refused(asked, status, body);
  if (body === '') return null;
  try {
    // What JSON.parse gives is Json by definition.
    return JSON.parse(body) as Json;
  } catch (error) {
    throw unanswered(asked, new Error(`the answer is no JSON: ${textOf(error)}`, { cause: error }), signal);
  }
}

async function exchange(server: string, credentials: CredentialSource, request: ApiRequest, signal: AbortSignal) {
  // An exec plugin knows no time limit of its own.
  const { headers, dispatcher } = await unlessAborted(credentials.current(), signal);
  const url = new URL(server + request.path);
  url.search = new URLSearchParams(request.query).toString();
  const body = 'body' in request && request.body !== undefined ? JSON.stringify(request.body) : null;
  const answer = await dispatcher.request({
    origin: url.origin,
    path: url.pathname + url.search,
    method: request.method,
    headers: { accept: 'application/json', 'user-agent': 'verdict', ...contentType(request), ...headers },
    body,
    signal,
    // The signal alone says when it has taken too long.
    headersTimeout: 0,
    bodyTimeout: 0,
  });
  return { status: answer.statusCode, body: await answer.body.text() };
}

function contentType(request: ApiRequest): Record<string, string> {
  if (request.method === 'PATCH') return { 'content-type': PATCH_CONTENT_TYPES[request.patch] };
  return 'body' in request ? { 'content-type': 'application/json' } : {};
}

function unlessAborted<T>(promise: Promise<T>, signal: AbortSignal): Promise<T> {
  const { promise: aborted, reject } = Promise.withResolvers<never>();
  const onAbort = (): void => reject(signal.reason);
  if (signal.aborted) onAbort();
  signal.addEventListener('abort', onAbort, { once: true });
  return Promise.race([promise, aborted]).finally(() => signal.removeEventListener('abort', onAbort));
}

function unanswered(asked: string, error: unknown, signal: AbortSignal): Fault {
  const reason = signal.aborted ? abortText(signal) : textOf(error);
  const wayOut = signal.aborted ? '' : '; --kubeconfig and --context choose another cluster';
  return new Fault('CLUSTER_UNREACHABLE', `${asked}: ${reason}${wayOut}`, {}, { cause: error });
}

/** Go's words for the two ways to give up. */
function abortText({ reason }: AbortSignal): string {
  return reason instanceof Error && reason.name === 'TimeoutError' ? 'context deadline exceeded' : 'context canceled';
}
