import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { desiredPair } from '../../../src/rollout/canary/desired-pair.ts';

type Pair = readonly [canary: number, stable: number];

function pair(replicas: number, weight: number, maySurge: boolean): Pair {
  const { canary, stable } = desiredPair({ replicas, weight, maxWeight: 100, maySurge });
  return [canary, stable];
}

describe('the split that comes closest to a weight (rollout.md §7.2)', () => {
  it.each<[replicas: number, weight: number, withSurge: Pair, without: Pair]>([
    [10, 1, [1, 10], [1, 9]],
    [10, 5, [1, 10], [1, 9]],
    [10, 10, [1, 9], [1, 9]],
    [10, 18, [2, 9], [2, 8]],
    [10, 24, [3, 8], [2, 8]],
    [10, 25, [3, 8], [3, 7]],
    [10, 33, [3, 7], [3, 7]],
    [10, 75, [8, 3], [8, 2]],
    [10, 99, [10, 1], [9, 1]],
    [3, 25, [1, 3], [1, 2]],
    [3, 33, [1, 2], [1, 2]],
    [3, 50, [2, 2], [2, 1]],
    [3, 75, [3, 1], [2, 1]],
    [2, 10, [1, 2], [1, 1]],
    [2, 33, [1, 2], [1, 1]],
    [2, 50, [1, 1], [1, 1]],
    [5, 50, [3, 3], [3, 2]],
    [1, 1, [1, 1], [0, 1]],
    [1, 49, [1, 1], [0, 1]],
    [1, 50, [1, 1], [1, 0]],
    [0, 50, [0, 0], [0, 0]],
  ])('%i pods at weight %i are %j with surge and %j without', (replicas, weight, withSurge, without) => {
    expect(pair(replicas, weight, true)).toEqual(withSurge);
    expect(pair(replicas, weight, false)).toEqual(without);
  });

  it.each<[replicas: number, weight: number, want: Pair]>([
    [2, 75, [1, 1]],
    [5, 90, [4, 1]],
    [10, 95, [9, 1]],
    [25, 98, [24, 1]],
  ])(
    '%i pods at weight %i without surge are %j: upstream wants no canary there (decision 0007)',
    (replicas, weight, want) => {
      expect(pair(replicas, weight, false)).toEqual(want);
    },
  );

  it('counts to another weight where all traffic is not 100', () => {
    expect(desiredPair({ replicas: 4, weight: 250, maxWeight: 1000, maySurge: false })).toEqual({
      canary: 1,
      stable: 3,
    });
  });

  it('leaves no side without a pod between the ends, and adds one pod at most', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 2, max: 200 }),
        fc.integer({ min: 1, max: 99 }),
        fc.boolean(),
        (n, weight, maySurge) => {
          const { canary, stable } = desiredPair({ replicas: n, weight, maxWeight: 100, maySurge });
          expect(canary).toBeGreaterThan(0);
          expect(stable).toBeGreaterThan(0);
          expect(maySurge ? [n, n + 1] : [n]).toContain(canary + stable);
        },
      ),
    );
  });

  it('never takes canaries away when the weight grows', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 60 }), fc.boolean(), (n, maySurge) => {
        const canaries = Array.from({ length: 101 }, (_, weight) => pair(n, weight, maySurge)[0]);
        expect(canaries).toEqual(canaries.toSorted((a, b) => a - b));
      }),
    );
  });
});
