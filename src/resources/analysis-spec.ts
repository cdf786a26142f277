import type { Millis } from '../core/instant.ts';
import type { Json } from '../core/json.ts';

/** How the conditions of a metric are written. `expr` is the original's language; `jsonata` is our addition, opted into per metric. */
export type ConditionLanguage = 'expr' | 'jsonata';

/**
 * One metric as the engine sees it: arguments filled in (secrets by their mask), texts read into numbers once and for all.
 * Past this door there are no string durations and no `-1` that means "off".
 */
export interface Metric {
  readonly name: string;
  /** Pause from the finish of one measurement to the start of the next; absent when none was given. Zero and negative are allowed and mean "on every wake". */
  readonly interval?: Millis;
  /** Wait from the run's `startedAt` to the first measurement; absent when none was given. */
  readonly initialDelay?: Millis;
  /** Measurements wanted (analysis.md §1.4, effective count); absent for a metric that measures until it is told to stop. */
  readonly count?: number;
  /** Empty text: not given. */
  readonly successCondition: string;
  /** Empty text: not given. */
  readonly failureCondition: string;
  readonly conditionLanguage: ConditionLanguage;
  /** JSONata that reshapes the answer before the conditions see it; absent for the original's behaviour. */
  readonly transform?: string;
  /** Failed measurements tolerated; the metric fails above it. `off`: failures never fail it. */
  readonly failureLimit: number | 'off';
  readonly inconclusiveLimit: number;
  readonly consecutiveErrorLimit: number;
  /** Successes in a row that end the metric successfully. `off`: they never do. */
  readonly consecutiveSuccessLimit: number | 'off';
  readonly provider: ProviderSpec;
}

/** Which provider a metric asks, and what stands below its key, as JSON. */
export interface ProviderSpec {
  /** The key under `provider:`, such as `prometheus`; for plugins the key under `plugin:`. */
  readonly kind: string;
  /** True when the kind was written under `plugin:`. */
  readonly isPlugin: boolean;
  readonly config: Json;
}

/** What a run is to do: ready, or refused for a reason that ends the run with phase Error and this message. */
export type AnalysisSpec = ReadySpec | RefusedSpec;

export interface ReadySpec {
  readonly kind: 'ready';
  /** In the order of the spec. Names are unique. */
  readonly metrics: readonly Metric[];
  /** Names of the metrics whose outcome does not count. */
  readonly dryRun: ReadonlySet<string>;
  /** How many measurements to keep, per metric name; 10 where a name is absent. Always above 0. */
  readonly keep: ReadonlyMap<string, number>;
  /** Asks for an early end. */
  readonly terminate: boolean;
}

export interface RefusedSpec {
  readonly kind: 'refused';
  /** Upstream's text, such as `Unable to resolve metric arguments: …` or `Analysis spec invalid: …`. */
  readonly message: string;
}
