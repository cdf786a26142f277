import { type Clock, waitUntil } from '../core/clock.ts';
import { after, type Instant, millisOf } from '../core/instant.ts';
import type { Cluster } from './cluster.ts';

/** How many requests may be sent. */
export interface RequestLimit {
  /** On average. Above 0. */
  readonly perSecond: number;
  /** At once, after a quiet time. From 1. */
  readonly burst: number;
}

/** A cluster that is not asked more often than that; what is too much waits its turn. */
export function limitedCluster(cluster: Cluster, { perSecond, burst }: RequestLimit, clock: Clock): Cluster {
  const spacing = 1000 / perSecond;
  /** When the last of those who wait may go, were there no bursts. */
  let last: Instant = clock.now();
  const turn = (): Promise<void> => {
    const now = clock.now();
    last = after(now, millisOf(Math.max(0, last - now) + spacing));
    return waitUntil(clock, after(last, millisOf(-burst * spacing)));
  };
  return {
    ...cluster,
    async request(request) {
      await turn();
      return cluster.request(request);
    },
  };
}
