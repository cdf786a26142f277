import type { Kind } from '../kind.ts';
import { runExperimentLine } from './sync-experiment/experiment.ts';
import type { SyncLine } from './sync-experiment/line.ts';

/** Whole syncs of the controllers. Those of Rollouts wait for their plan. */
export const syncKind: Kind = {
  name: 'sync',
  title: ({ test, index }: SyncLine) => `${test} ${index}`,
  run: (line: SyncLine) =>
    line.controller === 'experiment' ? runExperimentLine(line) : { kind: 'notBuilt', what: 'the plan of a Rollout' },
};
