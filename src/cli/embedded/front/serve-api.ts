import { randomBytes } from 'node:crypto';
import { createServer, type Server } from 'node:https';
import type { Clock } from '../../../core/clock.ts';
import type { Api } from '../../../simulator/api/call.ts';
import { LIMITS, type LoopbackPlace, listenOn } from '../listen-on.ts';
import { answerRequest } from './answer-request.ts';
import { makeCertificate } from './certificate/make-certificate.ts';
import { kubeconfigText } from './kubeconfig-text.ts';
import { bearerOf } from './requests/bearer.ts';

/** Where and how an API is served. */
export interface ServeOptions extends LoopbackPlace {
  /** For the time limits of watches, and the ages in tables. */
  readonly clock: Clock;
  /** How many events of a watch may wait for a reader that is slow, besides those of its beginning. Default 10,000. */
  readonly mostWaiting?: number;
}

/** An API that is served. */
export interface ServedApi {
  /** Such as `https://127.0.0.1:40123`. */
  readonly url: string;
  /** The text of a kubeconfig for it. The token in it opens everything: write it only where nobody else can read. */
  readonly kubeconfig: string;
  /** Ends all watches and connections. Resolves when nothing is left of it. */
  stop(): Promise<void>;
}

const MOST_CONNECTIONS = 256;
const MOST_WAITING = 10_000;

/**
 * Serves the embedded API as Kubernetes' REST protocol, for kubectl and for our own client: HTTP/1.1 over TLS, because kubectl sends its token
 * over nothing else. Certificate and token are new each time.
 *
 * @throws Fault USAGE_INVALID when the port cannot be had
 */
export async function serveApi(api: Api, options: ServeOptions): Promise<ServedApi> {
  const { clock, mostWaiting = MOST_WAITING } = options;
  const token = randomBytes(32).toString('base64url');
  const { key, certificate } = makeCertificate();
  const over = new AbortController();
  const front = { api, clock, mostWaiting, signal: over.signal, isAllowed: bearerOf(token) };
  const server = createServer({ ...LIMITS, key, cert: certificate }, (incoming, response) => {
    void answerRequest(front, incoming, response);
  });
  server.maxConnections = MOST_CONNECTIONS;
  const url = `https://${await listenOn(server, options, 'the embedded cluster')}`;
  return {
    url,
    kubeconfig: kubeconfigText({ url, token, certificate }),
    stop() {
      over.abort();
      return closed(server);
    },
  };
}

function closed(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    // What is still to be said of the watches goes out first.
    setImmediate(() => server.closeAllConnections());
  });
}
