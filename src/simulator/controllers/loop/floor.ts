import type { Clock } from '../../../core/clock.ts';
import type { Millis } from '../../../core/instant.ts';
import type { Api } from '../../api/call.ts';
import { type ApiClient, clientOf } from '../../api/client.ts';
import type { ApiKind } from '../../api/kind.ts';
import { Recorder } from '../events/recorder.ts';
import { ObjectCache } from './object-cache.ts';
import { type Bench, Rounds, type Work } from './rounds.ts';

/** What a floor is made of. */
export interface FloorOptions {
  readonly clock: Clock;
  readonly api: Api;
  /** From a change to the round in which controllers look at it. */
  readonly pause: Millis;
  readonly tellsEvents: boolean;
}

/** What all controllers stand on: clock, API, caches of kinds, and rounds of work. */
export class Floor {
  readonly clock: Clock;
  readonly api: Api;
  /** Writes of the controllers; those of nodes go out under another name. */
  readonly client: ApiClient;
  readonly #tellsEvents: boolean;
  readonly #rounds: Rounds;
  readonly #caches = new Map<string, ObjectCache>();
  #events = 0;

  constructor({ clock, api, pause, tellsEvents }: FloorOptions) {
    this.clock = clock;
    this.api = api;
    this.client = this.clientAs('kube-controller-manager');
    this.#tellsEvents = tellsEvents;
    this.#rounds = new Rounds(clock, pause);
  }

  /** A way to write as somebody. */
  clientAs(userAgent: string): ApiClient {
    return clientOf(this.api, userAgent);
  }

  /** @throws Error if the API does not serve the kind, which is a fault of whoever put it together */
  kind(group: string, kind: string): ApiKind {
    const found = this.api.kinds().find((one) => one.group === group && one.kind === kind);
    if (found === undefined) throw new Error(`the embedded API serves no kind "${kind}" of group "${group}"`);
    return found;
  }

  /** The objects of a kind. Controllers share one cache for each. */
  cacheOf(kind: ApiKind): ObjectCache {
    const name = `${kind.group}/${kind.plural}`;
    const known = this.#caches.get(name);
    if (known !== undefined) return known;
    const cache = new ObjectCache(this.client, kind);
    this.#caches.set(name, cache);
    return cache;
  }

  /** Lets go of a kind that is served no more. */
  drop(kind: Pick<ApiKind, 'group' | 'plural'>): void {
    const name = `${kind.group}/${kind.plural}`;
    this.#caches.get(name)?.stop();
    this.#caches.delete(name);
  }

  register(work: Work): Bench {
    return this.#rounds.register(work);
  }

  /** @param component  who tells, such as `job-controller` */
  recorderOf(component: string): Recorder {
    const nextSerial = (): number => {
      this.#events += 1;
      return this.#events;
    };
    const { clock, client } = this;
    return new Recorder(
      { clock, client, events: this.kind('', 'Event'), nextSerial, tells: this.#tellsEvents },
      component,
    );
  }

  stop(): void {
    this.#rounds.stop();
    for (const cache of this.#caches.values()) cache.stop();
    this.#caches.clear();
  }
}
