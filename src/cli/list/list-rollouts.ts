import { KINDS } from '../../kube/kinds.ts';
import type { Wanted } from '../../kube/sight/found.ts';
import { seeOnce } from '../../kube/sight/see-once.ts';
import { EXIT } from '../exit-code.ts';
import { withCluster } from '../kube-options.ts';
import { allOf, onlyThat } from '../sight/named.ts';
import { tabColumns } from '../tree/tab-columns.ts';
import type { World } from '../world.ts';
import type { ListRolloutsOptions } from './list-options.ts';
import { NOTHING_FOUND } from './nothing-found.ts';
import { rolloutCells, rolloutRow, rolloutTitles } from './rollout-row.ts';
import { tellChanges } from './tell-changes.ts';

/**
 * `verdict list rollouts`.
 *
 * @throws Fault CLUSTER_REFUSED, CLUSTER_UNREACHABLE; while watching, those are said and tried again
 * @see reference/interfaces.md §3.9
 */
export async function listRollouts(options: ListRolloutsOptions, world: World): Promise<number> {
  await withCluster(options, world, async (cluster, own) => {
    const wanted = wantedOf(options, options.allNamespaces ? '' : own);
    const found = await seeOnce(cluster, wanted);
    const rows = found('rollouts').map(rolloutRow);
    if (rows.length === 0 && !options.watch) {
      world.stderr.write(NOTHING_FOUND);
      return;
    }
    const now = world.clock.now();
    const cells = rows.map((row) => rolloutCells(row, options, now));
    world.stdout.write(tabColumns([rolloutTitles(options), ...cells]));
    if (options.watch) await tellChanges({ wanted, told: rows, options }, cluster, world);
  });
  return EXIT.pass;
}

function wantedOf({ name = '' }: ListRolloutsOptions, namespace: string): Wanted<'rollouts'> {
  const resource = KINDS.rollouts;
  return new Map([['rollouts', name === '' ? allOf(resource, namespace) : onlyThat({ resource, namespace, name })]]);
}
