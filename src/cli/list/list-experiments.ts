import { type Instant, millisOf } from '../../core/instant.ts';
import type { JsonObject } from '../../core/json.ts';
import { KINDS } from '../../kube/kinds.ts';
import { seeOnce } from '../../kube/sight/see-once.ts';
import { isCompleted } from '../../resources/run-status.ts';
import { readExperiment } from '../../rollout/experiment/read-experiment.ts';
import { ageOf } from '../../rollout/info/age.ts';
import { humanDuration } from '../../rollout/info/human-duration.ts';
import { infoMeta } from '../../rollout/info/info-meta.ts';
import { EXIT } from '../exit-code.ts';
import { withCluster } from '../kube-options.ts';
import { allOf } from '../sight/named.ts';
import { printable } from '../terminal/printable.ts';
import { tabColumns } from '../tree/tab-columns.ts';
import type { World } from '../world.ts';
import type { ListOptions } from './list-options.ts';
import { NOTHING_FOUND } from './nothing-found.ts';

/** The columns and their least widths. */
const COLUMNS: readonly (readonly [title: string, width: number])[] = [
  ['NAME', 10],
  ['STATUS', 6],
  ['DURATION', 8],
  ['REMAINING', 9],
  ['AGE', 3],
];
const NAMESPACE = ['NAMESPACE', 9] as const;

/**
 * `verdict list experiments`.
 *
 * @throws Fault CLUSTER_REFUSED, CLUSTER_UNREACHABLE
 * @see reference/interfaces.md §3.10
 */
export async function listExperiments(options: ListOptions, world: World): Promise<number> {
  const experiments = await withCluster(options, world, async (cluster, own) => {
    const wanted = new Map([['experiments', allOf(KINDS.experiments, options.allNamespaces ? '' : own)] as const]);
    return (await seeOnce(cluster, wanted))('experiments');
  });
  if (experiments.length === 0) {
    world.stderr.write(NOTHING_FOUND);
    return EXIT.pass;
  }
  const now = world.clock.now();
  const columns = options.allNamespaces ? [NAMESPACE, ...COLUMNS] : COLUMNS;
  const rows = experiments.map((experiment) => {
    const { namespace } = infoMeta(experiment);
    const cells = options.allNamespaces ? [namespace, ...cellsOf(experiment, now)] : cellsOf(experiment, now);
    return cells.map((cell, index) => printable(cell).padEnd(columns[index]?.[1] ?? 0));
  });
  world.stdout.write(tabColumns([columns.map(([title]) => title), ...rows]));
  return EXIT.pass;
}

function cellsOf(object: JsonObject, now: Instant): readonly string[] {
  const { name, spec, status } = readExperiment(object);
  const length = spec.duration?.kind === 'length' ? spec.duration.length : undefined;
  const isRunning = !isCompleted(status.phase) && status.availableAt !== undefined;
  const left = isRunning && length !== undefined ? (status.availableAt ?? now) + length - now : 0;
  return [
    name,
    status.phase,
    length === undefined ? '-' : humanDuration(length),
    left > 0 ? humanDuration(millisOf(left)) : '-',
    ageOf(infoMeta(object), now),
  ];
}
