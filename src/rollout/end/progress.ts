import { currentStep } from '../canary/step.ts';
import { conditionOf } from '../conditions/set-condition.ts';
import type { Draft } from '../plan/draft.ts';

/** Nothing has to move: a step of open length is due, the update is paused, or old pods wait for their deadline or are going (rollout.md §15). */
export function isWaiting(draft: Draft): boolean {
  const areOldPodsGoing = draft.sets.otherRSs.some(({ created, replicas }) => created > replicas);
  return isOpenEnded(draft) || draft.facts.isWaitingForOldPods || areOldPodsGoing;
}

/** The step that is due takes as long as it takes; or the update is paused. */
export function isOpenEnded({ rollout: { spec, status } }: Draft): boolean {
  const steps = spec.strategy.kind === 'canary' ? spec.strategy.steps : [];
  const { experiment, analysis, pause } = currentStep({ ...status, steps }) ?? {};
  const isPaused = conditionOf(status.conditions, 'Paused')?.status === 'True';
  return experiment !== undefined || analysis !== undefined || pause !== undefined || isPaused;
}
