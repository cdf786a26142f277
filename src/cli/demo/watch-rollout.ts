import { waitUntil } from '../../core/clock.ts';
import { after, type Instant } from '../../core/instant.ts';
import { keepInSight } from '../../kube/sight/keep-in-sight.ts';
import type { Named } from '../sight/named.ts';
import { SHORTEST, trafficIn } from './load.ts';
import { see, wantedToSee } from './see.ts';
import type { Seen } from './seen.ts';
import type { Stage } from './stage.ts';

/** A Rollout that is kept in sight. */
export interface Sights {
  /** What is seen now and after each change, until a moment or the end of the watch. */
  until(end: Instant): AsyncIterable<Seen>;
  /** Resolves once the signal has ended it. */
  readonly over: Promise<void>;
}

/** Watches a Rollout and what belongs to it until the signal ends it. Trouble with the API is not told: it is asked again. */
export function watchRollout(rollout: Named, stage: Stage, signal: AbortSignal): Sights {
  const { cluster, clock, random } = stage;
  let next = Promise.withResolvers<void>();
  const change = (): void => next.resolve();
  signal.addEventListener('abort', change);
  const sight = keepInSight(
    wantedToSee(rollout),
    { onChange: change, onTrouble: () => {} },
    { cluster, clock, random, signal },
  );
  return {
    over: sight.over,
    async *until(end) {
      await sight.synced;
      const timeUp = new AbortController();
      const isUp = waitUntil(clock, end, AbortSignal.any([signal, timeUp.signal])).then(change);
      try {
        while (!signal.aborted && clock.now() < end) {
          next = Promise.withResolvers();
          const seen = see(sight.found, clock.now(), trafficOn(stage));
          if (seen !== undefined) yield seen;
          await next.promise;
        }
      } finally {
        timeUp.abort();
        await isUp;
      }
    },
  };
}

function trafficOn({ clock, loads }: Stage): Seen['traffic'] {
  const load = loads(clock.now(), after(clock.now(), SHORTEST)).at(-1);
  return trafficIn(load ?? { parts: [] });
}
