import { currentStep } from '../canary/step.ts';
import { currentSetWeight } from '../canary/weight.ts';
import { Fields } from '../reading/fields.ts';
import { readStrategy } from '../reading/read-strategy.ts';
import type { RolloutStatus } from '../status.ts';
import { type CanaryStrategy, maxTrafficWeight } from '../strategy.ts';
import type { ReplicaSetInfo, RolloutInfo } from './model.ts';

/** How far a Rollout has come. */
export type Course = Pick<RolloutInfo, 'strategy' | 'step' | 'setWeight' | 'steps'>;

/**
 * How far a Rollout has come in its steps. One that names both strategies, which is invalid, counts as a canary.
 *
 * @param strategy  `spec.strategy`
 * @see reference/interfaces.md §4.2
 */
export function courseOf(strategy: Fields, status: RolloutStatus): Course {
  const canary = canaryIn(strategy);
  if (canary === undefined) {
    return { strategy: strategy.has('blueGreen') ? 'BlueGreen' : '', step: '', setWeight: '', steps: [] };
  }
  const { currentStepIndex } = status;
  const steps = currentStepIndex === undefined ? [] : strategy.below('canary').list('steps');
  return {
    strategy: 'Canary',
    step: steps.length === 0 ? '' : `${currentStepIndex}/${steps.length}`,
    setWeight: `${currentSetWeight(canary, status)}`,
    steps,
  };
}

/** The canary strategy of a `spec.strategy`; undefined where it names none. */
export function canaryIn(strategy: Fields): CanaryStrategy | undefined {
  if (!strategy.has('canary')) return undefined;
  // A strategy beside it would come first.
  const read = readStrategy(new Fields({ canary: strategy.json('canary') ?? {} }));
  return read.kind === 'canary' ? read : undefined;
}

/**
 * The weight that a canary has: with routers what they were told last, without any the canary's part of the pods that are
 * available.
 *
 * @see reference/interfaces.md §4.2
 */
export function actualWeight(
  canary: CanaryStrategy,
  status: RolloutStatus,
  replicaSets: readonly ReplicaSetInfo[],
): number {
  const { currentStepIndex, availableReplicas } = status;
  const position = { steps: canary.steps, ...(currentStepIndex !== undefined && { currentStepIndex }) };
  if (currentStep(position) === undefined) return maxTrafficWeight(canary);
  if (availableReplicas <= 0) return 0;
  if (canary.trafficRouting !== undefined) {
    return status.canary.weights?.canary.weight ?? currentSetWeight(canary, status);
  }
  const available = replicaSets.findLast((set) => set.canary)?.available ?? 0;
  return Math.trunc((available * maxTrafficWeight(canary)) / availableReplicas);
}
