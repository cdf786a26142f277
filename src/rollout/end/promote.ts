import type { Settled } from '../plan/course.ts';
import { type Draft, intend, tell } from '../plan/draft.ts';
import { normal } from '../plan/event.ts';
import { clearing } from '../plan/intent.ts';
import type { DurationStatus, RolloutStatus } from '../status.ts';
import { dropWorkload } from '../workload/shrink-workload.ts';
import { revisionNumber } from './revision-number.ts';

/**
 * Makes the new revision the stable one. A Rollout at rest is promoted again by every sync, which changes nothing.
 *
 * @see rollout.md §11.5
 */
export function promote(draft: Draft, status: RolloutStatus, reason: string): Settled {
  const cleared = dropWorkload(intend(draft, clearing(draft.intent)));
  const blueGreen = { ...status.blueGreen, scaleUpPreviewCheckPoint: false };
  const promoted = { ...status, promoteFull: false, blueGreen };
  if (status.stableRS === status.currentPodHash) return { draft: cleared, status: promoted };
  const update = `Rollout completed update to revision ${revisionNumber(draft)} (${status.currentPodHash}): ${reason}`;
  const { duration } = status;
  return {
    draft: tell(cleared, normal('RolloutCompleted', update)),
    status: {
      ...promoted,
      stableRS: status.currentPodHash,
      ...(duration && { duration: withOutcome(duration, draft) }),
    },
  };
}

/** How it ends is known now; it has not ended before its pods are there. */
function withOutcome(duration: DurationStatus, { rollout }: Draft): DurationStatus {
  const completionStatus = rollout.status.promoteFull ? 'FastPromoted' : 'Promoted';
  return { completionStatus, ...duration };
}
