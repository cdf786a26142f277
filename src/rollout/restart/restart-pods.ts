import { millisOf } from '../../core/instant.ts';
import { blueGreenFencePosts, type FencePosts, fencePosts } from '../canary/fence-posts.ts';
import { act, type Draft, go, type Stage, wakeBeforeResync, wakeIn } from '../plan/draft.ts';
import { sumReplicas } from '../replica-set.ts';
import type { Rollout } from '../rollout.ts';
import { type PodView, podsByPriority } from './pod-view.ts';

/** Pods that are replaced faster than they are counted bring no event. */
const LOOK_AGAIN = millisOf(30_000);

export interface RestartOptions {
  /** Whether a sync stops where it evicted: numbers of available pods are not to be trusted then. */
  readonly endsSync: boolean;
}

/**
 * Evicts pods that are older than `restartAt`, as many at once as may be missing, at least one. Stable pods go first.
 *
 * @see rollout.md §20.1
 */
export function restartPods({ endsSync }: RestartOptions): Stage {
  return (draft) => {
    const { spec, status } = draft.rollout;
    const { restartAt } = spec;
    const { now } = draft.facts;
    if (restartAt === undefined || restartAt === status.restartedAt) return draft;
    if (now <= restartAt) return wakeBeforeResync(draft, restartAt);
    const pods = podsByPriority(draft);
    const old = pods.filter(({ createdAt }) => createdAt < restartAt);
    const mayGo = old.filter(({ isDeleting, isHeld }) => !isDeleting && !isHeld);
    const evicted = mayGo.slice(0, Math.max(0, spareOf(draft, pods)));
    const evicting = act(draft, ...evicted.map(({ name }) => ({ kind: 'evictPod', pod: name }) as const));
    const left = old.length - evicted.length;
    const noted = left > 0 ? wakeIn(evicting, LOOK_AGAIN) : { ...evicting, isRestarted: true };
    const isEvicting = evicted.length > 0 || hasEvicted(draft);
    return endsSync && isEvicting ? go(noted, { kind: 'end' }) : noted;
  };
}

/** An earlier go at this sync has. */
function hasEvicted({ facts }: Draft): boolean {
  return facts.observed.tried?.evictions?.values().some((came) => came === 'gone') ?? false;
}

/** How many available pods may go. */
function spareOf({ rollout, sets }: Draft, pods: readonly PodView[]): number {
  const atOnce = Math.max(1, postsOf(rollout).maxUnavailable);
  const floor = Math.max(rollout.spec.replicas, sumReplicas(sets.all)) - atOnce;
  return pods.filter(({ isAvailable, isDeleting }) => isAvailable && !isDeleting).length - floor;
}

function postsOf({ spec: { strategy, replicas } }: Rollout): FencePosts {
  return strategy.kind === 'canary' ? fencePosts(strategy, replicas) : blueGreenFencePosts(strategy, replicas);
}
