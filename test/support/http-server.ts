import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { createServer as createTlsServer, type ServerOptions } from 'node:https';

/** One request as the server saw it, body read to its end. */
export interface SeenRequest {
  readonly method: string;
  /** Path and query, as sent. */
  readonly target: string;
  /** The path alone. */
  readonly path: string;
  /** The query's parameters, decoded. */
  readonly query: URLSearchParams;
  /** Lower-case names. */
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: string;
}

/** What the server answers: status 200, no headers and an empty body unless given. */
export interface ServerAnswer {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string | readonly string[]>>;
  /** A text is sent as it is, anything else as JSON with its content type. */
  readonly body?: unknown;
}

/**
 * Looks at a request and answers. What it throws becomes a 599 with the text, and `stop` throws it again:
 * a request that is not as it should be fails the test even when the code under test swallows the answer.
 * Writing to `response` oneself (and answering nothing) is for servers that misbehave.
 */
export type Handler = (
  request: SeenRequest,
  response: ServerResponse,
) => ServerAnswer | undefined | Promise<ServerAnswer | undefined>;

/** A server of a test's own. */
export interface TestServer {
  /** Without a slash at its end: `http://127.0.0.1:40123`. */
  readonly url: string;
  readonly port: number;
  /** Every request so far, in order. */
  readonly requests: readonly SeenRequest[];
  /** How many connections were opened so far. */
  connections(): number;
  /** Ends it and all its connections. @throws what a handler threw first */
  stop(): Promise<void>;
}

/**
 * Starts a real server on a free port of 127.0.0.1.
 *
 * @param tls  PEM texts of key and certificate (and what node:https takes besides); the server then speaks https
 */
export async function startServer(handler: Handler, tls?: ServerOptions): Promise<TestServer> {
  const requests: SeenRequest[] = [];
  const thrown: unknown[] = [];
  let connections = 0;
  const listener = (incoming: IncomingMessage, response: ServerResponse): void => {
    void answer(incoming, response, handler, requests).catch((error: unknown) => {
      thrown.push(error);
      if (!response.headersSent) response.writeHead(599).end(String(error));
    });
  };
  const server: Server = tls === undefined ? createServer(listener) : createTlsServer(tls, listener);
  server.on(tls === undefined ? 'connection' : 'secureConnection', () => {
    connections += 1;
  });
  const port = await listen(server);
  return {
    url: `${tls === undefined ? 'http' : 'https'}://127.0.0.1:${port}`,
    port,
    requests,
    connections: () => connections,
    async stop() {
      server.closeAllConnections();
      await new Promise<void>((resolve) => server.close(() => resolve()));
      if (thrown.length > 0) throw thrown[0];
    },
  };
}

/** A server that answers these one after the other; the last one repeats. */
export function startAnswers(...answers: readonly ServerAnswer[]): Promise<TestServer> {
  let next = 0;
  return startServer(() => {
    const given = answers[Math.min(next, answers.length - 1)];
    next += 1;
    return given ?? {};
  });
}

async function answer(
  incoming: IncomingMessage,
  response: ServerResponse,
  handler: Handler,
  requests: SeenRequest[],
): Promise<void> {
  const request = await read(incoming);
  requests.push(request);
  const given = await handler(request, response);
  if (given === undefined) return;
  const isText = typeof given.body === 'string' || given.body === undefined;
  const headers: Record<string, string | string[]> = isText ? {} : { 'content-type': 'application/json' };
  for (const [name, value] of Object.entries(given.headers ?? {})) {
    headers[name] = typeof value === 'string' ? value : [...value];
  }
  response.writeHead(given.status ?? 200, headers);
  response.end(isText ? given.body : JSON.stringify(given.body));
}

async function read(incoming: IncomingMessage): Promise<SeenRequest> {
  const chunks: Buffer[] = [];
  for await (const chunk of incoming) chunks.push(chunk as Buffer);
  const target = incoming.url ?? '/';
  const mark = target.indexOf('?');
  return {
    method: incoming.method ?? '',
    target,
    path: mark === -1 ? target : target.slice(0, mark),
    query: new URLSearchParams(mark === -1 ? '' : target.slice(mark + 1)),
    headers: incoming.headers,
    body: Buffer.concat(chunks).toString('utf8'),
  };
}

function listen(server: Server): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      if (address === null || typeof address === 'string') reject(new Error('the server has no port'));
      else resolve(address.port);
    });
  });
}
