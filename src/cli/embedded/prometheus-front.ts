import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { Clock } from '../../core/clock.ts';
import { textOf } from '../../core/fault.ts';
import { LONGEST_BODY, readBody } from './front/requests/read-body.ts';
import type { HttpReply } from './in-process-http.ts';
import { LIMITS, type LoopbackPlace, listenOn } from './listen-on.ts';
import { prometheusReply, type SeriesSource } from './prometheus-reply.ts';

/** Where a Prometheus is served. */
export interface PrometheusOptions extends LoopbackPlace {
  /** What time it is for those who ask: the cluster's own clock. */
  readonly clock: Clock;
}

/** A Prometheus that is served. */
export interface ServedPrometheus {
  /** What metrics name as their address: `http://127.0.0.1:40123`. */
  readonly url: string;
  /** Ends it and all connections. Resolves when nothing is left of it. */
  stop(): Promise<void>;
}

const MOST_CONNECTIONS = 64;

/**
 * Serves the query API of a Prometheus over HTTP on loopback, without a password as Prometheus itself.
 *
 * @throws Fault USAGE_INVALID when the port cannot be had
 */
export async function servePrometheus(source: SeriesSource, options: PrometheusOptions): Promise<ServedPrometheus> {
  const { clock } = options;
  const server = createServer(LIMITS, (incoming, response) => {
    void answer(source, clock, incoming).then((reply) => send(reply, response));
  });
  server.maxConnections = MOST_CONNECTIONS;
  const place = await listenOn(server, options, 'the embedded Prometheus');
  return {
    url: `http://${place}`,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** Undefined where the connection broke, so that nobody hears an answer. */
async function answer(source: SeriesSource, clock: Clock, incoming: IncomingMessage): Promise<HttpReply | undefined> {
  const body = await readBody(incoming).catch(() => undefined);
  if (body === undefined) return undefined;
  if (body === 'too-long') return refusal(413, 'bad_data', `the body is longer than ${LONGEST_BODY} bytes`);
  const url = targetOf(incoming);
  if (url === undefined) return refusal(400, 'bad_data', `"${incoming.url}" is no path`);
  try {
    const asked = { method: incoming.method ?? 'GET', url, body: body.toString('utf8') };
    return prometheusReply(source, asked, clock.now());
  } catch (thrown) {
    return refusal(500, 'internal', textOf(thrown));
  }
}

function targetOf({ url = '/' }: IncomingMessage): URL | undefined {
  // Put behind a host of our own, a path cannot name another one.
  return URL.parse(`http://127.0.0.1${url.startsWith('/') ? url : `/${url}`}`) ?? undefined;
}

function refusal(status: number, errorType: string, error: string): HttpReply {
  return { status, body: JSON.stringify({ status: 'error', errorType, error }) };
}

function send(reply: HttpReply | undefined, response: ServerResponse): void {
  if (reply === undefined) {
    response.destroy();
    return;
  }
  const { status, contentType = 'application/json', body } = reply;
  response.writeHead(status, { 'content-type': contentType, 'x-content-type-options': 'nosniff' });
  response.end(body);
}
