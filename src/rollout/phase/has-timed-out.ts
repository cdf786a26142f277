import type { Instant, Millis } from '../../core/instant.ts';
import type { RolloutStatus } from '../status.ts';

/**
 * Whether an update has shown no progress for longer than its deadline, or had timed out before. An aborted or paused one does not time out,
 * nor does one that never reported progress.
 *
 * @see rollout.md §15
 */
export function hasTimedOut(
  { conditions }: Pick<RolloutStatus, 'conditions'>,
  deadline: Millis,
  now: Instant,
): boolean {
  const progress = conditions.find(({ type }) => type === 'Progressing');
  if (progress === undefined || progress.reason === 'RolloutAborted' || progress.reason === 'RolloutPaused')
    return false;
  return progress.reason === 'ProgressDeadlineExceeded' || (progress.lastUpdateTime ?? -Infinity) + deadline < now;
}
