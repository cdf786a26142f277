import type { JsonObject } from '../../../../src/core/json.ts';
import { currentStep } from '../../../../src/rollout/canary/step.ts';
import { HASH_LABEL } from '../../../../src/rollout/hash-label.ts';
import type { Observed } from '../../../../src/rollout/observed.ts';
import { Fields } from '../../../../src/rollout/reading/fields.ts';
import { readRollout } from '../../../../src/rollout/reading/read-rollout.ts';
import { metadataOf } from '../cluster.ts';
import { setWithHash } from '../objects.ts';
import type { Attempt } from '../sync.ts';

/** An update that failed its analysis neither goes a step on nor is promoted, unless a user wants all of it at once. */
export function stepProblem({ action, rollout, observed }: Attempt): string | undefined {
  if (action.kind !== 'patchStatus') return undefined;
  const { status, spec } = readRollout(rollout);
  const patch = new Fields(action.status);
  const index = status.currentStepIndex ?? 0;
  const steps = spec.strategy.kind === 'canary' ? spec.strategy.steps : [];
  const isStep = patch.whole('currentStepIndex') === index + 1 && index + 1 <= steps.length;
  const isPromotion = patch.has('stableRS') && status.stableRS !== '';
  if (
    status.promoteFull ||
    patch.has('currentPodHash') ||
    patch.has('currentStepHash') ||
    status.stableRS === '' ||
    !(isStep || isPromotion)
  ) {
    return undefined;
  }
  if (isWayBack(rollout, observed)) return undefined;
  const phase = (name: string | undefined): string =>
    new Fields([...observed.analysisRuns, ...observed.experiments].find((run) => metadataOf(run)['name'] === name))
      .below('status')
      .text('phase');
  const { canary, blueGreen } = status;
  const runs = [
    canary.currentStepAnalysisRunStatus,
    canary.currentBackgroundAnalysisRunStatus,
    ...(isPromotion ? [blueGreen.prePromotionAnalysisRunStatus, blueGreen.postPromotionAnalysisRunStatus] : []),
  ];
  // A user may go on after an analysis that could not tell.
  const isResumed = status.controllerPause && status.pauseConditions.length === 0;
  // A timed pause runs out whatever an analysis beside it could not tell.
  const isTimed = currentStep({ ...status, steps })?.pause?.duration !== undefined;
  const bad = ['Failed', 'Error', ...(isResumed || isTimed ? [] : ['Inconclusive'])];
  const failed = runs.find((run) => bad.includes(phase(run?.name)));
  if (failed !== undefined) return `${failed.name} failed and the update goes on`;
  const step = isStep ? currentStep({ ...status, steps }) : undefined;
  if (step?.analysis !== undefined && phase(canary.currentStepAnalysisRunStatus?.name) !== 'Successful') {
    return `step ${index} has no successful analysis and the update goes on`;
  }
  if (step?.experiment === undefined) return undefined;
  const tries = observed.experiments.filter(
    (run) => new Fields(metadataOf(run)).below('labels').text(HASH_LABEL) === status.currentPodHash,
  );
  const isPassed = tries.some((run) => new Fields(run).below('status').text('phase') === 'Successful');
  return isPassed ? undefined : `step ${index} has no successful experiment and the update goes on`;
}

/** A rollback within the window needs no steps. */
function isWayBack(rollout: JsonObject, { replicaSets }: Observed): boolean {
  const { status, spec } = readRollout(rollout);
  const madeAt = (hash: string): string =>
    new Fields(metadataOf(setWithHash(replicaSets, hash) ?? {})).text('creationTimestamp');
  return spec.rollbackRevisions > 0 && madeAt(status.currentPodHash) < madeAt(status.stableRS);
}
