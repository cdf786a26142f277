import { present } from '../../resources/members.ts';
import type { Draft } from '../plan/draft.ts';
import type { LiveReplicaSet } from '../replica-sets/live-replica-set.ts';
import { isRollbackWithinWindow } from '../replica-sets/rollback.ts';
import type { BlueGreenStrategy } from '../strategy.ts';
import { setOf } from './active-set.ts';
import { type BlueGreenUpdate, newSize } from './new-size.ts';

/** The size that the new ReplicaSet wants. */
export function newSizeOf(draft: Draft, strategy: BlueGreenStrategy, newRS: LiveReplicaSet): number {
  const { spec, status } = draft.rollout;
  // Nobody looks at a preview on the way back within the window (decision 0025).
  if (isRollbackWithinWindow(draft)) return spec.replicas;
  const { replicas, paused } = spec;
  const activeRS = setOf(draft, status.blueGreen.activeSelector);
  return newSize(present<BlueGreenUpdate>({ replicas, paused, strategy, status, newRS, activeRS }));
}

/** Whether the new ReplicaSet has the size that it wants, and all of it available. */
export function isReadyForPause(draft: Draft, strategy: BlueGreenStrategy, newRS: LiveReplicaSet): boolean {
  const size = newSizeOf(draft, strategy, newRS);
  return newRS.replicas === size && newRS.available === size;
}
