import { currentStep } from '../canary/step.ts';
import type { Rollout } from '../rollout.ts';
import type { RolloutStatus } from '../status.ts';

/** Whether an update waits for a user rather than for a time: only that counts as a manual pause (rollout.md §14). */
export function needsAHand({ spec, status: stored }: Rollout, status: Pick<RolloutStatus, 'pauseConditions'>): boolean {
  const { strategy } = spec;
  const isOpen = (reason: string): boolean => {
    switch (reason) {
      case 'InconclusiveAnalysisRun':
      case 'InconclusiveExperiment':
        return true;
      case 'CanaryPauseStep': {
        const pause = strategy.kind === 'canary' ? currentStep({ ...stored, steps: strategy.steps })?.pause : undefined;
        return pause !== undefined && pause.duration === undefined;
      }
      case 'BlueGreenPause':
        return strategy.kind === 'blueGreen' && strategy.promotion.kind === 'byHand';
      default:
        return false;
    }
  };
  return spec.paused || status.pauseConditions.some(({ reason }) => isOpen(reason));
}
