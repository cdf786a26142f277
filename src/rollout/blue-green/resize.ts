import { want } from '../plan/difference.ts';
import type { Draft, Stage } from '../plan/draft.ts';
import { pauseFor } from '../plan/intent.ts';
import { keepAbortedPods } from '../replica-sets/aborted-pods.ts';
import { dropDeadlines } from '../replica-sets/drop-deadlines.ts';
import { byRevisionDown } from '../replica-sets/find-sets.ts';
import { isReferenced } from '../replica-sets/is-referenced.ts';
import { oldSize } from '../replica-sets/old-size.ts';
import type { BlueGreenStrategy } from '../strategy.ts';
import { shrinkWorkload } from '../workload/shrink-workload.ts';
import { skipsPostAnalysis } from './analyse.ts';
import { newSizeOf } from './ready-for-pause.ts';

/**
 * Gives ReplicaSets their sizes: stable is whole, the new one whole or a preview, those before wait for their end.
 *
 * @see rollout.md §4.2, §6.6
 */
export function resizeBlueGreen(strategy: BlueGreenStrategy): Stage {
  return (draft) => drainOthers(sizeNew(sizeStable(dropDeadlines(draft)), strategy), strategy);
}

function sizeStable(draft: Draft): Draft {
  const { sets, rollout } = draft;
  if (sets.stableRS === undefined) return draft;
  return want(draft, { kind: 'size', set: sets.stableRS, replicas: rollout.spec.replicas });
}

function sizeNew(draft: Draft, strategy: BlueGreenStrategy): Draft {
  const { newRS, stableRS } = draft.sets;
  if (newRS === undefined) return draft;
  const { draft: kept, replicas } = keepAbortedPods(draft, newSizeOf(draft, strategy, newRS));
  const set = kept.sets.newRS;
  if (replicas === undefined || set === undefined) return kept;
  // Users come first: the pods go when the active service has left them (decision 0029).
  const isServing = draft.services.get(strategy.activeService)?.hash === set.hash;
  const least = isServing ? Math.min(set.replicas, draft.rollout.spec.replicas) : 0;
  const size = Math.max(replicas, least);
  // The stable one has its size already.
  const sized = set.name === stableRS?.name ? kept : want(kept, { kind: 'size', set, replicas: size });
  return shrinkWorkload(sized, set, size);
}

function drainOthers(draft: Draft, strategy: BlueGreenStrategy): Draft {
  if (mustKeepOthers(draft, strategy)) return draft;
  const others = draft.sets.otherRSs.filter(({ replicas }) => replicas > 0).sort(byRevisionDown);
  let waiting = 0;
  return others.reduce((draft, set) => {
    if (isReferenced(draft, set)) return draft;
    const old = oldSize(draft, { set, waiting, heldAt: draft.rollout.spec.replicas });
    waiting = old.waiting;
    return old.replicas === set.replicas ? old.draft : want(old.draft, { kind: 'size', set, replicas: old.replicas });
  }, draft);
}

/** The way back stays open while an analysis could not tell, or has not ended and no delay was named. */
function mustKeepOthers(draft: Draft, { postPromotionAnalysis, scaleDown }: BlueGreenStrategy): boolean {
  if (pauseFor(draft.rollout.status, 'InconclusiveAnalysisRun') !== undefined) return true;
  const isAnalysed = postPromotionAnalysis !== undefined && !scaleDown.isDelayNamed && !skipsPostAnalysis(draft);
  return isAnalysed && draft.runs.postPromotion?.phase !== 'Successful';
}
