import { randomBytes } from 'node:crypto';
import type { Clock } from '../../core/clock.ts';
import { type OpenClusters, openClusters } from '../../kube/load.ts';
import { steadyClock } from '../../kube/steady-clock.ts';
import type { World } from '../world.ts';
import type { ServeOptions } from './serve-options.ts';

/** What the service has of the outside, beside its world. */
export interface ServiceOutside {
  /** The cluster whose Secrets and Jobs are granted, and those that Job metrics name. */
  readonly clusters: OpenClusters;
  /** One that does not jump. */
  readonly steady: Clock;
  /** A number from 0 to below 1, evenly spread. */
  readonly random: () => number;
  /** Bytes that nobody can guess. */
  readonly randomBytes: (count: number) => Uint8Array;
  /** Asks the OIDC issuer. */
  readonly fetch: typeof fetch;
}

/** The real one. */
export function realOutside({ kubeconfig, context }: ServeOptions, { env }: Pick<World, 'env'>): ServiceOutside {
  return {
    clusters: openClusters({ env, ...(kubeconfig && { kubeconfig }), ...(context && { context }) }),
    steady: steadyClock,
    random: Math.random,
    randomBytes,
    fetch,
  };
}
