import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A release of the example service: how many of a hundred requests it answers well, and how long it takes, in milliseconds. */
export interface Release {
  readonly goodOfHundred: number;
  readonly latencyMs: number;
}

/** What `npm run example` measures, and what it measures with `--bad`. */
export const RELEASES = {
  good: { goodOfHundred: 98.5, latencyMs: 90 },
  bad: { goodOfHundred: 80, latencyMs: 110 },
} as const satisfies Record<string, Release>;

/** The example service while it runs. */
export interface RunningService {
  /** Such as `http://127.0.0.1:40123`. */
  readonly url: string;
  stop(): Promise<void>;
}

/** Requests that the newest statistics look at. */
const WINDOW = 300;
/** Requests that come in between two looks at the statistics. */
const TRAFFIC = 150;

/**
 * Starts a service that has statistics to offer, on a free port of this machine only. Its customers are made up: each look at
 * `GET /stats` finds that more requests have come in, some of which the release answered badly.
 */
export async function startService(release: Release): Promise<RunningService> {
  const customers = new Customers(release);
  const server = createServer((request, response) => {
    if (request.url === '/stats') answer(response, 200, customers.statistics());
    else answer(response, 404, { error: 'only /stats is here' });
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject).listen(0, '127.0.0.1', resolve);
  });
  return { url: urlOf(server), stop: () => stop(server) };
}

/** Requests that come in and how the release answered them. */
class Customers {
  readonly #release: Release;
  #latest: readonly Request[] = [];
  #state = 1;

  constructor(release: Release) {
    this.#release = release;
  }

  /** What the service says of itself. Looking at it lets time pass. */
  statistics() {
    for (let i = 0; i < TRAFFIC; i++) this.#latest = [...this.#latest, this.#request()].slice(-WINDOW);
    const good = this.#latest.filter(({ isGood }) => isGood).length;
    const latencies = this.#latest.map(({ latencyMs }) => latencyMs).sort((a, b) => a - b);
    const p95 = latencies[Math.floor(latencies.length * 0.95)] ?? 0;
    return {
      requests: this.#latest.length,
      successRate: rounded(good / this.#latest.length),
      latencyMs: { p95: Math.round(p95) },
    };
  }

  #request(): Request {
    return {
      isGood: this.#chance() * 100 < this.#release.goodOfHundred,
      latencyMs: this.#release.latencyMs * (0.8 + this.#chance()),
    };
  }

  /** From 0 up to 1. Always the same row of numbers (a linear congruential generator), so that every run of the example ends the same way. */
  #chance(): number {
    this.#state = (this.#state * 1_664_525 + 1_013_904_223) % 2 ** 32;
    return this.#state / 2 ** 32;
  }
}

interface Request {
  readonly isGood: boolean;
  readonly latencyMs: number;
}

/** To four decimals. */
function rounded(value: number): number {
  return Math.round(value * 10_000) / 10_000;
}

function answer(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}

function urlOf(server: Server): string {
  // A server that listens on a port has an address with a port.
  const { port } = server.address() as AddressInfo;
  return `http://127.0.0.1:${port}`;
}

function stop(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}
