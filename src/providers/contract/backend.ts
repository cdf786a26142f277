import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';

/** One request as a backend saw it, body read to its end. */
export interface BackendRequest {
  readonly method: string;
  /** Path and query, as sent. */
  readonly target: string;
  /** Lower-case names. */
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
  readonly body: string;
}

/** What a backend answers: status 200, no headers of its own and an empty body unless given. A body that is no text is sent as JSON. */
export interface BackendAnswer {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
}

/** Answers a request; or writes to the response itself, or leaves it waiting, and gives nothing. */
export type Respond = (
  request: BackendRequest,
  response: ServerResponse,
) => BackendAnswer | undefined | Promise<BackendAnswer | undefined>;

/** A backend made for one test, on 127.0.0.1. */
export interface Backend {
  /** Without a slash at its end: `http://127.0.0.1:40123`. */
  readonly address: string;
  /** Every request so far, in order. */
  readonly requests: readonly BackendRequest[];
  /** Ends it and all its connections. */
  stop(): Promise<void>;
}

/** Starts a real HTTP server on a free port. */
export async function startBackend(respond: Respond): Promise<Backend> {
  const requests: BackendRequest[] = [];
  const server = createServer((incoming, response) => {
    serve(incoming, response, async (request) => {
      requests.push(request);
      return respond(request, response);
    }).catch((thrown: unknown) => response.destroy(thrown instanceof Error ? thrown : undefined));
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const address = server.address();
  const port = typeof address === 'object' ? address?.port : undefined;
  return {
    address: `http://127.0.0.1:${port}`,
    requests,
    async stop() {
      server.closeAllConnections();
      await new Promise<void>((resolve) => {
        server.close(() => resolve());
      });
    },
  };
}

async function serve(
  incoming: IncomingMessage,
  response: ServerResponse,
  respond: (request: BackendRequest) => Promise<BackendAnswer | undefined>,
): Promise<void> {
  const chunks: Buffer[] = [];
  for await (const chunk of incoming) chunks.push(Buffer.from(chunk));
  const { method = '', url = '', headers } = incoming;
  const answer = await respond({ method, target: url, headers, body: Buffer.concat(chunks).toString('utf8') });
  if (answer === undefined) return;
  const { status = 200, body = '' } = answer;
  const isText = typeof body === 'string';
  response.writeHead(status, { ...(isText ? {} : { 'content-type': 'application/json' }), ...answer.headers });
  response.end(isText ? body : JSON.stringify(body));
}
