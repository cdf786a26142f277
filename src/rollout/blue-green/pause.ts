import { after } from '../../core/instant.ts';
import { type Draft, intend, isHalted, type Stage, wakeBeforeResync } from '../plan/draft.ts';
import { pauseFor, pausing, resuming } from '../plan/intent.ts';
import type { BlueGreenStrategy } from '../strategy.ts';
import { hasCompletedPause, hasCompletedPreAnalysis } from './completed-pause.ts';
import { isFastTracked } from './fast-tracked.ts';
import { isReadyForPause } from './ready-for-pause.ts';

const REASON = 'BlueGreenPause';

/**
 * Pauses before users get the new revision, where the user wants that, once it is ready and its analysis has passed.
 *
 * @see rollout.md §13.1
 */
export function pausePromotion(strategy: BlueGreenStrategy): Stage {
  return (draft) => {
    const { newRS } = draft.sets;
    const { status } = draft.rollout;
    if (newRS === undefined || status.abort || isHalted(draft)) return draft;
    if (!isReadyForPause(draft, strategy, newRS)) return draft;
    const isPassed = status.blueGreen.scaleUpPreviewCheckPoint || strategy.promotion.kind === 'atOnce';
    if (isPassed || isFastTracked(draft, strategy)) return resume(draft);
    return hasCompletedPreAnalysis(draft, strategy) ? pause(draft, strategy) : draft;
  };
}

function pause(draft: Draft, strategy: BlueGreenStrategy): Draft {
  const { status } = draft.rollout;
  const paused = pauseFor(status, REASON);
  // A pause that is gone was taken away by a user.
  if (paused === undefined) return status.controllerPause ? draft : intend(draft, pausing(draft.intent, REASON));
  if (hasCompletedPause(draft, strategy)) return resume(draft);
  const { promotion } = strategy;
  if (promotion.kind !== 'after' || paused.startTime === undefined) return draft;
  return wakeBeforeResync(draft, after(paused.startTime, promotion.wait));
}

function resume(draft: Draft): Draft {
  return intend(draft, resuming(draft.intent, REASON));
}
