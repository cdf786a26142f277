import { after, type Instant, millisOf } from '../../../src/core/instant.ts';
import type { JsonObject } from '../../../src/core/json.ts';
import { Cache } from './cache.ts';
import { type Cluster, kindOf, nameOf, ownerOf } from './cluster.ts';

/** How a sync ended. */
export interface SyncEnd {
  readonly error?: string;
  /** By the controller's own clock. */
  readonly wakeAt?: Instant;
}

/** A Rollout or an Experiment in the queue of a controller. Times are the world's. */
interface Item {
  isDue: boolean;
  wakeAt?: Instant;
  resyncAt: Instant;
  failures: number;
}

export const RESYNC = millisOf(900_000);

/** A process that runs the controller: its cache, its clock, and its queue. */
export class Controller {
  readonly name: string;
  readonly cache: Cache;
  /** How far its clock is ahead of the world's, in milliseconds. */
  skew: number;
  readonly #items = new Map<string, Item>();

  constructor(name: string, cluster: Cluster, skew: number) {
    this.name = name;
    this.cache = new Cache(cluster);
    this.skew = skew;
    this.lookAtAll();
  }

  clock(now: Instant): Instant {
    return after(now, millisOf(this.skew));
  }

  /** Everything is to be looked at: after a start, or after a gap in what was heard. */
  lookAtAll(): void {
    for (const kind of ['Rollout', 'Experiment']) {
      for (const object of this.cache.of(kind)) this.#mark(`${kind}/${nameOf(object)}`);
    }
  }

  /** An object was made, changed or deleted. */
  notice(object: JsonObject): void {
    const kind = kindOf(object);
    if (!this.cache.hears(kind)) return;
    const own = `${kind}/${nameOf(object)}`;
    for (const key of [own, ownerOf(object) ?? '', kind === 'Service' ? 'Rollout/shop' : '']) {
      if (key.startsWith('Rollout/') || key.startsWith('Experiment/')) this.#mark(key);
    }
  }

  /** Takes the first item that is due, by marks or by time. */
  next(now: Instant): { readonly key: string; readonly why: 'change' | 'wake' | 'resync' } | undefined {
    for (const [key, item] of this.#items) {
      const why = reasonFor(item, now);
      if (why === undefined) continue;
      item.isDue = false;
      delete item.wakeAt;
      item.resyncAt = after(now, RESYNC);
      return { key, why };
    }
    return undefined;
  }

  finish(key: string, { error, wakeAt }: SyncEnd, now: Instant): void {
    const item = this.#items.get(key);
    const [kind = '', name = ''] = key.split('/');
    if (item === undefined || this.cache.find(kind, name) === undefined) {
      this.#items.delete(key);
      return;
    }
    item.failures = error === undefined ? 0 : item.failures + 1;
    const pause = error === undefined ? Infinity : Math.min(60_000, 100 * 2 ** item.failures);
    const length = Math.min(pause, wakeAt === undefined ? Infinity : wakeAt - this.clock(now));
    if (length < Infinity) item.wakeAt = after(now, millisOf(Math.max(0, length)));
  }

  /** When one of the items is due next. */
  dueAt(now: Instant): Instant {
    const moments = [...this.#items.values()].map(({ isDue, wakeAt, resyncAt }) =>
      isDue ? now : Math.min(wakeAt ?? resyncAt, resyncAt),
    );
    return after(now, millisOf(Math.min(...moments) - now));
  }

  #mark(key: string): void {
    const item = this.#items.get(key);
    if (item !== undefined) item.isDue = true;
    else this.#items.set(key, { isDue: true, resyncAt: after(0 as Instant, millisOf(Infinity)), failures: 0 });
  }
}

function reasonFor({ isDue, wakeAt, resyncAt }: Item, now: Instant): 'change' | 'wake' | 'resync' | undefined {
  if (isDue) return 'change';
  if (wakeAt !== undefined && wakeAt <= now) return 'wake';
  return resyncAt <= now ? 'resync' : undefined;
}
