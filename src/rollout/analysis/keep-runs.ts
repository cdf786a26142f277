import { want } from '../plan/difference.ts';
import { type Draft, isUpdateAborted, tell } from '../plan/draft.ts';
import { normal, type RolloutEvent, warning } from '../plan/event.ts';
import { isFastRollback } from '../replica-sets/rollback.ts';
import { type AnalysisRunReference, isFullyPromoted } from '../status.ts';
import type { CurrentRuns, RunRole } from './current-runs.ts';
import { runsToForget } from './history.ts';
import type { RunView } from './run-view.ts';

/** A draft and the runs that are current from now on. */
export interface Decided {
  readonly draft: Draft;
  readonly runs: CurrentRuns;
}

/**
 * Keeps the AnalysisRuns of an update: those that are needed run, all others end, and old ones are deleted.
 *
 * @param decide  which runs are needed, of an update that is under way
 * @see rollout.md §17
 */
export function keepRuns(draft: Draft, decide: (draft: Draft) => Decided): Draft {
  const decided = needsAnalysis(draft) ? decide(draft) : cancelled(draft);
  if (decided.draft.next.kind !== 'stage') return decided.draft;
  const current = Object.values(decided.runs);
  const otherRuns = draft.otherRuns.filter(({ name }) => !current.some((run) => run.name === name));
  const beyond = runsToForget(otherRuns, draft.sets.all, draft.rollout.spec.historyLimits);
  const tidied = want(
    { ...decided.draft, runs: decided.runs, otherRuns },
    ...otherRuns.map((run) => ({ kind: 'ended', what: 'analysisRun', run }) as const),
    ...beyond.map((run) => ({ kind: 'gone', what: 'analysisRun', run }) as const),
  );
  return changesOf(draft, decided.runs).reduce(tell, tidied);
}

function needsAnalysis(draft: Draft): boolean {
  const { status } = draft.rollout;
  const isIdle = isFullyPromoted(status) || status.stableRS === '';
  return !isIdle && !isUpdateAborted(draft) && !status.promoteFull && !isFastRollback(draft);
}

/** A blue-green Rollout goes on showing its last runs. */
function cancelled(draft: Draft): Decided {
  const { prePromotion, postPromotion } = draft.runs;
  return {
    draft: want(
      draft,
      ...Object.values(draft.runs).map((run) => ({ kind: 'ended', what: 'analysisRun', run }) as const),
    ),
    runs: { ...(prePromotion && { prePromotion }), ...(postPromotion && { postPromotion }) },
  };
}

const TITLES: readonly (readonly [RunRole, string])[] = [
  ['postPromotion', 'PostPromotion'],
  ['prePromotion', 'PrePromotion'],
  ['step', 'Step'],
  ['background', 'Background'],
];

/** An event for each run whose phase is another than the status says. */
function changesOf({ rollout: { status } }: Draft, runs: CurrentRuns): readonly RolloutEvent[] {
  const { canary, blueGreen } = status;
  const stored: Readonly<Record<RunRole, AnalysisRunReference | undefined>> = {
    step: canary.currentStepAnalysisRunStatus,
    background: canary.currentBackgroundAnalysisRunStatus,
    prePromotion: blueGreen.prePromotionAnalysisRunStatus,
    postPromotion: blueGreen.postPromotionAnalysisRunStatus,
  };
  return TITLES.flatMap(([role, title]) => {
    const run = runs[role];
    const before = stored[role];
    if (run === undefined || run.phase === '' || !hasChanged(run, before)) return [];
    const previous = before === undefined ? 'NoPreviousStatus' : before.status;
    const message = `${title} Analysis Run '${run.name}' Status New: '${run.phase}' Previous: '${previous}'`;
    const say = run.phase === 'Failed' || run.phase === 'Error' ? warning : normal;
    return [say(`AnalysisRun${run.phase}`, message)];
  });
}

function hasChanged(run: RunView, before: AnalysisRunReference | undefined): boolean {
  return before === undefined || (before.name === run.name && before.status !== run.phase);
}

/** A run as the status names it. */
export function referenceTo(run: RunView | undefined): AnalysisRunReference | undefined {
  return run && { name: run.name, status: run.phase, message: run.message };
}
