import type { Kind } from '../kind.ts';
import { runExperiment } from './sync/experiment.ts';
import type { SyncLine } from './sync/line.ts';
import { runRollout } from './sync/rollout.ts';

/** Whole syncs: objects before, objects after, and what was told. */
export const syncKind: Kind = {
  name: 'sync',
  title: ({ test, index }: SyncLine) => `${test} ${index}`,
  run: (line: SyncLine) => (line.controller === 'rollout' ? runRollout(line) : runExperiment(line)),
};
