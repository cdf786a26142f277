import { after, type Instant, type Millis, millisOf } from '../../core/instant.ts';
import type { CurrentRuns } from '../analysis/current-runs.ts';
import type { RunView } from '../analysis/run-view.ts';
import type { ExperimentView } from '../experiment-step/experiment-view.ts';
import type { LiveSets } from '../replica-sets/find-sets.ts';
import type { Rollout } from '../rollout.ts';
import type { ServiceView } from '../services/service-view.ts';
import type { TrafficWeights } from '../status.ts';
import type { Action } from './action.ts';
import type { RolloutEvent } from './event.ts';
import type { Facts } from './facts.ts';
import { type Intent, isAborted } from './intent.ts';

/**
 * A plan in the making. Stages take one and give the next; none is changed. What the actions do to the objects shows in the draft at once,
 * but for sizes: pods that were only just asked for are not there.
 */
export interface Draft {
  readonly facts: Facts;
  /** As it is stored, with what the sync has written already. */
  readonly rollout: Rollout;
  readonly sets: LiveSets;
  readonly services: ReadonlyMap<string, ServiceView>;
  readonly intent: Intent;
  /** The weights that the new status is to have, and whether the routers follow them. */
  readonly traffic: { readonly weights?: TrafficWeights; readonly verified?: boolean };
  readonly runs: CurrentRuns;
  /** AnalysisRuns of the Rollout that are not current. */
  readonly otherRuns: readonly RunView[];
  /** That of the current step. */
  readonly experiment?: ExperimentView;
  readonly otherExperiments: readonly ExperimentView[];
  /** Name for `status.canary.currentExperiment`; empty for none. */
  readonly currentExperiment: string;
  /** The restart is done. */
  readonly isRestarted: boolean;
  readonly actions: readonly Action[];
  /** What is done once the status is written (decision 0026). */
  readonly afterStatus: readonly Action[];
  readonly wakes: readonly Instant[];
  readonly next: Next;
}

/** How a sync goes on after a stage. */
export type Next =
  | { readonly kind: 'stage' }
  /** What is left waits; only the status is written. */
  | { readonly kind: 'status' }
  /** Sizes were given out; of the status only numbers of pods change. */
  | { readonly kind: 'resized' }
  /** The sync is over; nothing more is written. */
  | { readonly kind: 'end' }
  /** Something failed: the sync is over and is to be tried again soon. */
  | { readonly kind: 'fault'; readonly error: string }
  /** The routers are to be told; their answers bring the rest. */
  | { readonly kind: 'routers' };

/** One step of a sync. */
export type Stage = (draft: Draft) => Draft;

/** Takes stage after stage until one of them ends it. */
export function through(draft: Draft, stages: readonly Stage[]): Draft {
  return stages.reduce((draft, stage) => (draft.next.kind === 'stage' ? stage(draft) : draft), draft);
}

export function act(draft: Draft, ...actions: readonly Action[]): Draft {
  return { ...draft, actions: [...draft.actions, ...actions] };
}

export function actAfterStatus(draft: Draft, action: Action): Draft {
  return { ...draft, afterStatus: [...draft.afterStatus, action] };
}

export function tell(draft: Draft, event: RolloutEvent): Draft {
  return act(draft, { kind: 'tell', event });
}

export function wake(draft: Draft, at: Instant): Draft {
  return { ...draft, wakes: [...draft.wakes, at] };
}

/**
 * Wakes at a moment that the resync would miss; one that has passed or lies beyond the resync is left out. Pauses are over strictly after
 * their end: whoever is woken at that very moment sees nothing yet, and has to be woken again.
 */
export function wakeBeforeResync(draft: Draft, at: Instant): Draft {
  const { now, observed } = draft.facts;
  if (at === now) return wake(draft, after(at, JUST_AFTER));
  return at > now && at < after(now, observed.resyncPeriod) ? wake(draft, at) : draft;
}

const JUST_AFTER = millisOf(1);

export function wakeIn(draft: Draft, length: Millis): Draft {
  return wake(draft, after(draft.facts.now, length));
}

export function go(draft: Draft, next: Next): Draft {
  return { ...draft, next };
}

export function intend(draft: Draft, intent: Intent): Draft {
  return { ...draft, intent };
}

/** Whether the update is aborted, by what is stored or by this sync. */
export function isUpdateAborted({ intent, rollout }: Draft): boolean {
  return isAborted(intent, rollout.status);
}

/** Pods and switches are left as they are: a user paused the Rollout, or an analysis could not tell (rollout.md §12). */
export function isHalted({ rollout: { spec, status } }: Draft): boolean {
  return spec.paused || status.pauseConditions.some(({ reason }) => reason === 'InconclusiveAnalysisRun');
}
