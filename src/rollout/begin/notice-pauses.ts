import { type ConditionNow, conditionOf, setCondition } from '../conditions/set-condition.ts';
import { durationAfter } from '../end/duration.ts';
import { rolloutPhase } from '../phase/rollout-phase.ts';
import type { Course } from '../plan/course.ts';
import { want } from '../plan/difference.ts';
import { go, type Stage } from '../plan/draft.ts';
import type { Rollout } from '../rollout.ts';
import { isUpdateCompleted } from '../status.ts';

/**
 * Writes down what a user did between syncs: paused, resumed, asked for another try. Only then does the progress deadline start again,
 * so nothing else happens in this sync. A changed spec is looked at as a whole first.
 *
 * @see rollout.md §15
 */
export function noticePauses(course: Course): Stage {
  return (draft) => {
    const { rollout, facts } = draft;
    const { spec, status, generation } = rollout;
    const changes = changesOf(rollout);
    if (status.observedGeneration !== String(generation) || changes.length === 0) return draft;
    const conditions = changes.reduce((all, change) => setCondition(all, change, facts.now), status.conditions);
    const noticed = { ...status, conditions };
    const phased = { ...noticed, ...rolloutPhase({ spec, status: noticed }) };
    const duration = durationAfter(draft, course, phased);
    const written = want(draft, { kind: 'status', status: { ...phased, ...(duration && { duration }) } });
    return go(written, { kind: 'end' });
  };
}

function changesOf({ spec, status }: Rollout): readonly ConditionNow[] {
  const isPaused = status.pauseConditions.length > 0 || spec.paused;
  const progress = conditionOf(status.conditions, 'Progressing')?.reason;
  const saysPaused = conditionOf(status.conditions, 'Paused')?.status === 'True';
  const saysAborted = progress === 'RolloutAborted';
  return [
    ...(isPaused !== (progress === 'RolloutPaused') && !saysAborted && !isUpdateCompleted(status)
      ? [isPaused ? PAUSED : RESUMED]
      : []),
    ...(!status.abort && saysAborted ? [RETRY] : []),
    ...(isPaused !== saysPaused && !saysAborted ? [pausedCondition(isPaused)] : []),
  ];
}

const PAUSED: ConditionNow = {
  type: 'Progressing',
  status: 'Unknown',
  reason: 'RolloutPaused',
  message: 'Rollout is paused',
};
const RESUMED: ConditionNow = { ...PAUSED, reason: 'RolloutResumed', message: 'Rollout is resumed' };
const RETRY: ConditionNow = { ...PAUSED, reason: 'RolloutRetry', message: 'Retrying Rollout after abort' };

/** Upstream's message is the same either way. */
function pausedCondition(isPaused: boolean): ConditionNow {
  return { type: 'Paused', status: isPaused ? 'True' : 'False', reason: 'RolloutPaused', message: 'Rollout is paused' };
}
