import type { RolloutStatus } from '../status.ts';
import type { RunView } from './run-view.ts';

/**
 * Whether a run takes the place of the current one: where there is none, after a user resumed an update whose analysis could not tell,
 * and after a retry.
 *
 * @see rollout.md §17
 */
export function needsNewRun(current: RunView | undefined, status: RolloutStatus): boolean {
  if (current === undefined) return true;
  const isOtherPause = status.pauseConditions.some(
    ({ reason }) => reason === 'CanaryPauseStep' || reason === 'BlueGreenPause',
  );
  if (status.controllerPause && !isOtherPause) return current.phase === 'Inconclusive';
  return status.abortedAt !== undefined;
}
