import { millisOf } from '../../core/instant.ts';
import { conditionOf, setCondition, withoutCondition } from '../conditions/set-condition.ts';
import { rolloutPhase } from '../phase/rollout-phase.ts';
import { want } from '../plan/difference.ts';
import { type Draft, go, tell, wakeIn } from '../plan/draft.ts';
import { warning } from '../plan/event.ts';

const INVALID = 'InvalidSpec';

/**
 * An invalid Rollout: says what is wrong and touches nothing else. It fails, and so is tried again: what is missing may be on its way.
 *
 * @param problems  at least one; the first becomes the condition, all of them an event (decision 0022)
 * @see rollout.md §3.1
 */
export function refuse(draft: Draft, problems: readonly string[]): Draft {
  return go(say(draft, problems), { kind: 'fault', error: problems[0] ?? '' });
}

const WORKLOAD_RETRY = millisOf(20_000);

/** A workload that cannot be used. It is asked for again after a while, since nothing else would bring it back to mind. */
export function refuseUnresolved(draft: Draft, error: string): Draft {
  return wakeIn(go(say(draft, [error]), { kind: 'end' }), WORKLOAD_RETRY);
}

/** Said once: as long as the first problem stays, the condition and the event do. */
function say(draft: Draft, problems: readonly string[]): Draft {
  const { conditions } = draft.rollout.status;
  const message = messageOf(draft, problems[0] ?? '');
  const isSaid = conditionOf(conditions, INVALID)?.message === message;
  const written = withInvalidSpec(draft, message, isSaid);
  return isSaid ? written : tell(written, warning(INVALID, messageOf(draft, problems.join('; '))));
}

function withInvalidSpec(draft: Draft, message: string, isSaid: boolean): Draft {
  const { rollout, facts } = draft;
  const observedGeneration = String(rollout.generation);
  if (isSaid && rollout.status.observedGeneration === observedGeneration) return draft;
  // A new problem is said even though status and reason are as before.
  const others = isSaid ? rollout.status.conditions : withoutCondition(rollout.status.conditions, INVALID);
  const condition = { type: INVALID, status: 'True', reason: INVALID, message } as const;
  const conditions = setCondition(others, condition, facts.now);
  const status = { ...rollout.status, observedGeneration, conditions };
  return want(draft, { kind: 'status', status: { ...status, ...rolloutPhase({ spec: rollout.spec, status }) } });
}

function messageOf({ rollout }: Draft, error: string): string {
  return `The Rollout "${rollout.name}" is invalid: ${error}`;
}
