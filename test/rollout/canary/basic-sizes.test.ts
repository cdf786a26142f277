import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Json } from '../../../src/core/json.ts';
import { basicSizes } from '../../../src/rollout/canary/basic-sizes.ts';
import { fencePosts } from '../../../src/rollout/canary/fence-posts.ts';
import type { CanaryUpdate } from '../../../src/rollout/canary/update.ts';
import type { ReplicaSet } from '../../../src/rollout/replica-set.ts';
import { canary, replicaSet, update, walk } from '../../support/canaries.ts';

interface Start {
  readonly replicas: number;
  readonly maxSurge: Json;
  readonly maxUnavailable: Json;
  readonly weight: number;
  readonly from?: readonly [canary: number, stable: number];
}

function start({ replicas, maxSurge, maxUnavailable, weight, from = [0, replicas] }: Start): CanaryUpdate {
  const strategy = canary({ maxSurge, maxUnavailable, steps: [{ setWeight: weight }, { pause: {} }] });
  return update({ replicas, strategy, newRS: replicaSet('new', from[0]), stableRS: replicaSet('old', from[1]) });
}

describe('the way to a weight without traffic routing (rollout.md §7.3)', () => {
  it.each<Start & { readonly path: string }>([
    { replicas: 10, maxSurge: '25%', maxUnavailable: '25%', weight: 25, path: '0,10 0,8 3,8' },
    { replicas: 10, maxSurge: 3, maxUnavailable: 2, weight: 5, path: '0,10 1,10' },
    { replicas: 10, maxSurge: 3, maxUnavailable: 2, weight: 50, path: '0,10 0,8 5,8 5,5' },
    { replicas: 10, maxSurge: 3, maxUnavailable: 2, weight: 100, path: '0,10 0,8 5,8 5,3 10,3 10,0' },
    { replicas: 10, maxSurge: 1, maxUnavailable: 0, weight: 25, path: '0,10 1,10 1,9 2,9 2,8 3,8' },
    {
      replicas: 10,
      maxSurge: 0,
      maxUnavailable: 1,
      weight: 50,
      path: '0,10 0,9 1,9 1,8 2,8 2,7 3,7 3,6 4,6 4,5 5,5',
    },
    { replicas: 3, maxSurge: 1, maxUnavailable: 0, weight: 25, path: '0,3 1,3' },
    { replicas: 3, maxSurge: 1, maxUnavailable: 0, weight: 100, path: '0,3 1,3 1,2 2,2 2,1 3,1 3,0' },
    { replicas: 1, maxSurge: 1, maxUnavailable: 0, weight: 25, path: '0,1 1,1' },
    { replicas: 1, maxSurge: 1, maxUnavailable: 0, weight: 100, path: '0,1 1,1 1,0' },
    { replicas: 1, maxSurge: 0, maxUnavailable: 1, weight: 50, path: '0,1 0,0 1,0' },
    { replicas: 4, maxSurge: 1, maxUnavailable: 1, weight: 100, path: '0,4 0,3 2,3 2,1 4,1 4,0' },
    { replicas: 5, maxSurge: 2, maxUnavailable: 1, weight: 33, path: '0,5 0,4 2,4' },
    { replicas: 10, maxSurge: 3, maxUnavailable: 2, weight: 0, from: [5, 5], path: '5,5 5,8 0,8 0,10' },
    { replicas: 3, maxSurge: 2, maxUnavailable: 0, weight: 0, from: [3, 0], path: '3,0 3,2 1,2 1,3 0,3' },
  ])('$replicas pods, surge $maxSurge, unavailable $maxUnavailable go to $weight by $path', ({ path, ...given }) => {
    expect(walk(start(given)).map(String).join(' ')).toBe(path);
  });

  it.each<Start & { readonly stuckAt: readonly [number, number] }>([
    { replicas: 4, maxSurge: 1, maxUnavailable: 0, weight: 100, stuckAt: [1, 4] },
    { replicas: 4, maxSurge: 2, maxUnavailable: 0, weight: 100, stuckAt: [2, 4] },
    { replicas: 4, maxSurge: '25%', maxUnavailable: '25%', weight: 100, stuckAt: [2, 3] },
    { replicas: 4, maxSurge: '100%', maxUnavailable: '25%', weight: 100, stuckAt: [4, 3] },
    { replicas: 10, maxSurge: '25%', maxUnavailable: '25%', weight: 100, stuckAt: [5, 8] },
  ])('a canary that never gets ready stops at $stuckAt: $replicas pods, surge $maxSurge', ({ stuckAt, ...given }) => {
    expect(walk(start(given), false).at(-1)).toEqual(stuckAt);
  });

  it.each([
    { replicas: 1, want: [1, 1] },
    { replicas: 8, want: [2, 6] },
    { replicas: 4, want: [1, 3] },
  ])('follows an autoscaler to $replicas pods in the middle of an update (rollout.md §20.5)', ({ replicas, want }) => {
    const given = start({ replicas, maxSurge: '25%', maxUnavailable: '25%', weight: 25 });
    expect(walk(given).at(-1)).toEqual(want);
  });

  it('takes nothing from stable or canary while another ReplicaSet still has pods', () => {
    const given = start({ replicas: 10, maxSurge: 3, maxUnavailable: 2, weight: 50, from: [2, 8] });
    const sets = { ...given.sets, otherRSs: [replicaSet('older', 1)] };
    expect(basicSizes({ ...given, sets })).toEqual({ canary: 4, stable: 8 });
  });

  it('gives the new ReplicaSet all pods where there is no stable one', () => {
    const strategy = canary({ steps: [{ setWeight: 10 }] });
    expect(basicSizes(update({ replicas: 5, strategy, newRS: replicaSet('new', 0) }))).toEqual({
      canary: 5,
      stable: 0,
    });
  });
});

