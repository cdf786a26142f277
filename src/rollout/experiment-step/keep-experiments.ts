import { runsToForget } from '../analysis/history.ts';
import { currentStep } from '../canary/step.ts';
import { want } from '../plan/difference.ts';
import { actAfterStatus, type Draft, go, intend, isUpdateAborted, type Stage, tell } from '../plan/draft.ts';
import { normal } from '../plan/event.ts';
import { aborting, pauseFor, pausing } from '../plan/intent.ts';
import type { CanaryStrategy } from '../strategy.ts';
import type { ExperimentView } from './experiment-view.ts';
import { newExperiment } from './new-experiment.ts';

/**
 * Starts the Experiment of the current step, hears what became of it, and ends those of other steps.
 *
 * @see rollout.md §18.1
 */
export function keepExperiments(strategy: CanaryStrategy): Stage {
  return (draft) => {
    const { status } = draft.rollout;
    const all = [...draft.otherExperiments, ...(draft.experiment ? [draft.experiment] : [])];
    if (isUpdateAborted(draft) || status.promoteFull) return end(draft, all);
    if (pauseFor(status, 'InconclusiveAnalysisRun') !== undefined) return draft;
    const isDue = currentStep({ ...status, steps: strategy.steps })?.experiment !== undefined;
    if (!isDue) return tidy(draft, all);
    // A user decides whether there is another try of one that could not tell (decision 0027).
    const mayStart = draft.experiment === undefined && pauseFor(status, 'InconclusiveExperiment') === undefined;
    const started = mayStart ? start(draft, strategy) : draft;
    if (started.next.kind !== 'stage') return started;
    // Without a stable revision there is nothing to compare with yet.
    if (started.experiment === undefined) return tidy(started, all);
    const heard = hear(started, started.experiment);
    return tidy(heard, heard.otherExperiments);
  };
}

function start(draft: Draft, strategy: CanaryStrategy): Draft {
  if (draft.sets.stableRS === undefined) return draft;
  const wanted = newExperiment(draft, strategy);
  if (wanted.kind === 'fault') return go(draft, wanted);
  const created = wanted.isNew
    ? actAfterStatus(draft, { kind: 'createExperiment', object: wanted.experiment.json })
    : draft;
  return tell(
    { ...created, experiment: wanted.experiment },
    normal('ExperimentCreated', `Created Experiment '${wanted.experiment.name}'`),
  );
}

/** What the Experiment's phase means for the update. */
function hear(draft: Draft, { name, phase, message }: ExperimentView): Draft {
  switch (phase) {
    case 'Inconclusive':
      return intend(draft, pausing(draft.intent, 'InconclusiveExperiment'));
    case 'Error':
    case 'Failed': {
      const why = 'Experiment analysis phase is error/failed';
      return intend(draft, aborting(draft.intent, message === '' ? why : `${why}: ${message}`));
    }
    case 'Successful':
      // The step is not done while a user pauses, and must not be begun again.
      return draft.rollout.spec.paused ? going(draft, name) : draft;
    case 'Pending':
    case 'Running':
    case '':
      return going(draft, name);
  }
}

function going(draft: Draft, name: string): Draft {
  const otherExperiments = draft.otherExperiments.filter((experiment) => experiment.name !== name);
  return { ...draft, currentExperiment: name, otherExperiments };
}

function tidy(draft: Draft, others: readonly ExperimentView[]): Draft {
  const beyond = runsToForget(others, draft.sets.all, draft.rollout.spec.historyLimits);
  return want(end(draft, others), ...beyond.map((run) => ({ kind: 'gone', what: 'experiment', run }) as const));
}

function end(draft: Draft, experiments: readonly ExperimentView[]): Draft {
  return want(draft, ...experiments.map((run) => ({ kind: 'ended', what: 'experiment', run }) as const));
}
