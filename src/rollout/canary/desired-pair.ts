import type { Sizes } from './update.ts';

/** A canary without routing splits traffic by pods, so it looks for the numbers of pods that come closest to a weight. */
export interface PairQuestion {
  /** `spec.replicas`. */
  readonly replicas: number;
  /** From 0 to `maxWeight`. */
  readonly weight: number;
  readonly maxWeight: number;
  /** Whether one pod more than `replicas` may stay. */
  readonly maySurge: boolean;
}

/** One way to split: this many canaries of so many pods. */
interface Split {
  readonly canary: number;
  readonly total: number;
}

/**
 * The sizes closest to a weight. Between them neither side is left without a pod where two can be had; a tie goes to the larger canary.
 * The sum is `replicas`, or one more where that comes closer.
 *
 * @see rollout.md §7.2; decision 0007 for the weights that upstream finds no split for
 */
export function desiredPair(question: PairQuestion): Sizes {
  const { replicas, weight, maxWeight } = question;
  if (replicas === 0) return { canary: 0, stable: 0 };
  const splits = splitsOf(question);
  const off = ({ canary, total }: Split): number => Math.abs((canary * maxWeight) / total - weight);
  const best = splits.reduce((best, split) => (off(split) < off(best) ? split : best));
  return { canary: best.canary, stable: best.total - best.canary };
}

/** In the order in which the first of equals wins. */
function splitsOf(question: PairQuestion): readonly [Split, ...Split[]] {
  const { replicas, weight, maxWeight, maySurge } = question;
  const ceiling = Math.ceil((replicas * weight) / maxWeight);
  const floor = Math.floor((replicas * weight) / maxWeight);
  const mayBeNone = weight === 0 || weight === maxWeight || (replicas === 1 && !maySurge);
  const floors = (total: number): readonly Split[] =>
    (floor !== 0 || mayBeNone) && !isTied(question, total) ? [{ canary: floor, total }] : [];
  const [first, ...others] = [
    ...(ceiling < replicas || mayBeNone ? [{ canary: ceiling, total: replicas }] : []),
    ...floors(replicas),
    ...(maySurge ? [{ canary: ceiling, total: replicas + 1 }, ...floors(replicas + 1)] : []),
  ];
  // A tie whose larger canary would be all pods.
  return first === undefined ? [{ canary: floor, total: replicas }] : [first, ...others];
}

/** Whether rounding up and down miss the weight by the same; computed as upstream does, whose fractions are not exact. */
function isTied({ weight, maxWeight }: PairQuestion, total: number): boolean {
  return (total * (weight / maxWeight)) % 1 === 0.5;
}
