import { after } from '../../core/instant.ts';
import { type Draft, go, intend, type Stage, wakeBeforeResync } from '../plan/draft.ts';
import { pauseFor, pausing } from '../plan/intent.ts';
import type { CanaryStrategy } from '../strategy.ts';
import { currentStep } from './step.ts';

const REASON = 'CanaryPauseStep';

/**
 * Pauses at a pause step, and looks again when it ends. A pause that a user took away is not made anew.
 *
 * @see rollout.md §10
 */
export function pauseAtStep({ steps }: CanaryStrategy): Stage {
  return (draft) => {
    const { spec, status } = draft.rollout;
    const pause = currentStep({ ...status, steps })?.pause;
    if (pause === undefined || spec.paused || status.promoteFull) return draft;
    return go(paused(draft, pause.duration?.length), { kind: 'status' });
  };
}

function paused(draft: Draft, length: Parameters<typeof after>[1] | undefined): Draft {
  const { status } = draft.rollout;
  const since = pauseFor(status, REASON);
  if (since === undefined) return status.controllerPause ? draft : intend(draft, pausing(draft.intent, REASON));
  if (length === undefined || since.startTime === undefined) return draft;
  return wakeBeforeResync(draft, after(since.startTime, length));
}
