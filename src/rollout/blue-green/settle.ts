import { present } from '../../resources/members.ts';
import { referenceTo } from '../analysis/keep-runs.ts';
import { promote } from '../end/promote.ts';
import { resetUpdate } from '../end/reset-update.ts';
import type { Course, Settled } from '../plan/course.ts';
import { type Draft, intend, isHalted, isUpdateAborted } from '../plan/draft.ts';
import { clearing } from '../plan/intent.ts';
import { sumAvailable } from '../replica-set.ts';
import { formatSelector } from '../replica-sets/format-selector.ts';
import { hasTemplateChanged } from '../replica-sets/has-template-changed.ts';
import { isFastRollback, isRollbackWithinWindow } from '../replica-sets/rollback.ts';
import type { BlueGreenStatus, RolloutStatus } from '../status.ts';
import type { BlueGreenStrategy } from '../strategy.ts';
import { setOf } from './active-set.ts';
import { hasCompletedPause, hasCompletedPreAnalysis } from './completed-pause.ts';

/**
 * What becomes of a blue-green update: it starts over, is promoted once users have it and nothing speaks against it, or goes on.
 *
 * @see rollout.md §11.5, §13
 */
export function settleBlueGreen(strategy: BlueGreenStrategy): Course['settle'] {
  return (draft, base) => {
    const started = hasTemplateChanged(draft)
      ? resetUpdate(draft, { ...base, blueGreen: selectorsOf(draft, strategy) })
      : { draft, status: { ...base, blueGreen: withRuns(draft, selectorsOf(draft, strategy)) } };
    const isFast = draft.rollout.status.promoteFull || isRollbackWithinWindow(draft);
    const cleared = isFast ? intend(started.draft, clearing(started.draft.intent)) : started.draft;
    const reason = promotionReason(cleared, strategy, started.status);
    const settled =
      reason === undefined
        ? { draft: cleared, status: withCheckPoint(cleared, strategy, started.status) }
        : promote(cleared, started.status, reason);
    return { draft: settled.draft, status: { ...settled.status, ...countsOf(settled) } };
  };
}

/** As the Services are now, not as they were. */
function selectorsOf({ services }: Draft, { activeService, previewService }: BlueGreenStrategy): BlueGreenStatus {
  return {
    activeSelector: services.get(activeService)?.hash ?? '',
    previewSelector: services.get(previewService)?.hash ?? '',
    scaleUpPreviewCheckPoint: false,
  };
}

function withRuns({ runs }: Draft, selectors: BlueGreenStatus): BlueGreenStatus {
  return present<BlueGreenStatus>({
    ...selectors,
    prePromotionAnalysisRunStatus: referenceTo(runs.prePromotion),
    postPromotionAnalysisRunStatus: referenceTo(runs.postPromotion),
  });
}

function promotionReason(draft: Draft, strategy: BlueGreenStrategy, status: RolloutStatus): string | undefined {
  const { activeSelector } = status.blueGreen;
  // Of a first deploy the active service waits for a stable revision.
  if (draft.sets.stableRS === undefined || activeSelector === '') return 'Initial deploy';
  if (activeSelector !== status.currentPodHash) return undefined;
  if (draft.rollout.status.promoteFull) return 'Full promotion requested';
  if (isFastRollback(draft)) return isRollbackWithinWindow(draft) ? 'Rollback within window' : 'Fast rollback';
  if (isUpdateAborted(draft)) return undefined;
  const isAnalysed = strategy.postPromotionAnalysis === undefined || draft.runs.postPromotion?.phase === 'Successful';
  return isAnalysed ? 'Completed blue-green update' : undefined;
}

/** Passed once the small preview was looked at; it stays so until the promotion, or until another revision comes (decision 0025). */
function withCheckPoint(draft: Draft, strategy: BlueGreenStrategy, status: RolloutStatus): RolloutStatus {
  const { previewReplicaCount } = strategy;
  const isReached =
    hasCompletedPreAnalysis(draft, strategy) &&
    hasCompletedPause(draft, strategy) &&
    (draft.sets.newRS?.available ?? 0) === previewReplicaCount;
  const wasPassed = draft.rollout.status.blueGreen.scaleUpPreviewCheckPoint;
  const mayBePassed = previewReplicaCount !== undefined && !hasTemplateChanged(draft);
  const scaleUpPreviewCheckPoint = mayBePassed && (wasPassed || (isReached && !isHalted(draft)));
  return { ...status, blueGreen: { ...status.blueGreen, scaleUpPreviewCheckPoint } };
}

/** Of the revision that users have; of all while there is none. */
function countsOf({ draft, status }: Settled): Partial<RolloutStatus> {
  const active = setOf(draft, status.blueGreen.activeSelector);
  const { all } = draft.sets;
  if (active === undefined) {
    return {
      availableReplicas: sumAvailable(all),
      hpaReplicas: all.reduce((sum, { created }) => sum + created, 0),
      selector: formatSelector(draft.facts.json),
    };
  }
  return {
    availableReplicas: active.available,
    readyReplicas: active.ready,
    hpaReplicas: active.created,
    selector: formatSelector(active.json),
  };
}
