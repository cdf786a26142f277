import type { BlueGreenStatus, CanaryStatus } from '../status.ts';
import type { RunView } from './run-view.ts';

/** What a Rollout runs analyses for. */
export type RunRole = 'step' | 'background' | 'prePromotion' | 'postPromotion';

/** The AnalysisRuns that an update goes by, by what they are for. */
export type CurrentRuns = Partial<Readonly<Record<RunRole, RunView>>>;

/** The current runs as the status names them, and all others. */
export interface SortedRuns {
  readonly runs: CurrentRuns;
  readonly others: readonly RunView[];
}

/** Tells the runs of a Rollout apart by the names in its status. */
export function sortRuns(
  all: readonly RunView[],
  status: { readonly canary: CanaryStatus; readonly blueGreen: BlueGreenStatus },
): SortedRuns {
  const roles: readonly (readonly [RunRole, string | undefined])[] = [
    ['step', status.canary.currentStepAnalysisRunStatus?.name],
    ['background', status.canary.currentBackgroundAnalysisRunStatus?.name],
    ['prePromotion', status.blueGreen.prePromotionAnalysisRunStatus?.name],
    ['postPromotion', status.blueGreen.postPromotionAnalysisRunStatus?.name],
  ];
  const current = roles.flatMap(([role, name]) => {
    const run = all.find((run) => run.name === name);
    return run === undefined ? [] : [[role, run] as const];
  });
  const names = new Set(current.map(([, { name }]) => name));
  return { runs: Object.fromEntries(current), others: all.filter(({ name }) => !names.has(name)) };
}
