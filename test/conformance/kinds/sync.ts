import type { Kind } from '../kind.ts';
import type { SyncLine as RolloutLine } from './sync/line.ts';
import { runRollout } from './sync/rollout.ts';
import { runExperimentLine } from './sync-experiment/experiment.ts';
import type { SyncLine as ExperimentLine } from './sync-experiment/line.ts';

/** Whole syncs: objects before, objects after, and what was told. */
export const syncKind: Kind = {
  name: 'sync',
  title: ({ test, index }: RolloutLine) => `${test} ${index}`,
  run: (line: RolloutLine & ExperimentLine) =>
    line.controller === 'rollout' ? runRollout(line) : runExperimentLine(line),
};
