import { compareText } from '../../core/go/compare-text.ts';
import { present } from '../../resources/members.ts';
import type { ReplicaSets } from '../replica-set.ts';
import type { LiveReplicaSet } from './live-replica-set.ts';

/** The ReplicaSets of a Rollout by their part in an update, with all that is known of them. */
export interface LiveSets extends ReplicaSets {
  readonly newRS?: LiveReplicaSet;
  readonly stableRS?: LiveReplicaSet;
  readonly otherRSs: readonly LiveReplicaSet[];
  /** Oldest first. */
  readonly all: readonly LiveReplicaSet[];
}

/** What tells the ReplicaSets of a Rollout apart. */
export interface RevisionsQuestion {
  /** Hash of the template as it stands now. */
  readonly podHash: string;
  /** `status.stableRS`. */
  readonly stableHash: string;
  /** Whether a ReplicaSet has this template, whatever hash it was given. */
  readonly hasTemplate: (set: LiveReplicaSet) => boolean;
}

/**
 * Sorts the ReplicaSets of a Rollout. One with the same template is the new one even if its hash is another: a change in how hashes are
 * made must not replace pods.
 *
 * @see rollout.md §6.1; the hash that Kubernetes' own Deployments use is not tried, since the template is compared anyway
 */
export function findSets(sets: readonly LiveReplicaSet[], question: RevisionsQuestion): LiveSets {
  const all = [...sets].sort(byAge);
  const newRS = all.find(({ hash }) => hash === question.podHash) ?? all.find(question.hasTemplate);
  return partsOf(all, newRS?.name, question.stableHash);
}

/** Puts a changed ReplicaSet in its place. */
export function withSet(sets: LiveSets, changed: LiveReplicaSet, stableHash: string): LiveSets {
  const all = sets.all.map((set) => (set.name === changed.name ? changed : set));
  return partsOf(all, sets.newRS?.name, stableHash);
}

function partsOf(all: readonly LiveReplicaSet[], newName: string | undefined, stableHash: string): LiveSets {
  const newRS = all.find(({ name }) => name === newName);
  const isStable = ({ hash }: LiveReplicaSet): boolean => stableHash !== '' && hash === stableHash;
  const stableRS = newRS !== undefined && isStable(newRS) ? newRS : all.find(isStable);
  const otherRSs = all.filter(({ name }) => name !== newRS?.name && name !== stableRS?.name);
  return present<LiveSets>({ newRS, stableRS, otherRSs, all });
}

/** Oldest first; of the same age by name. */
export function byAge(a: Pick<LiveReplicaSet, 'createdAt' | 'name'>, b: typeof a): number {
  return (a.createdAt ?? 0) - (b.createdAt ?? 0) || compareText(a.name, b.name);
}

/** Highest revision first; of the same revision the youngest. One without a revision is the oldest. */
export function byRevisionDown(a: LiveReplicaSet, b: LiveReplicaSet): number {
  return (b.revision ?? -1) - (a.revision ?? -1) || (b.createdAt ?? 0) - (a.createdAt ?? 0);
}
