import type { Settled } from '../plan/course.ts';
import { type Draft, intend } from '../plan/draft.ts';
import { clearing } from '../plan/intent.ts';
import type { RolloutStatus } from '../status.ts';

/**
 * Forgets what was so for the update before: pauses, an abort, analyses, a restart under way.
 *
 * @see rollout.md §11.1
 */
export function resetUpdate(draft: Draft, status: RolloutStatus): Settled {
  const { restartedAt: _, ...rest } = status;
  const {
    currentStepAnalysisRunStatus: _step,
    currentBackgroundAnalysisRunStatus: _background,
    ...canary
  } = status.canary;
  const { prePromotionAnalysisRunStatus: _pre, postPromotionAnalysisRunStatus: _post, ...blueGreen } = status.blueGreen;
  const { restartAt } = draft.rollout.spec;
  return {
    draft: intend(draft, clearing(draft.intent)),
    status: {
      ...rest,
      ...(restartAt !== undefined && { restartedAt: restartAt }),
      promoteFull: false,
      canary: { ...canary, stepPluginStatuses: [] },
      blueGreen: { ...blueGreen, scaleUpPreviewCheckPoint: false },
    },
  };
}
