import { want } from '../plan/difference.ts';
import { type Draft, isHalted, type Stage } from '../plan/draft.ts';
import { isSaturated } from '../replica-sets/is-saturated.ts';
import type { BlueGreenStrategy } from '../strategy.ts';
import { hasCompletedPause, hasCompletedPreAnalysis } from './completed-pause.ts';
import { isFastTracked } from './fast-tracked.ts';
import { isReadyForPause } from './ready-for-pause.ts';

/** The preview shows the new revision at once, pods or no pods. */
export function switchPreview({ previewService }: BlueGreenStrategy): Stage {
  return (draft) => {
    const { newRS } = draft.sets;
    if (previewService === '' || newRS === undefined || isHalted(draft)) return draft;
    return want(draft, { kind: 'selector', service: previewService, hash: newRS.hash });
  };
}

/**
 * Users get the new revision once it could serve all of them and nothing holds it up; after an abort they get the stable one back.
 *
 * @see rollout.md §13.1
 */
export function switchActive(strategy: BlueGreenStrategy): Stage {
  return (draft) => {
    const { sets, rollout } = draft;
    const { newRS } = sets;
    if (newRS === undefined || isHalted(draft)) return draft;
    if (mustReturn(draft, strategy)) {
      return want(draft, { kind: 'selector', service: strategy.activeService, hash: rollout.status.stableRS });
    }
    if (!isReadyForPause(draft, strategy, newRS) || !isSaturated(newRS, rollout.spec.replicas)) return draft;
    return want(draft, {
      kind: 'selector',
      service: strategy.activeService,
      hash: hashFor(draft, strategy, newRS.hash),
    });
  };
}

/**
 * Whether users go back to stable whatever became of the new pods: the update was aborted, and stable could serve everybody (decision 0029).
 */
function mustReturn({ rollout, sets, services }: Draft, { activeService }: BlueGreenStrategy): boolean {
  const { status, spec } = rollout;
  const isAway = services.get(activeService)?.hash === sets.newRS?.hash && sets.newRS?.hash !== status.stableRS;
  return status.abort && isAway && isSaturated(sets.stableRS, spec.replicas);
}

function hashFor(draft: Draft, strategy: BlueGreenStrategy, newHash: string): string {
  const { status } = draft.rollout;
  if (status.abort) return status.stableRS;
  const isFree = hasCompletedPause(draft, strategy) && hasCompletedPreAnalysis(draft, strategy);
  if (isFree || isFastTracked(draft, strategy)) return newHash;
  return draft.services.get(strategy.activeService)?.hash ?? '';
}
