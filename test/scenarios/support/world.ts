import type { Clock } from '../../../src/core/clock.ts';
import type { Json, JsonObject } from '../../../src/core/json.ts';
import { objectIn, textIn, textsIn } from '../../../src/core/json-members.ts';
import type { Cluster } from '../../../src/kube/cluster.ts';
import { nameOf, uidOf } from '../../../src/kube/metadata.ts';
import { HASH_LABEL } from '../../../src/rollout/hash-label.ts';
import { isControlledBy } from '../../../src/rollout/owner.ts';
import { readRollout } from '../../../src/rollout/reading/read-rollout.ts';
import { REVISION } from '../../../src/rollout/replica-sets/annotation-keys.ts';
import type { Rollout } from '../../../src/rollout/rollout.ts';
import { type Happened, versionsIn, type Watched, type WatchedKind } from './watched.ts';

/** What all scenarios of a suite share: a real cluster or an embedded one, and a controller at work on it. */
export interface Stage {
  /** What limits and lengths of time are measured with. */
  readonly clock: Clock;
  /** A short text that no other one is like, for names. */
  newId(): string;
  readonly cluster: Cluster;
  readonly watched: Watched;
  /** Label of the controller under test; empty: objects are not labelled. */
  readonly instanceId: string;
  /** The only namespace that the controller under test looks at; absent: every scenario has one of its own. */
  readonly onlyNamespace?: string;
  /** What the controller under test tells when its metrics are asked for. @throws Error when it does not answer well */
  metrics(): Promise<string>;
  /** A metrics backend: `/good` answers well, `/unclear` neither well nor badly. */
  readonly backendUrl: string;
  /** The last lines that the controller under test wrote about a namespace. */
  linesAbout(namespace: string): readonly string[];
}

/** One scenario's part of the cluster: a namespace of its own and the Rollout that it is about. */
export class World {
  readonly stage: Stage;
  readonly namespace: string;
  /** The Rollout that the scenario is about: the one that was applied last. */
  rolloutName = '';
  /** How many updates the scenario has released. */
  releases = 1;
  /** Values that a later step compares with. */
  readonly remembered = new Map<string, Json>();
  #mark = 0;

  constructor(stage: Stage, namespace: string) {
    this.stage = stage;
    this.namespace = namespace;
  }

  get cluster(): Cluster {
    return this.stage.cluster;
  }

  objects(kind: WatchedKind): readonly JsonObject[] {
    return this.stage.watched.objects(kind, this.namespace);
  }

  object(kind: WatchedKind, name: string): JsonObject | undefined {
    return this.objects(kind).find((object) => nameOf(object).name === name);
  }

  get rolloutJson(): JsonObject {
    return this.object('rollouts', this.rolloutName) ?? {};
  }

  get rollout(): Rollout {
    return readRollout(this.rolloutJson);
  }

  /** From here on, `sinceMark` tells what happens. */
  mark(): void {
    this.#mark = this.log.length;
  }

  get log(): readonly Happened[] {
    return this.stage.watched.log(this.namespace);
  }

  /** The Rollout as it was when the last deed began, and every version since. */
  get versionsSinceMark(): readonly Rollout[] {
    return versionsIn(this.log.slice(this.#mark), this.rolloutName).map(readRollout);
  }

  /** Objects that the Rollout controls. */
  owned(kind: WatchedKind): readonly JsonObject[] {
    const uid = uidOf(this.rolloutJson);
    return this.objects(kind).filter((object) => isControlledBy(object, uid));
  }

  /** The ReplicaSet that has a revision, such as `r2`, or is `canary` (the newest) or `stable`. */
  replicaSet(which: string): JsonObject | undefined {
    const { currentPodHash, stableRS } = this.rollout.status;
    const hash = which === 'canary' ? currentPodHash : stableRS;
    return this.owned('replicaSets').find((set) =>
      which === 'canary' || which === 'stable'
        ? hashOf(set) === hash
        : textsIn(objectIn(set, 'metadata'), 'annotations')[REVISION] === which.slice(1),
    );
  }

  /** The pods of a ReplicaSet that are not about to go. */
  podsOf(set: JsonObject): readonly JsonObject[] {
    return this.objects('pods').filter(
      (pod) => isControlledBy(pod, uidOf(set)) && textIn(objectIn(pod, 'metadata'), 'deletionTimestamp') === '',
    );
  }

  hash(which: string): string {
    const set = this.replicaSet(which);
    return set === undefined ? `(no ReplicaSet is ${which})` : hashOf(set);
  }
}

/** The hash that a ReplicaSet's pods are told by. */
export function hashOf(set: JsonObject): string {
  return textsIn(objectIn(set, 'metadata'), 'labels')[HASH_LABEL] ?? '';
}
