import type { Rollout, RolloutSpec } from '../rollout.ts';
import { isUpdateCompleted, type RolloutStatus } from '../status.ts';
import type { BlueGreenStrategy, CanaryStrategy } from '../strategy.ts';

/**
 * Whether all pods are new and available and nothing is left to do, for a spec that was seen before: the *stored* generation is compared,
 * so this comes true one sync late. Stricter than phase Healthy, which lets routed old pods wait for their deadline.
 *
 * @param rollout  with the status as it is stored
 * @param after    the status that is about to be stored
 * @see rollout.md §15
 */
export function isHealthy({ generation, spec, status }: Rollout, after: RolloutStatus): boolean {
  const { replicas, strategy } = spec;
  return (
    after.updatedReplicas === replicas &&
    after.availableReplicas === replicas &&
    status.observedGeneration === String(generation) &&
    (strategy.kind === 'canary' ? isCanaryDone(strategy, spec, after) : isBlueGreenDone(strategy, after))
  );
}

function isCanaryDone({ steps }: CanaryStrategy, { replicas }: RolloutSpec, after: RolloutStatus): boolean {
  const { currentStepIndex = steps.length } = after;
  const areStepsDone = steps.length === 0 || currentStepIndex === steps.length;
  return areStepsDone && isUpdateCompleted(after) && after.replicas === replicas;
}

function isBlueGreenDone({ previewService }: BlueGreenStrategy, { blueGreen, currentPodHash }: RolloutStatus): boolean {
  const isPreviewNew = previewService === '' || blueGreen.previewSelector === currentPodHash;
  return blueGreen.activeSelector === currentPodHash && isPreviewNew;
}
