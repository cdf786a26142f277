import type { Instant } from '../core/instant.ts';
import type { Json } from '../core/json.ts';
import type { Patience } from '../core/patience.ts';
import type { Metadata, Reading } from '../core/reading.ts';
import type { Secret } from '../core/secret.ts';
import type { Http } from './http/http.ts';

/**
 * A backend that can be asked. It answers with a Reading or throws a Fault whose message is the measurement's message
 * (upstream's text where there is one). It never evaluates, retries, counts, redacts or reads a clock.
 * An ability that a backend lacks is a missing member.
 *
 * All abilities are written as methods, so that a `Provider<WebConfig>` may stand in a list of `Provider`s:
 * `measure` and the others are only ever given what `parse` of the same provider made.
 */
export interface Provider<Config = unknown> {
  /** The key a user writes under `provider:`, such as `prometheus`. */
  readonly kind: string;
  /** Upstream's type string for metric labels, such as `Prometheus`. */
  readonly type: string;
  /**
   * Reads and checks the settings below the key, arguments and secrets already filled in.
   * Called anew for every look, so that a rotated secret is seen.
   *
   * @throws Fault PROVIDER_CONFIG_INVALID, naming the field
   */
  parse(raw: Json, scope: BuildScope): Config | Promise<Config>;
  /**
   * One look at the backend.
   *
   * @throws Fault PROVIDER_UNREACHABLE, PROVIDER_ANSWER_INVALID
   */
  measure(config: Config, scope: Scope): Promise<Reading>;
  /** What the metric as a whole keeps, such as the query as it was sent. */
  describe?(config: Config): Metadata;
  /** Only for providers that answer `pending`. */
  readonly inFlight?: InFlight<Config>;
}

/** What a provider that answers `pending` can do beside measuring. */
export interface InFlight<Config> {
  /** Another look at a measurement that is under way. */
  resume(config: Config, scope: Scope, measurement: UnderWay): Promise<Reading>;
  /** Ends a measurement that is under way. A `pending` answer means that nothing could be done about it. */
  terminate(config: Config, scope: Scope, measurement: UnderWay): Promise<Reading>;
  /** Cleans up what old measurements left, keeping the newest `keep`. */
  collect?(config: Config, scope: Scope, keep: number): Promise<void>;
}

/** A measurement that is under way, as the status holds it. */
export interface UnderWay {
  readonly startedAt?: Instant;
  readonly metadata: Metadata;
}

/** What `parse` may look at: the environment and the Secrets of the controller's namespace. */
export interface BuildScope {
  /** One variable of the environment. */
  env(name: string): string | undefined;
  /**
   * A Secret of the cluster, the secrets folder or the command line: key → text; undefined when there is none.
   * `namespace` absent: the controller's namespace (env `POD_NAMESPACE`, else the service account's, else `argo-rollouts`).
   */
  secret(name: string, namespace?: string): Promise<Readonly<Record<string, Secret>> | undefined>;
  /** The namespace of the run. */
  readonly namespace: string;
}

/** All that a look may use of the world. */
export interface Scope extends BuildScope {
  readonly run: RunRef;
  readonly metric: MetricRef;
  /** The moment of this look. */
  readonly now: Instant;
  /** Aborted when nobody waits for the answer any more. */
  readonly signal: AbortSignal;
  /** The way out. Every exchange on it is kept as evidence. */
  readonly http: Http;
  /** Where many share a process: how long the expressions of this look may take, from when it is called. Absent: as long as they take. */
  readonly patience?: () => Patience;
}

/** The run a measurement belongs to. */
export interface RunRef {
  readonly name: string;
  readonly namespace: string;
  readonly uid: string;
  /** Absent before the first measurement was taken. */
  readonly startedAt?: Instant;
}

/** The metric a measurement belongs to. */
export interface MetricRef {
  readonly name: string;
  /** As written, arguments filled in; empty when not given. */
  readonly interval: string;
  /** Number of this measurement: 1 for the first (completed ones and errors before it, plus one). */
  readonly number: number;
}

/** Providers by kind. A plain map: `registry.ts` lists the built-in ones, plugins add to it. */
export type Providers = ReadonlyMap<string, Provider>;
