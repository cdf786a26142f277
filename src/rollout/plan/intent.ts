import { present } from '../../resources/members.ts';
import type { RolloutStatus } from '../status.ts';

/** Why the controller pauses an update. */
export type PauseReason = 'CanaryPauseStep' | 'BlueGreenPause' | 'InconclusiveAnalysisRun' | 'InconclusiveExperiment';

/** What a sync decides about pausing and aborting; the status is made of it in the end (rollout.md §12). */
export interface Intent {
  readonly pausesFor: readonly PauseReason[];
  readonly resumesFrom: readonly PauseReason[];
  /** All pauses end, whatever they were for. */
  readonly clearsPauses: boolean;
  /** Aborts, for this reason; the last one counts. */
  readonly abortsFor?: string;
  /** An abort, whoever asked for it, is taken back. */
  readonly dropsAbort: boolean;
}

export const NO_INTENT: Intent = { pausesFor: [], resumesFrom: [], clearsPauses: false, dropsAbort: false };

/** Whether the update is aborted as far as has been decided. */
export function isAborted({ abortsFor, dropsAbort }: Intent, { abort }: Pick<RolloutStatus, 'abort'>): boolean {
  return !dropsAbort && (abort || abortsFor !== undefined);
}

export function pausing(intent: Intent, reason: PauseReason): Intent {
  return { ...intent, pausesFor: [...intent.pausesFor, reason] };
}

export function resuming(intent: Intent, reason: PauseReason): Intent {
  return { ...intent, resumesFrom: [...intent.resumesFrom, reason] };
}

export function aborting(intent: Intent, why: string): Intent {
  return { ...intent, abortsFor: why };
}

/** Ends every pause and abort: a new update, a promotion, a rollback. */
export function clearing(intent: Intent): Intent {
  return present<Intent>({ ...intent, abortsFor: intent.abortsFor, clearsPauses: true, dropsAbort: true });
}

/** The stored pause with this reason. */
export function pauseFor(
  { pauseConditions }: Pick<RolloutStatus, 'pauseConditions'>,
  reason: PauseReason,
): RolloutStatus['pauseConditions'][number] | undefined {
  return pauseConditions.find((condition) => condition.reason === reason);
}
