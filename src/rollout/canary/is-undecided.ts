import type { Draft } from '../plan/draft.ts';
import { pauseFor } from '../plan/intent.ts';

const REASON = 'InconclusiveAnalysisRun';

/** An analysis could not tell, and no user has decided yet: neither a step nor the update is done (decision 0027). */
export function isUndecided({ intent, rollout }: Draft): boolean {
  return pauseFor(rollout.status, REASON) !== undefined || intent.pausesFor.includes(REASON);
}
