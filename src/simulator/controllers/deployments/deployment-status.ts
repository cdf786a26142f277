import { formatInstant, type Instant } from '../../../core/instant.ts';
import type { JsonObject } from '../../../core/json.ts';
import { type Condition, conditionOf, withCondition, withoutCondition } from '../objects/conditions.ts';
import { metadataOf } from '../objects/metadata.ts';
import type { SetView } from '../replica-sets/set-view.ts';
import type { DeploymentCounts, DeploymentView } from './deployment-view.ts';
import { totalSize } from './sizes.ts';

/** The ReplicaSets of a Deployment; `newSet` has its template. */
export interface DeploymentSets {
  readonly newSet: SetView | undefined;
  readonly oldSets: readonly SetView[];
}

/** What of a Deployment's status depends on its ReplicaSets. */
export interface CountedStatus {
  readonly counts: DeploymentCounts;
  /** `available` is told here without those beyond what was asked for. */
  readonly unavailable: number;
  readonly terminating: number | undefined;
}

/** Counts the pods of a Deployment from the statuses of its ReplicaSets. */
export function countPods({ newSet, oldSets }: DeploymentSets): CountedStatus {
  const all = newSet === undefined ? oldSets : [...oldSets, newSet];
  const sum = (count: (set: SetView) => number): number => all.reduce((total, set) => total + count(set), 0);
  const available = sum(({ counts }) => counts.available);
  return {
    counts: {
      replicas: sum(({ counts }) => counts.replicas),
      updated: newSet?.counts.replicas ?? 0,
      ready: sum(({ counts }) => counts.ready),
      available,
    },
    unavailable: Math.max(0, totalSize(all) - available),
    // One that nobody has looked at yet counts for nothing; one that was looked at and tells nothing hides the sum.
    terminating: all.some(
      ({ counts, observedGeneration }) => counts.terminating === undefined && observedGeneration > 0,
    )
      ? undefined
      : sum(({ counts }) => counts.terminating ?? 0),
  };
}

/** A Deployment's status; what is 0 is left out, as the API server does, but for `terminatingReplicas`. */
export function statusJson(
  deployment: DeploymentView,
  { counts, unavailable, terminating }: CountedStatus,
  conditions: readonly Condition[],
): JsonObject {
  const all = {
    availableReplicas: counts.available,
    observedGeneration: metadataOf(deployment.json).generation,
    readyReplicas: counts.ready,
    replicas: counts.replicas,
    unavailableReplicas: unavailable,
    updatedReplicas: counts.updated,
  };
  return {
    ...Object.fromEntries(Object.entries(all).filter(([, count]) => count > 0)),
    ...(deployment.collisionCount !== undefined && { collisionCount: deployment.collisionCount }),
    ...(conditions.length > 0 && { conditions }),
    ...(terminating !== undefined && { terminatingReplicas: terminating }),
  };
}

/** What a condition is to say. */
export interface Told {
  readonly type: 'Available' | 'Progressing';
  readonly status: 'True' | 'False' | 'Unknown';
  readonly reason: string;
  readonly message: string;
}

/**
 * The conditions with this one told. Status and reason are what counts: while they stay, the condition does.
 * `lastTransitionTime` moves with the status, `lastUpdateTime` with every change.
 */
export function tell(conditions: readonly Condition[], told: Told, now: Instant): readonly Condition[] {
  const before = conditionOf(conditions, told.type);
  if (before.text('status') === told.status && before.text('reason') === told.reason) return conditions;
  return retell(conditions, told, now);
}

/** The same, but `lastUpdateTime` moves even if nothing else does. */
export function retell(conditions: readonly Condition[], told: Told, now: Instant): readonly Condition[] {
  const before = conditionOf(conditions, told.type);
  const at = formatInstant(now);
  const since = before.text('status') === told.status ? before.text('lastTransitionTime') : at;
  const { message, reason, status, type } = told;
  return withCondition(conditions, {
    lastTransitionTime: since,
    lastUpdateTime: at,
    message,
    reason,
    status,
    type,
  });
}

/** The condition `Available`: whether as many pods are as the strategy insists on. */
export function availability({ replicas, posts }: DeploymentView, available: number): Told {
  return available >= replicas - posts.maxUnavailable
    ? {
        type: 'Available',
        status: 'True',
        reason: 'MinimumReplicasAvailable',
        message: 'Deployment has minimum availability.',
      }
    : {
        type: 'Available',
        status: 'False',
        reason: 'MinimumReplicasUnavailable',
        message: 'Deployment does not have minimum availability.',
      };
}

/** The conditions with the failure that a ReplicaSet tells of, the new one's before others'; without one if none does. */
export function withFailureOf(
  { newSet, oldSets }: DeploymentSets,
  conditions: readonly Condition[],
): readonly Condition[] {
  const sets = newSet === undefined ? oldSets : [newSet, ...oldSets];
  const failure = sets
    .map((set) => conditionOf(set.conditions, 'ReplicaFailure'))
    .find((condition) => condition.has('type'));
  if (failure === undefined) return withoutCondition(conditions, 'ReplicaFailure');
  const before = conditionOf(conditions, 'ReplicaFailure');
  const same = before.text('status') === failure.text('status') && before.text('reason') === failure.text('reason');
  if (same) return conditions;
  const at = failure.text('lastTransitionTime');
  return withCondition(conditions, {
    lastTransitionTime: at,
    lastUpdateTime: at,
    message: failure.text('message'),
    reason: failure.text('reason'),
    status: failure.text('status'),
    type: 'ReplicaFailure',
  });
}
