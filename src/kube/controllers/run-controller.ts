import { type Instant, type Millis, millisOf } from '../../core/instant.ts';
import { nameOfKey } from '../metadata.ts';
import { type QueueWatch, WorkQueue } from '../queue/work-queue.ts';
import type { Change } from '../watch/store.ts';
import type { CachedKind } from './caches.ts';
import type { Controller } from './controller.ts';
import type { Parts } from './parts.ts';

/** A controller at work. */
export interface RunningController {
  /** How many keys wait for a worker. */
  readonly depth: number;
  /** Takes in that something happened. */
  hear(kind: CachedKind | 'onDemand', change: Change): void;
  /** Begins no sync until `resume`; what happens meanwhile is taken in and waits. */
  pause(): void;
  resume(): void;
  /** Takes in nothing more, and resolves once the work in hand is done. */
  stop(): Promise<void>;
}

/** The machine's clock may jump, so that no sleep is longer than this. */
const LONGEST_SLEEP: Millis = millisOf(60_000);

/** Lets a controller work on what happens, and on what it asked to be woken for. */
export function runController(
  controller: Controller,
  parts: Pick<Parts, 'clock' | 'steady' | 'log' | 'measures'>,
  watch?: QueueWatch,
): RunningController {
  const { clock, steady, log, measures } = parts;
  const { name, workers } = controller;
  /** Keys to which something happened since their last sync began. */
  const news = new Set<string>();
  const wakes = new Map<string, Instant>();

  const sleepOn = (key: string): void => {
    const at = wakes.get(key);
    // Just after: a moment counts as reached when it has passed (rollout.md §27).
    if (at !== undefined) queue.addAfter(key, millisOf(Math.min(at - clock.now() + 1, LONGEST_SLEEP)));
  };
  const add = (key: string): void => {
    news.add(key);
    queue.add(key);
  };
  const sync = async (key: string): Promise<void> => {
    const since = steady.now();
    let hasFailed = true;
    try {
      const { wakeAt, again = false } = await controller.sync(key);
      hasFailed = false;
      if (wakeAt !== undefined) wakes.set(key, wakeAt);
      if (again) add(key);
    } finally {
      // What failed comes again by itself, and is to be looked at then.
      if (hasFailed) news.add(key);
      measures.synced(name, nameOfKey(key), (steady.now() - since) / 1000, hasFailed);
    }
  };
  const queue = new WorkQueue({
    workers,
    clock: steady,
    ...(watch !== undefined && { watch }),
    async work(key) {
      const isDue = (wakes.get(key) ?? Infinity) < clock.now();
      if (news.delete(key) || isDue) {
        wakes.delete(key);
        await sync(key);
      }
      sleepOn(key);
    },
    onFailure: (key, thrown, pauseMs) =>
      log.error(thrown instanceof Error ? thrown.message : String(thrown), {
        controller: name,
        ...nameOfKey(key),
        tryAgainInMs: pauseMs,
      }),
  });
  return {
    get depth() {
      return queue.depth;
    },
    hear(kind, change) {
      for (const key of controller.concerns(kind, change)) add(key);
    },
    pause: () => queue.hold(),
    resume: () => queue.release(),
    async stop() {
      await queue.stop();
      await controller.stop?.();
    },
  };
}
