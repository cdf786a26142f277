import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** How a release does, look by look. */
export interface ReleaseNumbers {
  /** Share of requests that fail. */
  readonly errors: (look: number) => number;
  /** Milliseconds within which 95 % are answered. */
  readonly latency: (look: number) => number;
  /** Share of visits that buy. */
  readonly conversion: (look: number) => number;
}

/** A Prometheus that knows how the releases of a shop do. */
export interface ShopMetrics {
  readonly url: string;
  /** Resolves once nothing has been asked for a moment. */
  quiet(): Promise<void>;
  stop(): Promise<void>;
}

/** What comes later than that finds the clock a second further, which does no harm. */
const QUIET_MS = 2;

/** @param releases by `service version`; one that is not there does not answer */
export async function startShopMetrics(releases: Readonly<Record<string, ReleaseNumbers>>): Promise<ShopMetrics> {
  const looks = new Map<string, number>();
  let open = 0;
  let lastAsked = 0;
  const server = createServer((request, response) => {
    open += 1;
    const pieces: Buffer[] = [];
    request.on('data', (piece: Buffer) => pieces.push(piece));
    request.on('end', () => {
      const asked = new URL(request.url ?? '', 'http://here').searchParams.get('query') ?? '';
      const query = asked === '' ? (new URLSearchParams(Buffer.concat(pieces).toString()).get('query') ?? '') : asked;
      const value = valueOf(query, releases, looks);
      response.writeHead(value === undefined ? 503 : 200, { 'content-type': 'application/json' });
      response.end(value === undefined ? 'no store is reachable' : JSON.stringify(vectorOf(value)));
      open -= 1;
      lastAsked = performance.now();
    });
  });
  const isQuiet = (): boolean => open === 0 && performance.now() - lastAsked >= QUIET_MS;
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    async quiet() {
      do await new Promise((resolve) => setTimeout(resolve, QUIET_MS));
      while (!isQuiet());
    },
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function valueOf(
  query: string,
  releases: Readonly<Record<string, ReleaseNumbers>>,
  looks: Map<string, number>,
): number | undefined {
  const service = /service="([^"]+)"/.exec(query)?.[1] ?? '';
  const version = /version="([^"]+)"/.exec(query)?.[1] ?? '';
  const release = releases[`${service} ${version}`];
  const look = looks.get(query) ?? 0;
  looks.set(query, look + 1);
  if (release === undefined) return undefined;
  if (query.includes('duration')) return release.latency(look);
  return query.includes('orders') ? release.conversion(look) : release.errors(look);
}

function vectorOf(value: number) {
  return { status: 'success', data: { resultType: 'vector', result: [{ metric: {}, value: [0, String(value)] }] } };
}
