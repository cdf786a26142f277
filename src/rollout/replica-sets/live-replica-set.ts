import { parseInt64 } from '../../core/go/int.ts';
import { type Instant, parseInstant } from '../../core/instant.ts';
import type { JsonObject } from '../../core/json.ts';
import { perObject } from '../../core/per-object.ts';
import { present } from '../../resources/members.ts';
import { Fields } from '../reading/fields.ts';
import { readReplicaSet } from '../reading/read-replica-set.ts';
import type { ReplicaSet } from '../replica-set.ts';
import { DEADLINE, DESIRED_REPLICAS, REVISION } from './annotation-keys.ts';

/** A ReplicaSet with all that a sync asks of it. */
export interface LiveReplicaSet extends ReplicaSet {
  readonly uid: string;
  readonly createdAt?: Instant;
  readonly ready: number;
  readonly isDeleting: boolean;
  /** Its last change was seen by Kubernetes' own controller. */
  readonly isObserved: boolean;
  /** Undefined without a number in its annotation. */
  readonly revision?: number;
  /** `spec.replicas` of the Rollout when it was sized last. */
  readonly desired?: number;
  readonly deadline?: Deadline;
  readonly annotations: Readonly<Record<string, string>>;
  /** As the API gives it. */
  readonly json: JsonObject;
}

/** When its pods go. */
export interface Deadline {
  /** Undefined where the annotation is no time. */
  readonly at?: Instant;
}

/** Reads a ReplicaSet as the API gives it. */
export const readLiveReplicaSet = perObject(read);

function read(json: JsonObject): LiveReplicaSet {
  const metadata = new Fields(json).below('metadata');
  const status = new Fields(json).below('status');
  const annotations = textsOf(metadata.object('annotations'));
  return {
    ...readReplicaSet(json),
    ...present<Omit<LiveReplicaSet, keyof ReplicaSet>>({
      uid: metadata.text('uid'),
      createdAt: metadata.time('creationTimestamp'),
      ready: status.whole('readyReplicas') ?? 0,
      isDeleting: metadata.has('deletionTimestamp'),
      isObserved: (metadata.whole('generation') ?? 0) <= (status.whole('observedGeneration') ?? 0),
      revision: numberIn(annotations[REVISION]),
      desired: numberIn(annotations[DESIRED_REPLICAS]),
      deadline: readDeadline(annotations[DEADLINE]),
      annotations,
      json,
    }),
  };
}

/** The texts among the members of an object. */
export function textsOf(object: JsonObject = {}): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(object).filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
  );
}

function readDeadline(text = ''): Deadline | undefined {
  return text === '' ? undefined : present<Deadline>({ at: parseInstant(text) });
}

function numberIn(text: string | undefined): number | undefined {
  const read = text === undefined ? undefined : parseInt64(text);
  return read?.ok === true ? Number(read.value) : undefined;
}
