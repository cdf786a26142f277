import { want } from '../plan/difference.ts';
import { type Draft, go } from '../plan/draft.ts';
import { sumAvailable } from '../replica-set.ts';
import { byAge, byRevisionDown } from '../replica-sets/find-sets.ts';
import { isReferenced } from '../replica-sets/is-referenced.ts';
import type { LiveReplicaSet } from '../replica-sets/live-replica-set.ts';
import { oldSize } from '../replica-sets/old-size.ts';
import { isFullyPromoted } from '../status.ts';
import type { CanaryStrategy } from '../strategy.ts';
import { fencePosts } from './fence-posts.ts';

/**
 * Takes pods from ReplicaSets that are neither new nor stable: first those that serve nobody, whatever the budget, then the others, of the
 * highest revision first, as far as availability allows.
 *
 * @see rollout.md §6.5
 */
export function drainOthers(draft: Draft, strategy: CanaryStrategy): Draft {
  const others = draft.sets.otherRSs.filter(({ replicas }) => replicas > 0);
  const cut = cutBroken(draft, [...others].sort(byAge));
  if (cut.left === undefined) return cut.draft;
  const { replicas } = draft.rollout.spec;
  const budget = sumAvailable(draft.sets.all) - (replicas - fencePosts(strategy, replicas).maxUnavailable);
  if (budget <= 0) return cut.draft;
  return drain(cut, strategy, budget);
}

interface Cut {
  readonly draft: Draft;
  /** With their sizes after the cut; undefined where one is about to shrink anyway, which is waited for. */
  readonly left?: readonly LiveReplicaSet[];
  readonly hasCut: boolean;
}

function cutBroken(draft: Draft, others: readonly LiveReplicaSet[]): Cut {
  let cut: Draft = draft;
  const left: LiveReplicaSet[] = [];
  for (const set of others) {
    if (set.available > set.replicas) return { draft: cut, hasCut: false };
    cut = set.available === set.replicas ? cut : want(cut, { kind: 'size', set, replicas: set.available });
    left.push({ ...set, replicas: set.available });
  }
  return { draft: cut, left, hasCut: cut !== draft };
}

function drain({ draft: start, left = [], hasCut }: Cut, strategy: CanaryStrategy, budget: number): Draft {
  let draft = start;
  let room = budget;
  let waiting = 0;
  let hasDrained = hasCut;
  for (const set of [...left].sort(byRevisionDown)) {
    if (strategy.trafficRouting !== undefined && isReferenced(draft, set)) continue;
    if (room <= 0) break;
    if (set.replicas === 0) continue;
    const size = sizeOf(draft, strategy, { set, room, waiting });
    draft = size.draft;
    waiting = size.waiting;
    if (size.replicas === set.replicas) continue;
    draft = want(draft, { kind: 'size', set, replicas: size.replicas });
    room -= set.replicas - size.replicas;
    hasDrained = true;
  }
  return hasDrained ? go(draft, { kind: 'status' }) : draft;
}

interface Drained {
  readonly set: LiveReplicaSet;
  readonly room: number;
  /** How many wait for their deadline. */
  readonly waiting: number;
}

function sizeOf(
  draft: Draft,
  strategy: CanaryStrategy,
  { set, room, waiting }: Drained,
): { readonly draft: Draft; readonly replicas: number; readonly waiting: number } {
  // Without routing every pod gets traffic, so none may wait.
  if (strategy.trafficRouting === undefined) return { draft, replicas: Math.max(0, set.replicas - room), waiting };
  // A revision between new and stable that the user gave up, or one whose traffic has left with its pods.
  const wasStable = isFullyPromoted(draft.rollout.status) || set.deadline !== undefined;
  if (!wasStable || strategy.trafficRouting.dynamicStableScale) return { draft, replicas: 0, waiting };
  return oldSize(draft, { set, waiting, heldAt: set.replicas });
}
