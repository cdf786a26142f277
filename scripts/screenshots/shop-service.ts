import { createHash, randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { realOutside } from '../../src/cli/serve/outside.ts';
import { type StartedService, startService } from '../../src/cli/serve/start-service.ts';
import { after, instantOf, millisOf } from '../../src/core/instant.ts';
import type { Json, JsonObject } from '../../src/core/json.ts';
import { textIn } from '../../src/core/json-members.ts';
import { VirtualClock } from '../../src/simulator/virtual-clock.ts';
import { PICTURES_AT_MINUTE, RELEASES, releaseGate, STORY } from './shop.ts';
import { type ShopMetrics, startShopMetrics } from './shop-metrics.ts';

/** The service after an hour and a half in a shop. Its time stands still. */
export interface ShopService {
  readonly url: string;
  /** The moment it is there; milliseconds since 1970. */
  readonly now: number;
  /** Ids of runs, by `service version`. */
  readonly runs: ReadonlyMap<string, string>;
  stop(): Promise<void>;
}

const BEGIN = instantOf(Date.UTC(2026, 4, 12, 12, 40));
const MINUTE = 60_000;
const NAMESPACE = 'shop';

/** Starts `verdict serve` on a clock that is wound on by hand, and lets happen what the story says. */
export async function openShopService(): Promise<ShopService> {
  const clock = new VirtualClock(BEGIN);
  const metrics = await startShopMetrics(RELEASES);
  const folder = mkdtempSync(join(tmpdir(), 'verdict-screenshots-'));
  const service = await serve(clock, folder);
  const shop = new Shop(service, clock, metrics);
  await shop.play();
  return {
    url: service.url,
    now: clock.now(),
    runs: shop.runs,
    async stop() {
      await shop.pass(service.end());
      await metrics.stop();
      rmSync(folder, { recursive: true });
    },
  };
}

function serve(clock: VirtualClock, folder: string): Promise<StartedService> {
  const options = { listen: '127.0.0.1:0', data: folder, plugin: [], logLevel: 'error' } as const;
  const world = { version: '0.0.0', clock, env: {}, newUid: uids() };
  const log = { debug: silent, info: silent, warn: silent, error: (text: string) => console.error(text) };
  const logs = { log, audit: silent };
  return startService(options, world, { ...realOutside(options, world), steady: clock, randomBytes }, logs);
}

function silent(): void {}

/** The same ids at each run of the script, so that pictures only change when the page does. */
function uids(): () => string {
  let count = 0;
  return () => {
    count += 1;
    const hex = createHash('sha256').update(`shop ${count}`).digest('hex');
    return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
  };
}

/** Something that is to happen at a moment. */
interface Deed {
  readonly atMinute: number;
  readonly act: () => Promise<unknown>;
}

class Shop {
  readonly runs = new Map<string, string>();
  readonly #service: StartedService;
  readonly #clock: VirtualClock;
  readonly #metrics: ShopMetrics;

  constructor(service: StartedService, clock: VirtualClock, metrics: ShopMetrics) {
    this.#service = service;
    this.#clock = clock;
    this.#metrics = metrics;
  }

  async play(): Promise<void> {
    await this.#ask('PUT', '/templates/release-gate', releaseGate(this.#metrics.url));
    for (const { atMinute, act } of this.#deeds()) {
      await this.#until(atMinute);
      await act();
    }
    await this.#until(PICTURES_AT_MINUTE);
  }

  /** Lets time go on until a promise settles. */
  async pass<Value>(promise: Promise<Value>): Promise<Value> {
    const state = { isOver: false };
    const end = (): void => {
      state.isOver = true;
    };
    promise.then(end, end);
    await this.#metrics.quiet();
    while (!state.isOver) {
      await this.#clock.next();
      await this.#metrics.quiet();
    }
    return promise;
  }

  #deeds(): readonly Deed[] {
    const deeds = STORY.flatMap(({ atMinute, service, version, team, terminatedAfter }): readonly Deed[] => {
      const name = `${service} ${version}`;
      const start = async (): Promise<void> => {
        const run = await this.#ask('POST', '/runs', {
          templateRef: { name: 'release-gate' },
          args: { service, version },
          labels: { team, version },
        });
        this.runs.set(name, textIn(run, 'id'));
      };
      const terminate = (): Promise<unknown> => this.#ask('POST', `/runs/${this.runs.get(name)}/terminate`);
      return [
        { atMinute, act: start },
        ...(terminatedAfter === undefined ? [] : [{ atMinute: atMinute + terminatedAfter, act: terminate }]),
      ];
    });
    return deeds.sort((one, other) => one.atMinute - other.atMinute);
  }

  async #until(minute: number): Promise<void> {
    const end = after(BEGIN, millisOf(minute * MINUTE));
    while (this.#clock.now() < end) {
      await this.#metrics.quiet();
      await this.#clock.next();
    }
    await this.#metrics.quiet();
  }

  async #ask(method: string, path: string, body?: Json): Promise<JsonObject> {
    const answer = await this.pass(
      fetch(`${this.#service.url}/api/v1/namespaces/${NAMESPACE}${path}`, {
        method,
        ...(body !== undefined && { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
      }),
    );
    if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${await answer.text()}`);
    // Every answer of these calls is an object.
    return (await answer.json()) as JsonObject;
  }
}
