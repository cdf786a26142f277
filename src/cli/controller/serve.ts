import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { Fault, textOf } from '../../core/fault.ts';
import type { Place } from './controller-options.ts';

/** What is said at a path. */
export interface Page {
  readonly status: number;
  readonly contentType: string;
  readonly body: AsyncIterable<string> | readonly string[];
}

/** Something that is served. */
export interface Serving {
  /** Such as `http://127.0.0.1:8090`. */
  readonly url: string;
  /** Answers nobody any more, from now on. */
  stop(): void;
}

/** Whoever is slow, or sends much, is not waited for. Milliseconds. */
const LIMITS = { headersTimeout: 5_000, requestTimeout: 5_000, keepAliveTimeout: 65_000, maxHeaderSize: 8 * 1024 };
const MOST_CONNECTIONS = 100;

/**
 * Serves pages by path, to GET and HEAD.
 *
 * @param option  the option that names the port, for the error
 * @throws Fault USAGE_INVALID when the place cannot be had
 */
export async function serve(
  { port, address }: Place,
  option: string,
  pages: Readonly<Record<string, () => Page>>,
): Promise<Serving> {
  const server = createServer(LIMITS, (request, response) => void answer(request, response, pages));
  server.maxConnections = MOST_CONNECTIONS;
  await listen(server, { port, ...(address !== undefined && { address }) }, option);
  return {
    url: urlOf(server),
    stop() {
      server.close();
      server.closeAllConnections();
    },
  };
}

function listen(server: Server, { port, address }: Place, option: string): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', (error) => {
      const where = `${address ?? 'every address'}, port ${port}`;
      reject(
        new Fault('USAGE_INVALID', `${option}: cannot listen on ${where}: ${textOf(error)}`, {}, { cause: error }),
      );
    });
    server.listen({ port, ...(address !== undefined && { host: address }) }, () => resolve());
  });
}

function urlOf(server: Server): string {
  const bound = server.address();
  // Only a server on a pipe has a text for its address.
  if (bound === null || typeof bound === 'string') return '';
  return `http://${bound.family === 'IPv6' ? `[${bound.address}]` : bound.address}:${bound.port}`;
}

async function answer(
  request: IncomingMessage,
  response: ServerResponse,
  pages: Readonly<Record<string, () => Page>>,
): Promise<void> {
  request.resume();
  const [path = '/'] = (request.url ?? '/').split('?');
  const page = Object.hasOwn(pages, path) ? pages[path] : undefined;
  if (request.method !== 'GET' && request.method !== 'HEAD') return refuse(response, 405, 'only GET\n');
  if (page === undefined) return refuse(response, 404, `there is only ${Object.keys(pages).join(', ')}\n`);
  try {
    const { status, contentType, body } = page();
    response.writeHead(status, { 'content-type': contentType });
    for await (const part of body) {
      if (response.destroyed) return;
      if (!response.write(part)) await drained(response);
    }
    response.end();
  } catch {
    response.destroy();
  }
}

function refuse(response: ServerResponse, status: number, text: string): void {
  response.writeHead(status, { 'content-type': 'text/plain; charset=utf-8' }).end(text);
}

/** Resolves when the other side has read, or is gone. */
function drained(response: ServerResponse): Promise<void> {
  return new Promise((resolve) => {
    response.once('drain', resolve);
    response.once('close', resolve);
  });
}
