import type { Json } from '../../src/core/json.ts';
import { canarySizes } from '../../src/rollout/canary/canary-sizes.ts';
import type { CanaryUpdate } from '../../src/rollout/canary/update.ts';
import { Fields } from '../../src/rollout/reading/fields.ts';
import { readStrategy } from '../../src/rollout/reading/read-strategy.ts';
import type { ReplicaSet } from '../../src/rollout/replica-set.ts';
import type { CanaryStrategy } from '../../src/rollout/strategy.ts';

/** A canary strategy from what a user writes. */
export function canary(written: { readonly [key: string]: Json } = {}): CanaryStrategy {
  const strategy = readStrategy(new Fields({ canary: written }));
  if (strategy.kind !== 'canary') throw new Error('no canary was written');
  return strategy;
}

/** A ReplicaSet all of whose pods are created, and available unless said otherwise. */
export function replicaSet(hash: string, replicas: number, available = replicas): ReplicaSet {
  return { name: `shop-${hash}`, hash, replicas, created: replicas, available };
}

interface Situation {
  readonly replicas: number;
  readonly strategy: CanaryStrategy;
  readonly status?: Partial<CanaryUpdate['status']>;
  readonly newRS?: ReplicaSet;
  readonly stableRS?: ReplicaSet;
  readonly otherRSs?: readonly ReplicaSet[];
}

/** An update from revision `old` to revision `new`, at its first step. */
export function update({ replicas, strategy, status, newRS, stableRS, otherRSs = [] }: Situation): CanaryUpdate {
  return {
    replicas,
    strategy,
    status: { abort: false, promoteFull: false, stableRS: 'old', currentPodHash: 'new', ...status },
    sets: { ...(newRS && { newRS }), ...(stableRS && { stableRS }), otherRSs },
  };
}

type Pair = readonly [canary: number, stable: number];

/** The sizes one after the other, one resize at a time and stable first. Stable pods are available at once, new canary pods if `isReady`. */
export function walk(start: CanaryUpdate, isReady = true): readonly Pair[] {
  const path: Pair[] = [];
  let now = start;
  for (;;) {
    const { newRS, stableRS } = now.sets;
    path.push([newRS?.replicas ?? 0, stableRS?.replicas ?? 0]);
    if (path.length > 100) throw new Error(`it does not settle: ${JSON.stringify(path.slice(-4))}`);
    const sizes = canarySizes(now, undefined);
    if (stableRS !== undefined && stableRS.replicas !== sizes.stable) {
      now = { ...now, sets: { ...now.sets, stableRS: replicaSet(stableRS.hash, sizes.stable) } };
    } else if (newRS !== undefined && newRS.replicas !== sizes.canary) {
      const available = isReady ? sizes.canary : Math.min(newRS.available, sizes.canary);
      now = { ...now, sets: { ...now.sets, newRS: replicaSet(newRS.hash, sizes.canary, available) } };
    } else {
      return path;
    }
  }
}
