import type { Instant } from '../../../core/instant.ts';
import { metadataOf } from '../objects/metadata.ts';
import type { PodView } from '../pods/pod-view.ts';

const PHASES: readonly string[] = ['Pending', 'Unknown', 'Running'];

/**
 * The pods that go first when there are too many: those that cost least. Times are compared by their logarithm, so that it is left to
 * chance, that is the uid, which of two pods of about one age goes.
 *
 * @param pods   that may go
 * @param peers  the pods of all ReplicaSets of the same owner: a node that has many of them gives first
 * @see https://kubernetes.io/docs/concepts/workloads/controllers/replicaset/#scaling-a-replicaset
 */
export function podsToDelete(
  pods: readonly PodView[],
  peers: readonly PodView[],
  count: number,
  now: Instant,
): readonly PodView[] {
  // Nobody is preferred where all go.
  if (count >= pods.length) return pods;
  const crowds = new Map<string, number>();
  for (const { node, isActive } of peers) if (isActive) crowds.set(node, (crowds.get(node) ?? 0) + 1);
  const crowdOf = ({ node }: PodView): number => crowds.get(node) ?? 0;
  const rules: readonly ((a: PodView, b: PodView) => number)[] = [
    (a, b) => Number(a.node !== '') - Number(b.node !== ''),
    (a, b) => PHASES.indexOf(a.phase) - PHASES.indexOf(b.phase),
    (a, b) => Number(a.isReady) - Number(b.isReady),
    (a, b) => a.deletionCost - b.deletionCost,
    (a, b) => crowdOf(b) - crowdOf(a),
    (a, b) => (a.isReady && b.isReady ? byAge(a, b, { now, timeOf: ({ readinessSince }) => readinessSince }) : 0),
    (a, b) => b.restarts - a.restarts,
    (a, b) => byAge(a, b, { now, timeOf: ({ json }) => metadataOf(json).createdAt }),
  ];
  const order = (a: PodView, b: PodView): number => {
    for (const rule of rules) {
      const difference = rule(a, b);
      if (difference !== 0) return difference;
    }
    return 0;
  };
  return [...pods].sort(order).slice(0, count);
}

interface AgeRule {
  readonly now: Instant;
  readonly timeOf: (pod: PodView) => Instant | undefined;
}

/** The younger one first; no time at all is younger still. */
function byAge(a: PodView, b: PodView, { now, timeOf }: AgeRule): number {
  const [timeA, timeB] = [timeOf(a), timeOf(b)];
  if (timeA === timeB) return 0;
  if (timeA === undefined || timeB === undefined) return timeA === undefined ? -1 : 1;
  const difference = magnitude(now - timeA) - magnitude(now - timeB);
  if (difference !== 0) return difference;
  return metadataOf(a.json).uid < metadataOf(b.json).uid ? -1 : 1;
}

/** Whole powers of two of nanoseconds. */
function magnitude(ageMs: number): number {
  return ageMs > 0 ? Math.trunc(Math.log2(ageMs * 1e6)) : -1;
}
