import { parseInt64 } from '../../core/go/int.ts';
import type { Rollout } from '../rollout.ts';
import { type PhaseAndMessage, rolloutPhase } from './rollout-phase.ts';

/**
 * The phase as everyone but the controller shall see it: the stored one, unless the controller has not yet seen what a user did last.
 *
 * @param isTemplateFromWorkload  whether the template was taken from `workloadRef`; only then does the workload's generation count
 * @see rollout.md §16
 */
export function clientPhase(rollout: Rollout, isTemplateFromWorkload: boolean): PhaseAndMessage {
  const waitsFor = whatIsUnseen(rollout, isTemplateFromWorkload);
  if (waitsFor !== undefined) return { phase: 'Progressing', message: `waiting for rollout ${waitsFor}` };
  const { phase, message } = rollout.status;
  return phase === '' ? rolloutPhase(rollout) : { phase, message };
}

function whatIsUnseen(
  { generation, workloadGeneration, status }: Rollout,
  isTemplateFromWorkload: boolean,
): string | undefined {
  if (!isObserved(status.observedGeneration, generation)) return 'spec update to be observed';
  // A user took the pauses away and the controller has not answered yet.
  if (status.controllerPause && status.pauseConditions.length === 0) return 'to unpause';
  const isWorkloadObserved =
    workloadGeneration === undefined || isSame(status.workloadObservedGeneration, workloadGeneration);
  if (isTemplateFromWorkload && !isWorkloadObserved) return 'spec update to be observed for the reference workload';
  return undefined;
}

/** Very old Rollouts have a hash here, which may happen to be a number beyond the generation. */
function isObserved(observed: string, generation: number): boolean {
  const read = parseInt64(observed, 'Atoi');
  return !read.ok || Number(read.value) >= generation;
}

function isSame(observed: string, generation: number): boolean {
  const read = parseInt64(observed);
  return !read.ok || Number(read.value) === generation;
}
