import { isDeepStrictEqual } from 'node:util';
import { waitUntil } from '../../core/clock.ts';
import { after, millisOf } from '../../core/instant.ts';
import type { Cluster } from '../../kube/cluster.ts';
import { keyOf } from '../../kube/metadata.ts';
import type { Wanted } from '../../kube/sight/found.ts';
import type { Change } from '../../kube/watch/store.ts';
import { listenForEnd } from '../sight/ending.ts';
import { watch } from '../sight/watch.ts';
import { tabColumns } from '../tree/tab-columns.ts';
import type { World } from '../world.ts';
import type { ListRolloutsOptions } from './list-options.ts';
import { type RolloutRow, rolloutCells, rolloutRow } from './rollout-row.ts';

/** Rows that come together are set in columns together. */
const TOGETHER = millisOf(500);

/** What is watched. */
export interface Told {
  readonly wanted: Wanted<'rollouts'>;
  /** The rows that stand above already. */
  readonly told: readonly RolloutRow[];
  readonly options: ListRolloutsOptions;
}

/**
 * Prints a row for every Rollout that changed in what a row shows, until Ctrl-C. One that is deleted gets a last row with the
 * status `Deleted`. (Upstream says nothing of it.)
 *
 * @see reference/interfaces.md §3.9
 */
export async function tellChanges({ wanted, told, options }: Told, cluster: Cluster, world: World): Promise<void> {
  const last = new Map(told.map((row) => [keyOf(row), row]));
  let waiting: (readonly string[])[] = [];
  const onChange = (change: Change): void => {
    const row = { ...rolloutRow(change.object), ...(change.kind === 'deleted' && { status: 'Deleted' }) };
    const before = last.get(keyOf(row));
    if (isDeepStrictEqual(before, row)) return;
    last.set(keyOf(row), row);
    waiting.push(rolloutCells(row, options, world.clock.now()));
  };
  const ending = listenForEnd(world);
  const { signal } = ending;
  try {
    const objects = watch(wanted, { cluster, world, signal }, onChange);
    while (!signal.aborted) {
      const changed = objects.nextChange();
      if (waiting.length === 0) await changed;
      await waitUntil(world.clock, after(world.clock.now(), TOGETHER), signal);
      world.stdout.write(tabColumns(waiting));
      waiting = [];
    }
    await objects.over;
  } finally {
    ending.release();
  }
}
