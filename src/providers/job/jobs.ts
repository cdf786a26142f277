import type { Instant } from '../../core/instant.ts';
import type { JsonObject } from '../../core/json.ts';

/**
 * The Jobs of one Kubernetes cluster, as far as the Job provider needs them. Implemented by `src/kube/jobs.ts`.
 *
 * What upstream has a text of its own for comes back as data. Every other refusal of the API is a Fault whose message is the
 * API's own text; so is a cluster that does not answer, except where `Unavailable` says otherwise.
 */
export interface Jobs {
  /**
   * True when AnalysisRuns are objects of this cluster. Only then may a Job name its run as its owner:
   * Kubernetes removes a Job whose owner it cannot find.
   */
  readonly holdsRuns: boolean;
  create(job: NewJob, signal: AbortSignal): Promise<Created>;
  /** Reads from the API itself, never from a cache, so that a Job is seen as soon as it was created. */
  get(ref: JobRef, signal: AbortSignal): Promise<Looked>;
  /** Removes a Job after its pods (foreground). A Job that is not there is no error. */
  delete(ref: JobRef, signal: AbortSignal): Promise<void>;
  /** The Jobs of a namespace that carry this label with this value, in no order. */
  list(namespace: string, label: readonly [name: string, value: string], signal: AbortSignal): Promise<readonly Job[]>;
  /** The pods that a Job selects, by name. */
  pods(job: Job, signal: AbortSignal): Promise<readonly Pod[] | Unavailable>;
}

/** Where a Job is. */
export interface JobRef {
  readonly namespace: string;
  readonly name: string;
}

/** A Job to be created. */
export interface NewJob extends JobRef {
  readonly labels: Readonly<Record<string, string>>;
  readonly annotations: Readonly<Record<string, string>>;
  /** The one controller that owns it; absent for a Job that nobody owns. */
  readonly owner?: Owner;
  /** A batch/v1 JobSpec. */
  readonly spec: JsonObject;
}

/** An object in the Job's namespace that takes the Job with it when it goes. */
export interface Owner {
  readonly apiVersion: string;
  readonly kind: string;
  readonly name: string;
  readonly uid: string;
}

/** A Job as the API shows it. */
export interface Job extends JobRef {
  readonly labels: Readonly<Record<string, string>>;
  readonly annotations: Readonly<Record<string, string>>;
  /** UID of the controlling owner; absent when there is none. */
  readonly ownerUid?: string;
  /** In whole seconds. */
  readonly createdAt: Instant;
  /** Types of its conditions that hold, such as `Complete` and `Failed`, in the API's order. */
  readonly conditions: readonly string[];
  /** Which pods are its own, in the form of a query's `labelSelector`. */
  readonly podSelector: string;
}

/** A pod, as far as it tells why a Job does not get on. */
export interface Pod {
  readonly name: string;
  /** Its waiting containers, init containers first. */
  readonly waiting: readonly WaitingContainer[];
}

export interface WaitingContainer {
  readonly name: string;
  /** Such as `ErrImagePull`. */
  readonly reason: string;
  /** Empty when the node gives none. */
  readonly message: string;
}

export type Created =
  | { readonly kind: 'created' }
  /** The name is taken. The text is the API's: `jobs.batch "x" already exists`. */
  | { readonly kind: 'exists'; readonly message: string }
  /** No answer: the Job may be there or not. */
  | Unavailable;

export type Looked = { readonly kind: 'found'; readonly job: Job } | { readonly kind: 'absent' } | Unavailable;

/** The API did not answer, or was too busy or too broken to (429, 5xx): nothing is known about what was asked. */
export interface Unavailable {
  readonly kind: 'unavailable';
  readonly message: string;
}
