import type { JsonObject } from '../core/json.ts';
import type { Redact, Secret } from '../core/secret.ts';
import type { AnalysisSpec } from '../resources/analysis-spec.ts';

/** What the Secrets that a run names were found to hold, by Secret name: its keys, or the text that says why it could not be read. */
export type SecretsRead = ReadonlyMap<string, SecretRead>;

export type SecretRead =
  | { readonly kind: 'found'; readonly keys: Readonly<Record<string, Secret>> }
  /** Upstream's text, such as `secrets "s" not found`. */
  | { readonly kind: 'failed'; readonly message: string };

/** A run's spec with its arguments filled in. Made anew whenever spec or secrets may have changed. */
export interface Resolved {
  /** For scheduling and judging: every secret stands as `temp-for-secret`. */
  readonly spec: AnalysisSpec;
  /** The metric as written, arguments and secrets filled in, for a provider's scope only. Empty for a refused spec. */
  readonly opened: (metric: string) => JsonObject;
  /** Takes the run's secrets out of a text. */
  readonly redact: Redact;
}
