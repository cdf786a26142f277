import type { Instant } from '../../core/instant.ts';
import { isCompleted } from '../../resources/run-status.ts';
import type { RunView } from '../analysis/run-view.ts';
import { changeDeadline } from '../replica-sets/change-deadline.ts';
import { changePodMetadata } from '../replica-sets/change-pod-metadata.ts';
import { changeSize } from '../replica-sets/change-size.ts';
import type { LiveReplicaSet } from '../replica-sets/live-replica-set.ts';
import { changeSelector } from '../services/change-selector.ts';
import type { RolloutStatus } from '../status.ts';
import type { PodMetadata } from '../strategy.ts';
import { changeStatus } from './change-status.ts';
import { act, type Draft } from './draft.ts';

/** How something shall be. */
export type Want =
  /** A ReplicaSet has this size, and remembers which size of the Rollout it was for. */
  | { readonly kind: 'size'; readonly set: LiveReplicaSet; readonly replicas: number }
  /** The pods of a ReplicaSet go at this moment; absent: there is no such moment. */
  | { readonly kind: 'deadline'; readonly set: LiveReplicaSet; readonly at?: Instant }
  /** Pods of a ReplicaSet have this metadata besides their own; absent: none. */
  | { readonly kind: 'podMetadata'; readonly set: LiveReplicaSet; readonly metadata?: PodMetadata }
  | { readonly kind: 'selector'; readonly service: string; readonly hash: string }
  | { readonly kind: 'ended'; readonly what: 'analysisRun' | 'experiment'; readonly run: RunView }
  | { readonly kind: 'gone'; readonly what: 'analysisRun' | 'experiment'; readonly run: RunView }
  | { readonly kind: 'status'; readonly status: RolloutStatus };

/**
 * Turns what is wanted into what is to be done, in the order of the wants. What is so already costs nothing, which makes a sync that is
 * repeated harmless.
 */
export function want(draft: Draft, ...wants: readonly Want[]): Draft {
  return wants.reduce(difference, draft);
}

function difference(draft: Draft, want: Want): Draft {
  switch (want.kind) {
    case 'size':
      return changeSize(draft, want.set, want.replicas);
    case 'deadline':
      return changeDeadline(draft, want.set, want.at);
    case 'podMetadata':
      return changePodMetadata(draft, want.set, want.metadata);
    case 'selector':
      return changeSelector(draft, want.service, want.hash);
    case 'ended':
      return want.run.isTerminating || isCompleted(want.run.phase)
        ? draft
        : act(draft, { kind: END[want.what], name: want.run.name });
    case 'gone':
      return want.run.isDeleting ? draft : act(draft, { kind: DELETE[want.what], name: want.run.name });
    case 'status':
      return changeStatus(draft, want.status);
  }
}

const END = { analysisRun: 'terminateAnalysisRun', experiment: 'terminateExperiment' } as const;
const DELETE = { analysisRun: 'deleteAnalysisRun', experiment: 'deleteExperiment' } as const;
