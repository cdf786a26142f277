import { millisOf } from '../../core/instant.ts';
import { conditionOf, setCondition, withoutCondition } from '../conditions/set-condition.ts';
import { rolloutPhase } from '../phase/rollout-phase.ts';
import { want } from '../plan/difference.ts';
import { type Draft, go, wakeIn } from '../plan/draft.ts';

const INVALID = 'InvalidSpec';

/**
 * An invalid Rollout: says what is wrong and touches nothing else. It fails, and so is tried again: what is missing may be on its way.
 *
 * @param problems  at least one; the first is what users see
 * @see rollout.md §3.1
 */
export function refuse(draft: Draft, problems: readonly string[]): Draft {
  const [first = ''] = problems;
  return go(withInvalidSpec(draft, first), { kind: 'fault', error: first });
}

const WORKLOAD_RETRY = millisOf(20_000);

/** A workload that cannot be used. It is asked for again after a while, since nothing else would bring it back to mind. */
export function refuseUnresolved(draft: Draft, error: string): Draft {
  return wakeIn(go(withInvalidSpec(draft, error), { kind: 'end' }), WORKLOAD_RETRY);
}

function withInvalidSpec(draft: Draft, error: string): Draft {
  const { rollout, facts } = draft;
  const message = `The Rollout "${rollout.name}" is invalid: ${error}`;
  const observedGeneration = String(rollout.generation);
  const isSaid = conditionOf(rollout.status.conditions, INVALID)?.message === message;
  if (isSaid && rollout.status.observedGeneration === observedGeneration) return draft;
  // A new problem is said even though status and reason are as before.
  const others = isSaid ? rollout.status.conditions : withoutCondition(rollout.status.conditions, INVALID);
  const condition = { type: INVALID, status: 'True', reason: INVALID, message } as const;
  const conditions = setCondition(others, condition, facts.now);
  const status = { ...rollout.status, observedGeneration, conditions };
  return want(draft, { kind: 'status', status: { ...status, ...rolloutPhase({ spec: rollout.spec, status }) } });
}
