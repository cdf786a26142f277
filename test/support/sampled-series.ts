import { type Labels, labelsOf } from '../../src/simulator/workload/series/labels.ts';
import { LOOKBACK_MS, type Series } from '../../src/simulator/workload/series/series.ts';
import type { Written } from './remote-write.ts';

/** Labels written short: `labels('up', { pod: 'a' })`. */
export function labels(name: string, others: Readonly<Record<string, string>> = {}): Labels {
  return labelsOf([['__name__', name], ...Object.entries(others)]);
}

/** A series that has these samples and no others, oldest first, read as Prometheus reads what it keeps. */
export function sampledSeries({ labels, samples }: Written): Series {
  return {
    labels,
    latest(at) {
      const newest = samples.findLast((sample) => sample.at <= at);
      return newest === undefined || newest.at < at - LOOKBACK_MS ? undefined : newest.value;
    },
    within: (from, to) =>
      samples.flatMap(({ at, value }) => (value === undefined || at < from || at > to ? [] : [{ at, value }])),
  };
}
