import { want } from '../plan/difference.ts';
import { type Draft, go, isHalted, type Stage } from '../plan/draft.ts';
import { oldStable } from '../replica-set.ts';
import { keepAbortedPods } from '../replica-sets/aborted-pods.ts';
import { dropDeadlines } from '../replica-sets/drop-deadlines.ts';
import type { LiveReplicaSet } from '../replica-sets/live-replica-set.ts';
import type { CanaryStrategy } from '../strategy.ts';
import { shrinkWorkload } from '../workload/shrink-workload.ts';
import { canarySizes } from './canary-sizes.ts';
import { canaryUpdate } from './canary-update.ts';
import { drainOthers } from './drain-others.ts';
import { hasUpdateChanged } from './has-update-changed.ts';
import { servedSize } from './served-size.ts';
import { trafficElsewhere } from './traffic-elsewhere.ts';

/**
 * Gives ReplicaSets their sizes: stable first, then the new one, then the others. A resize ends the sync, so that the next one counts
 * the pods that are really there.
 *
 * @see rollout.md §4.2, row 10
 */
export function resizeCanary(strategy: CanaryStrategy): Stage {
  return (draft) => {
    if (isHalted(draft)) return draft;
    const steps: readonly Stage[] = [
      dropDeadlines,
      (draft) => sizeStable(draft, strategy),
      (draft) => sizeNew(draft, strategy),
      (draft) => drainOthers(draft, strategy),
    ];
    return steps.reduce((draft, step) => (draft.next.kind === 'stage' ? step(draft) : draft), draft);
  };
}

/** By the weights of the stored status too: stable shrinks one sync after its traffic has left, and not where it has just come back. */
function sizeStable(draft: Draft, strategy: CanaryStrategy): Draft {
  const { sets, rollout } = draft;
  if (sets.stableRS === undefined || oldStable(sets) === undefined) return draft;
  const update = canaryUpdate(draft, strategy);
  const before = canarySizes(update, rollout.status.canary.weights);
  const now = canarySizes(update, draft.traffic.weights);
  const stable = Math.max(before.stable, now.stable);
  // Before the status knows of a new update, its sizes are those of the last one, where stable may have nothing left (decision 0023).
  const isBehind = strategy.trafficRouting?.dynamicStableScale === true && hasUpdateChanged(draft);
  const least = trafficElsewhere(draft) !== undefined ? rollout.spec.replicas : isBehind ? sets.stableRS.replicas : 0;
  return sized(draft, sets.stableRS, Math.max(stable, least));
}

function sizeNew(draft: Draft, strategy: CanaryStrategy): Draft {
  if (draft.sets.newRS === undefined) return draft;
  const update = canaryUpdate(draft, strategy);
  const { weights } = draft.traffic;
  const kept = keepAbortedPods(draft, Math.max(canarySizes(update, weights).canary, servedSize(update, weights)));
  const set = kept.draft.sets.newRS;
  if (kept.replicas === undefined || set === undefined) return kept.draft;
  return shrinkWorkload(sized(kept.draft, set, kept.replicas), set, kept.replicas);
}

function sized(draft: Draft, set: LiveReplicaSet, replicas: number): Draft {
  const changed = want(draft, { kind: 'size', set, replicas });
  return set.replicas === replicas ? changed : go(changed, { kind: 'status' });
}
