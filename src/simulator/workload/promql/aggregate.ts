import { keyOf, type Labels, NAME, onlyLabels, withoutLabels } from '../series/labels.ts';
import type { Grouping } from './expression.ts';
import { least, most } from './functions.ts';
import type { Element } from './result.ts';

/** What is made of the values of a group, of which there is one at least. */
export const AGGREGATIONS: ReadonlyMap<string, (values: readonly number[]) => number> = new Map<
  string,
  (values: readonly number[]) => number
>([
  ['sum', total],
  ['avg', (values) => values.reduce(moveMean)],
  ['min', (values) => values.reduce(least)],
  ['max', (values) => values.reduce(most)],
  ['count', (values) => values.length],
]);

/** One element for each group, in the order in which the groups first appear. */
export function aggregate(operator: string, grouping: Grouping, elements: readonly Element[]): readonly Element[] {
  const compute = AGGREGATIONS.get(operator) ?? (() => Number.NaN);
  const groups = new Map<string, { labels: Labels; values: number[] }>();
  for (const { labels: all, value } of elements) {
    const labels = groupOf(grouping, all);
    const key = keyOf(labels);
    const group = groups.get(key) ?? { labels, values: [] };
    group.values.push(value);
    groups.set(key, group);
  }
  return [...groups.values()].map(({ labels, values }) => ({ labels, value: compute(values) }));
}

function groupOf({ kind, labels: names }: Grouping, labels: Labels): Labels {
  return kind === 'by' ? onlyLabels(labels, names) : withoutLabels(labels, [...names, NAME]);
}

/** Begins with the first value and not with 0, so that the sum of -0 stays -0. */
function total(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value);
}

/** The mean, moved by one more value; as Prometheus does it, so that numbers too large to be added have one too. */
function moveMean(mean: number, value: number, before: number): number {
  const isSettled = Math.abs(mean) === Infinity && !Number.isNaN(value) && value !== -mean;
  const count = before + 1;
  return isSettled ? mean : mean + (value / count - mean / count);
}
