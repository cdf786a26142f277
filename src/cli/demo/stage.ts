import type { Clock } from '../../core/clock.ts';
import type { Instant } from '../../core/instant.ts';
import type { Cluster } from '../../kube/cluster.ts';
import type { Load } from './load.ts';

/** Where a story is played: a cluster with a controller on it, and a workload. */
export interface Stage {
  readonly cluster: Cluster;
  /** The only time. */
  readonly clock: Clock;
  /** A number from 0 to below 1. */
  readonly random: () => number;
  /** The users' requests between two moments, oldest first. */
  readonly loads: (from: Instant, to: Instant) => readonly Load[];
}
