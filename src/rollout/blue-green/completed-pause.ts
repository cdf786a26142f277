import { after } from '../../core/instant.ts';
import type { Draft } from '../plan/draft.ts';
import { pauseFor } from '../plan/intent.ts';
import type { BlueGreenStrategy } from '../strategy.ts';

/**
 * Whether the pause before the switch is over: there is none, its time is up, or a user ended it. One that this sync began is not.
 *
 * @see rollout.md §13.1
 */
export function hasCompletedPause({ intent, rollout, facts }: Draft, { promotion }: BlueGreenStrategy): boolean {
  const { status } = rollout;
  if (intent.pausesFor.length > 0) return false;
  if (status.blueGreen.scaleUpPreviewCheckPoint) return true;
  const pause = pauseFor(status, 'BlueGreenPause');
  switch (promotion.kind) {
    case 'atOnce':
      return true;
    case 'after':
      return pause?.startTime !== undefined && facts.now > after(pause.startTime, promotion.wait);
    case 'byHand':
      return status.controllerPause && pause === undefined;
  }
}

/** Whether the analysis before the switch has passed, if there is one. */
export function hasCompletedPreAnalysis({ runs }: Draft, { prePromotionAnalysis }: BlueGreenStrategy): boolean {
  return prePromotionAnalysis === undefined || runs.prePromotion?.phase === 'Successful';
}