const share = fc.oneof(
  fc.integer({ min: 0, max: 12 }),
  fc.integer({ min: 0, max: 100 }).map((percent) => `${percent}%`),
);
const pods = fc.integer({ min: 0, max: 14 });
const set = (hash: string): fc.Arbitrary<ReplicaSet> =>
  fc.tuple(pods, pods).map(([replicas, available]) => replicaSet(hash, replicas, Math.min(replicas, available)));

const situation = fc
  .record({
    replicas: fc.integer({ min: 1, max: 12 }),
    maxSurge: share,
    maxUnavailable: share,
    weight: fc.integer({ min: 0, max: 100 }),
    newRS: set('new'),
    stableRS: set('old'),
    abort: fc.boolean(),
  })
  .map(({ replicas, maxSurge, maxUnavailable, weight, newRS, stableRS, abort }) => {
    const strategy = canary({ maxSurge, maxUnavailable, steps: [{ setWeight: weight }, { pause: {} }] });
    return update({ replicas, strategy, newRS, stableRS, status: { abort } });
  });

/** What stays available when each side shrinks to its size: unavailable pods go first. */
function availableWith({ newRS, stableRS }: CanaryUpdate['sets'], canaries: number, stables: number): number {
  return Math.min(newRS?.available ?? 0, canaries) + Math.min(stableRS?.available ?? 0, stables);
}

describe('whatever the situation', () => {
  it('no resize takes availability below what maxUnavailable allows', () => {
    fc.assert(
      fc.property(situation, (given) => {
        const { maxUnavailable } = fencePosts(given.strategy, given.replicas);
        const { newRS, stableRS } = given.sets;
        const { canary: canaries, stable: stables } = basicSizes(given);
        const before = availableWith(given.sets, newRS?.replicas ?? 0, stableRS?.replicas ?? 0);
        const least = Math.min(before, given.replicas - maxUnavailable);
        // Only one side is resized at a time, stable first; both together must hold too.
        expect(availableWith(given.sets, canaries, stables)).toBeGreaterThanOrEqual(least);
        expect(availableWith(given.sets, newRS?.replicas ?? 0, stables)).toBeGreaterThanOrEqual(least);
      }),
      { numRuns: 2000 },
    );
  });

  it('no resize goes above what maxSurge allows, and none is negative', () => {
    fc.assert(
      fc.property(situation, (given) => {
        const { maxSurge } = fencePosts(given.strategy, given.replicas);
        const { newRS, stableRS } = given.sets;
        const { canary: canaries, stable: stables } = basicSizes(given);
        const before = (newRS?.replicas ?? 0) + (stableRS?.replicas ?? 0);
        expect(canaries + stables).toBeLessThanOrEqual(Math.max(before, given.replicas + maxSurge));
        expect(Math.min(canaries, stables)).toBeGreaterThanOrEqual(0);
      }),
      { numRuns: 2000 },
    );
  });

  it('the sizes settle', () => {
    fc.assert(
      fc.property(situation, fc.boolean(), (given, isReady) => void walk(given, isReady)),
      { numRuns: 1000 },
    );
  });

  it('the sizes settle at the same place from wherever they start, once all pods are ready', () => {
    fc.assert(
      fc.property(situation, pods, pods, (given, canaries, stables) => {
        const from = (canaries: number, stables: number): CanaryUpdate => ({
          ...given,
          sets: { ...given.sets, newRS: replicaSet('new', canaries), stableRS: replicaSet('old', stables) },
        });
        expect(walk(from(canaries, stables)).at(-1)).toEqual(walk(from(0, given.replicas)).at(-1));
      }),
      { numRuns: 1000 },
    );
  });
});
