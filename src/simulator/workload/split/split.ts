/** Where the requests at an entry go: shares of all of them, 0 to 1, by pod template hash. Only those above 0 are there. */
export interface Split {
  readonly shares: ReadonlyMap<string, number>;
  /** What reaches no pod, 0 to 1: it is answered by the router, or by nobody. With `shares` it makes 1. */
  readonly unserved: number;
}

export const NOBODY: Split = { shares: new Map(), unserved: 1 };

/** One way that requests may go. */
export interface Way {
  /** Not negative; the others' weights say what part of all it is. */
  readonly weight: number;
  readonly split: Split;
}

/** The split of requests that go different ways. Where all weights are 0 nobody is reached. */
export function mix(ways: readonly Way[]): Split {
  const total = ways.reduce((sum, { weight }) => sum + weight, 0);
  if (total === 0) return NOBODY;
  const shares = new Map<string, number>();
  let unserved = 0;
  for (const { weight, split } of ways) {
    const part = weight / total;
    unserved += part * split.unserved;
    for (const [revision, share] of split.shares) {
      if (part * share > 0) shares.set(revision, (shares.get(revision) ?? 0) + part * share);
    }
  }
  return { shares, unserved };
}
