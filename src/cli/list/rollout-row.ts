import { formatInstant, type Instant } from '../../core/instant.ts';
import type { JsonObject } from '../../core/json.ts';
import { courseOf } from '../../rollout/info/course.ts';
import { seenPhase } from '../../rollout/info/seen-phase.ts';
import { Fields } from '../../rollout/reading/fields.ts';
import { readRollout } from '../../rollout/reading/read-rollout.ts';
import { printable } from '../terminal/printable.ts';
import type { ListRolloutsOptions } from './list-options.ts';

/** What `list rollouts` says of a Rollout. */
export interface RolloutRow {
  readonly namespace: string;
  readonly name: string;
  readonly strategy: string;
  readonly status: string;
  readonly step: string;
  /** The weight that the steps ask for, not the one that the canary has. */
  readonly setWeight: string;
  readonly ready: string;
  readonly desired: number;
  readonly upToDate: number;
  readonly available: number;
}

type Leading = Pick<ListRolloutsOptions, 'allNamespaces' | 'timestamps'>;

/** Least widths: rows that are printed later, by themselves, shall still stand below their headers. */
const WIDTHS = { timestamp: 20, namespace: 9 };
const COLUMNS: readonly (readonly [title: string, width: number, cell: (row: RolloutRow) => string | number])[] = [
  ['NAME', 10, ({ name }) => name],
  ['STRATEGY', 9, ({ strategy }) => strategy],
  ['STATUS', 12, ({ status }) => status],
  ['STEP', 4, ({ step }) => step],
  ['SET-WEIGHT', 10, ({ setWeight }) => setWeight],
  ['READY', 5, ({ ready }) => ready],
  ['DESIRED', 7, ({ desired }) => desired],
  ['UP-TO-DATE', 10, ({ upToDate }) => upToDate],
  ['AVAILABLE', 9, ({ available }) => available],
];

/** What `list rollouts` says of a Rollout. @see reference/interfaces.md §3.9 */
export function rolloutRow(rollout: JsonObject): RolloutRow {
  const { name, namespace, status, spec } = readRollout(rollout);
  const { strategy, step, setWeight } = courseOf(new Fields(rollout).below('spec').below('strategy'), status);
  return {
    namespace,
    name,
    strategy: strategy || 'unknown',
    status: seenPhase(rollout).phase,
    step: step || '-',
    setWeight: setWeight || '-',
    ready: `${status.readyReplicas}/${status.replicas}`,
    desired: spec.replicas,
    upToDate: status.updatedReplicas,
    available: status.availableReplicas,
  };
}

/** The titles of the columns. */
export function rolloutTitles({ allNamespaces, timestamps }: Leading): readonly string[] {
  const titles = COLUMNS.map(([title]) => title);
  return [...(timestamps ? ['TIMESTAMP'] : []), ...(allNamespaces ? ['NAMESPACE'] : []), ...titles];
}

/** The cells of a row, each at least as wide as its column shall be. */
export function rolloutCells(row: RolloutRow, { allNamespaces, timestamps }: Leading, now: Instant): readonly string[] {
  const cells = COLUMNS.map(([, width, cell]) => printable(`${cell(row)}`).padEnd(width));
  return [
    ...(timestamps ? [formatInstant(now).padEnd(WIDTHS.timestamp)] : []),
    ...(allNamespaces ? [printable(row.namespace).padEnd(WIDTHS.namespace)] : []),
    ...cells,
  ];
}
