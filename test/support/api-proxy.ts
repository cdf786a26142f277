import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { pipeline } from 'node:stream/promises';
import { URLSearchParams } from 'node:url';
import type { Dispatcher } from 'undici';
import { isJsonObject, type Json, type JsonObject } from '../../src/core/json.ts';
import { objectIn, textIn } from '../../src/core/json-members.ts';
import { type CredentialSource, credentialsOf } from '../../src/kube/credentials.ts';
import { readKubeConfig } from '../../src/kube/kubeconfig.ts';

/** A request to the API as it came to the proxy. */
export interface AskedApi {
  readonly verb: 'get' | 'list' | 'watch' | 'create' | 'update' | 'patch' | 'delete';
  /** The plural, with the subresource if there is one: `rollouts/status`. */
  readonly resource: string;
  /** Empty for collections, also for what is created. */
  readonly name: string;
  readonly path: string;
  /** Of a write; null for none. */
  readonly body: Json;
}

/** What becomes of a request. */
export type Fate =
  | { readonly kind: 'carryOut' }
  /** It goes no further; the answer is this status, such as 429. */
  | { readonly kind: 'refuse'; readonly status: number; readonly retryAfterSeconds?: number }
  /** It is carried out after so long. Milliseconds. */
  | { readonly kind: 'delay'; readonly ms: number }
  /** It is carried out, but the connection breaks before the answer. `onAnswer` hears that there is one. */
  | { readonly kind: 'loseAnswer'; readonly onAnswer?: () => void };

/** A request, what became of it, and what the API said. */
export interface ToldApi extends AskedApi {
  readonly fate: Fate['kind'];
  /** Of the API; undefined where it was not asked or has not answered. */
  status: number | undefined;
  /** Name of the object in its answer to a creation. */
  created: string;
}

/** A way to an API server that decides about each request. It speaks plain http, and to the API server with the kubeconfig's credentials. */
export interface ApiProxy {
  readonly port: number;
  /** Every request so far, in the order in which they came. */
  readonly told: readonly ToldApi[];
  /** What decides from now on; before, everything is carried out. */
  decide(fate: (asked: AskedApi) => Fate | Promise<Fate>): void;
  stop(): Promise<void>;
}

const CARRY_OUT: Fate = { kind: 'carryOut' };

export const isWrite = ({ verb }: AskedApi): boolean => verb !== 'get' && verb !== 'list' && verb !== 'watch';

