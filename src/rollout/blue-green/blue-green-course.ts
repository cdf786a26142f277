import type { Course } from '../plan/course.ts';
import { type Draft, go, type Stage } from '../plan/draft.ts';
import { sumAvailable } from '../replica-set.ts';
import { forgetOldReplicaSets } from '../replica-sets/forget-old.ts';
import { hasTemplateChanged } from '../replica-sets/has-template-changed.ts';
import { isSaturated } from '../replica-sets/is-saturated.ts';
import { keepPodMetadata } from '../replica-sets/keep-pod-metadata.ts';
import { restartPods } from '../restart/restart-pods.ts';
import type { RolloutStatus } from '../status.ts';
import type { BlueGreenStrategy } from '../strategy.ts';
import { setOf } from './active-set.ts';
import { analysePromotion } from './analyse.ts';
import { pausePromotion } from './pause.ts';
import { resizeBlueGreen } from './resize.ts';
import { switchActive, switchPreview } from './services.ts';
import { settleBlueGreen } from './settle.ts';

/**
 * Blue-green: the new revision is made ready beside the old one, then all traffic moves at once.
 *
 * @see rollout.md §4.2, §13
 */
export function blueGreenCourse(strategy: BlueGreenStrategy): Course {
  const resize: readonly Stage[] = [resizeBlueGreen(strategy), forgetOldReplicaSets];
  const resizeAll: Stage = (draft) => resize.reduce((draft, stage) => stage(draft), draft);
  return {
    hasChanged: hasTemplateChanged,
    stages: [
      switchPreview(strategy),
      (draft) => (hasTemplateChanged(draft) ? go(draft, { kind: 'status' }) : draft),
      restartPods({ endsSync: false }),
      resizeAll,
      pausePromotion(strategy),
      switchActive(strategy),
      analysePromotion(strategy),
      keepPodMetadata,
    ],
    resize: resizeAll,
    counts: countPods,
    settle: settleBlueGreen(strategy),
    isAvailable: (draft, status) =>
      isSaturated(setOf(draft, status.blueGreen.activeSelector), draft.rollout.spec.replicas),
  };
}

/** An autoscaler must not count pods that are only looked at. */
function countPods(draft: Draft, status: RolloutStatus): ReturnType<Course['counts']> {
  const active = setOf(draft, status.blueGreen.activeSelector);
  const { all } = draft.sets;
  return {
    availableReplicas: active?.available ?? sumAvailable(all),
    hpaReplicas: active?.created ?? all.reduce((sum, { created }) => sum + created, 0),
  };
}
