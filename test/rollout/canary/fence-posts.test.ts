import { describe, expect, it } from 'vitest';
import type { Json } from '../../../src/core/json.ts';
import { fencePosts } from '../../../src/rollout/canary/fence-posts.ts';
import { canary } from '../../support/canaries.ts';

describe('how far an update may stray (rollout.md §7.1)', () => {
  it.each([
    [1, 1, 0],
    [2, 1, 0],
    [3, 1, 0],
    [4, 1, 1],
    [5, 2, 1],
    [8, 2, 2],
    [10, 3, 2],
    [0, 0, 0],
  ])('by default %i pods may surge by %i and miss %i', (replicas, maxSurge, maxUnavailable) => {
    expect(fencePosts(canary(), replicas)).toEqual({ maxSurge, maxUnavailable });
  });

  it.each<{ readonly given: string; readonly maxSurge: Json; readonly maxUnavailable: Json; readonly want: object }>([
    { given: 'both come to nothing', maxSurge: '0%', maxUnavailable: '1%', want: { maxSurge: 0, maxUnavailable: 1 } },
    { given: 'a text has no %', maxSurge: '20', maxUnavailable: '30', want: { maxSurge: 2, maxUnavailable: 3 } },
    {
      given: 'more may be missing than there are',
      maxSurge: 0,
      maxUnavailable: 40,
      want: { maxSurge: 0, maxUnavailable: 10 },
    },
    { given: 'numbers are given', maxSurge: 4, maxUnavailable: 0, want: { maxSurge: 4, maxUnavailable: 0 } },
  ])('when $given, of 10 pods $want', ({ maxSurge, maxUnavailable, want }) => {
    expect(fencePosts(canary({ maxSurge, maxUnavailable }), 10)).toEqual(want);
  });
});
