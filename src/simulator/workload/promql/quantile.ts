import { parseFloat64 } from '../../../core/go/parse-float.ts';
import { keyOf, NAME, withoutLabels } from '../series/labels.ts';
import type { Element } from './result.ts';

interface Bucket {
  readonly upper: number;
  /** Of all that is not above `upper`. */
  readonly count: number;
}

/**
 * Values below which a share of observations lies, worked out from the buckets of histograms: within a bucket they are taken to lie evenly.
 *
 * @param quantile  0 to 1; below gives -Inf, above +Inf
 * @param elements  buckets with their label `le`; what has none is passed by
 * @see https://prometheus.io/docs/prometheus/latest/querying/functions/#histogram_quantile
 */
export function quantilesOf(quantile: number, elements: readonly Element[]): readonly Element[] {
  const histograms = Map.groupBy(elements.filter(isBucket), ({ labels }) => keyOf(withoutLabels(labels, [NAME, 'le'])));
  return [...histograms.values()].map((buckets) => ({
    labels: withoutLabels(buckets[0]?.labels ?? new Map(), [NAME, 'le']),
    value: quantileOf(
      quantile,
      buckets.map((bucket) => ({ upper: upperOf(bucket) ?? Number.NaN, count: bucket.value })),
    ),
  }));
}

function isBucket(element: Element): boolean {
  return upperOf(element) !== undefined;
}

function upperOf({ labels }: Element): number | undefined {
  const read = parseFloat64(labels.get('le') ?? '');
  return read.ok ? read.value : undefined;
}

function quantileOf(quantile: number, unordered: readonly Bucket[]): number {
  if (Number.isNaN(quantile)) return Number.NaN;
  if (quantile < 0) return Number.NEGATIVE_INFINITY;
  if (quantile > 1) return Number.POSITIVE_INFINITY;
  const buckets = rising(merged(unordered.toSorted((a, b) => a.upper - b.upper)));
  const last = buckets.at(-1);
  if (last?.upper !== Number.POSITIVE_INFINITY || buckets.length < 2 || last.count === 0) return Number.NaN;
  const rank = quantile * last.count;
  const found = buckets.slice(0, -1).findIndex(({ count }) => count >= rank);
  const at = found === -1 ? buckets.length - 1 : found;
  const below = buckets[at - 1] ?? { upper: 0, count: 0 };
  const bucket = buckets[at] ?? last;
  // Of the last bucket only the lower end is known.
  if (at === buckets.length - 1) return below.upper;
  if (at === 0 && bucket.upper <= 0) return bucket.upper;
  return below.upper + (bucket.upper - below.upper) * ((rank - below.count) / (bucket.count - below.count));
}

/** Buckets that end at the same value are one. */
function merged(buckets: readonly Bucket[]): readonly Bucket[] {
  const byUpper = Map.groupBy(buckets, ({ upper }) => upper);
  return [...byUpper].map(([upper, same]) => ({ upper, count: same.reduce((sum, { count }) => sum + count, 0) }));
}

/** Counts that fall, as they may where buckets were not read at the same moment, are raised. */
function rising(buckets: readonly Bucket[]): readonly Bucket[] {
  let most = Number.NEGATIVE_INFINITY;
  return buckets.map(({ upper, count }) => {
    if (count > most) most = count;
    return { upper, count: count < most ? most : count };
  });
}
