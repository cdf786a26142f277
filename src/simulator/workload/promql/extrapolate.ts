import type { Sample } from '../series/series.ts';
import type { Window } from './result.ts';

/** How much further than an average gap between samples the end of a range may lie, and yet be taken for covered. */
const NEAR = 1.1;

/** What is asked of a range: growth of a counter, the same a second, or growth of anything. */
export type Growth = 'increase' | 'rate' | 'delta';

/**
 * What a series grew by in a range, carried on from its samples to the range's ends: fully where an end is near, else by half a gap.
 * A counter's drops count as restarts, and it is never carried back beyond the moment at which it would have been 0.
 *
 * @returns undefined for fewer than two samples
 * @see https://prometheus.io/docs/prometheus/latest/querying/functions/#increase
 */
export function growthOf({ samples, from, to }: Window, asked: Growth): number | undefined {
  const isCounter = asked !== 'delta';
  const first = samples[0];
  const last = samples.at(-1);
  if (first === undefined || last === undefined || samples.length < 2) return undefined;
  const growth = last.value - first.value + (isCounter ? lostInRestarts(samples) : 0);
  const covered = (last.at - first.at) / 1000;
  const gap = covered / (samples.length - 1);
  const carry = (distance: number): number => (distance < gap * NEAR ? distance : gap / 2);
  const toStart = (first.at - from) / 1000;
  const toZero = isCounter && growth > 0 && first.value >= 0 ? covered * (first.value / growth) : toStart;
  const length = covered + carry(Math.min(toStart, toZero)) + carry((to - last.at) / 1000);
  const factor = length / covered;
  return growth * (asked === 'rate' ? factor / ((to - from) / 1000) : factor);
}

function lostInRestarts(samples: readonly Sample[]): number {
  let lost = 0;
  let before = 0;
  for (const { value } of samples) {
    if (value < before) lost += before;
    before = value;
  }
  return lost;
}

/** What a counter grew by in a second between the last two samples of a range. A drop counts as a restart. */
export function instantRateOf({ samples }: Window): number | undefined {
  const last = samples.at(-1);
  const before = samples.at(-2);
  if (last === undefined || before === undefined || last.at === before.at) return undefined;
  const growth = last.value < before.value ? last.value : last.value - before.value;
  return growth / ((last.at - before.at) / 1000);
}
