/** A ReplicaSet of a Rollout, as far as its size goes. All numbers are pods. */
export interface ReplicaSet {
  readonly name: string;
  /** Its pod template hash, from its label. */
  readonly hash: string;
  /** What it is told to have, `spec.replicas`. */
  readonly replicas: number;
  /** What exists, `status.replicas`. */
  readonly created: number;
  /** What has been ready long enough, `status.availableReplicas`. */
  readonly available: number;
}

/** The ReplicaSets of a Rollout by their part in an update. */
export interface ReplicaSets {
  /** The one of the template as it stands now; absent until it is created. */
  readonly newRS?: ReplicaSet;
  /** The one that was promoted last. After its promotion the new one stands here too. */
  readonly stableRS?: ReplicaSet;
  /** All that are neither. */
  readonly otherRSs: readonly ReplicaSet[];
}

/** The stable ReplicaSet, unless it is the new one. */
export function oldStable({ newRS, stableRS }: ReplicaSets): ReplicaSet | undefined {
  return stableRS?.name === newRS?.name ? undefined : stableRS;
}

/** What all of them are told to have. */
export function sumReplicas(sets: readonly (ReplicaSet | undefined)[]): number {
  return sets.reduce((sum, set) => sum + (set?.replicas ?? 0), 0);
}

/** What all of them have available. */
export function sumAvailable(sets: readonly (ReplicaSet | undefined)[]): number {
  return sets.reduce((sum, set) => sum + (set?.available ?? 0), 0);
}
