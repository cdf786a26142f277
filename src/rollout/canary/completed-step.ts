import { after } from '../../core/instant.ts';
import type { Draft } from '../plan/draft.ts';
import { pauseFor } from '../plan/intent.ts';
import type { CanaryStrategy } from '../strategy.ts';
import { isAtDesiredCounts } from './canary-sizes.ts';
import { canaryUpdate } from './canary-update.ts';
import { isUndecided } from './is-undecided.ts';
import type { CanaryStep, Pause } from './step.ts';

/**
 * Whether the current step is done. Of a step with several keys the first of this order counts. Nothing is done while a user pauses.
 *
 * @see rollout.md §10
 */
export function hasCompletedStep(draft: Draft, strategy: CanaryStrategy, step: CanaryStep): boolean {
  // A timed pause that runs out leads to nothing by itself, and is not what the update waits for then.
  const waits = isUndecided(draft) && step.pause?.duration === undefined;
  if (draft.rollout.spec.paused || waits) return false;
  if (step.pause) return hasPaused(draft, step.pause);
  if (step.setCanaryScale) return hasScaled(draft, strategy);
  if (step.setWeight !== undefined) return hasScaled(draft, strategy) && draft.traffic.verified !== false;
  if (step.experiment) return draft.experiment?.phase === 'Successful';
  if (step.analysis) return draft.runs.step?.phase === 'Successful';
  return step.setHeaderRoute !== undefined || step.setMirrorRoute !== undefined;
}

function hasScaled(draft: Draft, strategy: CanaryStrategy): boolean {
  return isAtDesiredCounts(canaryUpdate(draft, strategy), draft.traffic.weights);
}

/** A pause that was made and is gone was taken away by a user. Its end is strictly later than its length. */
function hasPaused({ rollout, facts }: Draft, { duration }: Pause): boolean {
  const { status } = rollout;
  const pause = pauseFor(status, 'CanaryPauseStep');
  if (pause === undefined) return status.controllerPause;
  if (duration === undefined || pause.startTime === undefined) return false;
  return facts.now > after(pause.startTime, duration.length);
}
