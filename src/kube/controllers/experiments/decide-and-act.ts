import { Fault } from '../../../core/fault.ts';
import type { Instant } from '../../../core/instant.ts';
import type { JsonObject } from '../../../core/json.ts';
import { actionKey, type ExperimentAction } from '../../../rollout/experiment/action.ts';
import type { ExperimentEvent } from '../../../rollout/experiment/event.ts';
import type { Experiment } from '../../../rollout/experiment/experiment.ts';
import type { ObservedForExperiment } from '../../../rollout/experiment/observed.ts';
import { planExperiment } from '../../../rollout/experiment/plan-experiment.ts';
import type { Writer } from '../../write/writer.ts';
import { carryOut, type Outcome } from './carry-out.ts';

/** The Experiment of one sync. */
export interface Subject {
  /** As the API gives it. */
  readonly object: JsonObject;
  readonly experiment: Experiment;
  readonly now: Instant;
}

/** How one sync ended. */
export type Ended =
  | { readonly kind: 'done'; readonly events: readonly ExperimentEvent[]; readonly wakeAt?: Instant }
  | { readonly kind: 'stale' }
  | { readonly kind: 'gone' };

/** Far more than there can be of templates and analyses whose objects are refused or in the way. */
const MOST_PLANS = 100;

/**
 * Plans and acts. What an action meets that is for the plan to judge is taken in, and the plan is made again without what was done already.
 *
 * @throws Fault INPUT_INVALID when the plan says that the sync failed; and as `carryOut`
 */
export async function decideAndAct(
  subject: Subject,
  found: ObservedForExperiment,
  writer: Pick<Writer, 'create' | 'patch' | 'delete'>,
): Promise<Ended> {
  const { experiment, now } = subject;
  const done = new Set<string>();
  let observed = found;
  for (let plans = 0; plans < MOST_PLANS; plans += 1) {
    const { actions, events, wakeAt, error } = planExperiment(experiment, observed, now);
    if (error !== undefined) throw new Fault('INPUT_INVALID', error, { experiment: experiment.name });
    const met = await act(actions, done, (action) => carryOut(action, subject.object, observed, writer));
    if (met === undefined) return { kind: 'done', events, ...(wakeAt !== undefined && { wakeAt }) };
    const { action, outcome } = met;
    if (outcome.kind === 'stale' || outcome.kind === 'gone') return { kind: outcome.kind };
    observed = having(observed, action, outcome);
  }
  const text = `Experiment "${experiment.name}": every one of ${MOST_PLANS} plans met something in its way`;
  throw new Fault('INPUT_INVALID', text, { experiment: experiment.name });
}

/** What stopped a plan half-way. */
interface Met {
  readonly action: ExperimentAction;
  readonly outcome: Exclude<Outcome, { kind: 'done' }>;
}

/** Performs actions in order, without those that are done, up to the first that meets something. */
async function act(
  actions: readonly ExperimentAction[],
  done: Set<string>,
  perform: (action: ExperimentAction) => Promise<Outcome>,
): Promise<Met | undefined> {
  for (const action of actions.filter((action) => !done.has(actionKey(action)))) {
    const outcome = await perform(action);
    if (outcome.kind !== 'done') return { action, outcome };
    done.add(actionKey(action));
  }
  return undefined;
}

function having(
  observed: ObservedForExperiment,
  action: ExperimentAction,
  outcome: Extract<Outcome, { kind: 'taken' | 'refused' }>,
): ObservedForExperiment {
  if (outcome.kind === 'refused') {
    return { ...observed, refused: new Map([...observed.refused, [actionKey(action), outcome.why]]) };
  }
  const { existing } = outcome;
  switch (action.kind) {
    case 'createReplicaSet':
      return { ...observed, replicaSets: [...observed.replicaSets, existing] };
    case 'createService':
      return { ...observed, services: [...observed.services, existing] };
    default:
      return { ...observed, analysisRuns: [...observed.analysisRuns, existing] };
  }
}
