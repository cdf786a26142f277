import { hostname } from 'node:os';
import type { Clock } from '../../core/clock.ts';
import { type OpenClusters, openClusters } from '../../kube/load.ts';
import { steadyClock } from '../../kube/steady-clock.ts';
import { createHttp } from '../../providers/http/create-http.ts';
import type { Http } from '../../providers/http/http.ts';
import type { World } from '../world.ts';
import type { ControllerOptions } from './controller-options.ts';
import { serve } from './serve.ts';

/** What the controller's process has of the outside, beside its world. Handed in by whoever starts it: an embedded one brings its own. */
export interface Outside {
  /** The cluster that is worked on, and those that Job metrics name. */
  readonly clusters: OpenClusters;
  /** One that does not jump. */
  readonly steady: Clock;
  /** A number from 0 to below 1, evenly spread. */
  readonly random: () => number;
  /** The way out for providers. */
  readonly http: Http;
  /** Name of this machine, for the lease. */
  readonly host: string;
  /** Where metrics and probes are read. */
  readonly serve: typeof serve;
}

/** The real one: the cluster that the options name, the machine's clock and network. */
export function realOutside(
  { kubeconfig, context }: Pick<ControllerOptions, 'kubeconfig' | 'context'>,
  world: Pick<World, 'env'>,
): Outside {
  // Every look reads a few variables, and those of a process are slow to read.
  const env = { ...world.env };
  return {
    clusters: openClusters({ env: world.env, ...(kubeconfig && { kubeconfig }), ...(context && { context }) }),
    steady: steadyClock,
    random: Math.random,
    http: createHttp({ env: (name) => env[name] }),
    host: hostname(),
    serve,
  };
}