/** Starts a proxy on 127.0.0.1 to the API server of a kubeconfig. */
export async function startApiProxy(kubeconfig: string): Promise<ApiProxy> {
  const config = readKubeConfig({ kubeconfig });
  const way: Way = {
    origin: config.getCurrentCluster()?.server ?? '',
    credentials: credentialsOf(config),
    told: [],
    decide: () => CARRY_OUT,
  };
  const server = createServer((incoming, response) => {
    // Whoever asks has gone, or the API has: both see it by the connection.
    void answer(incoming, response, way).catch(() => response.destroy());
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  return {
    // A server that listens on a port has an address of this form.
    port: (server.address() as AddressInfo).port,
    told: way.told,
    decide(fate) {
      way.decide = fate;
    },
    async stop() {
      server.closeAllConnections();
      await new Promise<void>((resolve) => {
        server.close(() => resolve());
      });
      await way.credentials.close();
    },
  };
}

interface Way {
  readonly origin: string;
  readonly credentials: CredentialSource;
  readonly told: ToldApi[];
  decide: (asked: AskedApi) => Fate | Promise<Fate>;
}

async function answer(incoming: IncomingMessage, response: ServerResponse, way: Way): Promise<void> {
  const text = await bodyOf(incoming);
  const asked = askedIn(incoming, text);
  const fate = await way.decide(asked);
  const told: ToldApi = { ...asked, fate: fate.kind, status: undefined, created: '' };
  way.told.push(told);
  if (fate.kind === 'refuse') return refuse(response, fate);
  if (fate.kind === 'delay') await passed(fate.ms);
  const { headers, dispatcher } = await way.credentials.current();
  const gone = new AbortController();
  response.once('close', () => gone.abort());
  const { accept, 'content-type': contentType, 'user-agent': agent } = incoming.headers;
  const api = await dispatcher.request({
    origin: way.origin,
    path: incoming.url ?? '/',
    // Only what a client of the API sends comes here.
    method: incoming.method as Dispatcher.HttpMethod,
    headers: {
      ...(accept !== undefined && { accept }),
      ...(contentType !== undefined && { 'content-type': contentType }),
      ...(agent !== undefined && { 'user-agent': agent }),
      ...headers,
    },
    body: text === '' ? null : text,
    // A write that is on its way is carried out, whoever still waits for it.
    ...(!isWrite(asked) && { signal: gone.signal }),
    headersTimeout: 0,
    bodyTimeout: 0,
  });
  told.status = api.statusCode;
  if (asked.verb === 'watch') {
    response.writeHead(api.statusCode, { 'content-type': 'application/json' }).flushHeaders();
    return pipeline(api.body, response);
  }
  const said = await api.body.text();
  told.created = asked.verb === 'create' ? nameIn(said) : '';
  if (fate.kind === 'loseAnswer') {
    fate.onAnswer?.();
    response.destroy();
  } else response.writeHead(api.statusCode, answerHeaders(api.headers)).end(said);
}

function answerHeaders({ 'retry-after': retryAfter = '' }: Dispatcher.ResponseData['headers']): Record<string, string> {
  return { 'content-type': 'application/json', ...(retryAfter !== '' && { 'retry-after': String(retryAfter) }) };
}

async function bodyOf(incoming: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of incoming) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString('utf8');
}

/** Paths are `/api/v1/…` or `/apis/GROUP/VERSION/…`, then `namespaces/NAME` perhaps, then `PLURAL/NAME/SUBRESOURCE`. */
function askedIn({ method = 'GET', url = '/' }: IncomingMessage, text: string): AskedApi {
  const [path = '/', query = ''] = url.split('?');
  const parts = path.split('/').slice(1);
  const rest = parts.slice(parts[0] === 'api' ? 2 : 3);
  const [plural = '', name = '', subresource] = rest[0] === 'namespaces' && rest.length > 2 ? rest.slice(2) : rest;
  const isWatch = new URLSearchParams(query).get('watch') === 'true';
  const read = isWatch ? 'watch' : name === '' ? 'list' : 'get';
  return {
    verb: WRITES[method] ?? read,
    resource: subresource === undefined ? plural : `${plural}/${subresource}`,
    name,
    path,
    body: text === '' ? null : (JSON.parse(text) as Json),
  };
}

const WRITES: Readonly<Record<string, AskedApi['verb']>> = {
  POST: 'create',
  PUT: 'update',
  PATCH: 'patch',
  DELETE: 'delete',
};

function nameIn(text: string): string {
  const object: unknown = JSON.parse(text);
  return isJsonObject(object) ? textIn(objectIn(object, 'metadata'), 'name') : '';
}

const REASONS: Readonly<Record<number, string>> = {
  409: 'Conflict',
  429: 'TooManyRequests',
  500: 'InternalError',
  503: 'ServiceUnavailable',
};

function refuse(response: ServerResponse, { status, retryAfterSeconds }: Extract<Fate, { kind: 'refuse' }>): void {
  const headers = {
    'content-type': 'application/json',
    ...(retryAfterSeconds !== undefined && { 'retry-after': `${retryAfterSeconds}` }),
  };
  const reason = REASONS[status] ?? '';
  const body: JsonObject = {
    kind: 'Status',
    apiVersion: 'v1',
    status: 'Failure',
    message: `the test says ${reason}`,
    reason,
    code: status,
  };
  response.writeHead(status, headers).end(JSON.stringify(body));
}

function passed(ms: number): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, ms);
  });
}
