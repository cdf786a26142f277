import type { RolloutStatus } from '../status.ts';
import type { Strategy } from '../strategy.ts';

/**
 * Whether something went on between two statuses: pods of the update came, became ready or available, old ones went,
 * or the strategy took a step. A deadline starts again then.
 *
 * @see rollout.md §15
 */
export function isProgressing(kind: Strategy['kind'], before: RolloutStatus, after: RolloutStatus): boolean {
  const old = (status: RolloutStatus): number => status.replicas - status.updatedReplicas;
  return (
    after.updatedReplicas !== before.updatedReplicas ||
    old(after) < old(before) ||
    after.readyReplicas > before.readyReplicas ||
    after.availableReplicas > before.availableReplicas ||
    HAS_STEPPED[kind](before, after)
  );
}

const HAS_STEPPED: Record<Strategy['kind'], (before: RolloutStatus, after: RolloutStatus) => boolean> = {
  canary: (before, after) =>
    after.stableRS !== before.stableRS ||
    after.currentStepHash !== before.currentStepHash ||
    hasMoved(before.currentStepIndex, after.currentStepIndex),
  blueGreen: ({ blueGreen: before }, { blueGreen: after }) =>
    after.activeSelector !== before.activeSelector || after.previewSelector !== before.previewSelector,
};

/** That there is an index, or none any more, is no step. */
function hasMoved(before: number | undefined, after: number | undefined): boolean {
  return before !== undefined && after !== undefined && before !== after;
}
