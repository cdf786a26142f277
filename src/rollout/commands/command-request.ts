import type { Json, JsonObject } from '../../core/json.ts';

/** An object that a command changes, in the namespace that the command works in. */
export interface CommandTarget {
  readonly kind: 'Rollout' | 'Experiment' | 'AnalysisRun' | 'Deployment' | 'ReplicaSet' | 'PodTemplate';
  readonly name: string;
}

/** What a command asks of the API. Patches are JSON merge patches (RFC 7386) unless said otherwise. */
export type CommandRequest =
  | { readonly kind: 'patch'; readonly on: CommandTarget; readonly patch: JsonObject }
  | StatusFirst
  /** A JSON patch (RFC 6902) that replaces one field; `path` is a JSON pointer. */
  | { readonly kind: 'replaceField'; readonly on: CommandTarget; readonly path: string; readonly value: Json }
  /** The whole object, as it was read but for the change: refused if somebody wrote it in between. */
  | { readonly kind: 'update'; readonly on: CommandTarget; readonly object: JsonObject };

/**
 * The status is patched through its subresource, then the object. An API server whose CRD has no status subresource (Argo Rollouts
 * 0.9) answers the first with NotFound: then one patch of the object says both.
 *
 * @see reference/interfaces.md §1 (old servers)
 */
export interface StatusFirst {
  readonly kind: 'statusFirst';
  readonly on: CommandTarget;
  /** Absent: the status stays. */
  readonly status?: JsonObject;
  /** Sent after the status was; absent: the rest stays. */
  readonly spec?: JsonObject;
  /** Sent instead of both where there is no status subresource. */
  readonly both: JsonObject;
}
