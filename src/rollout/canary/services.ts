import { type Draft, isUpdateAborted, type Stage } from '../plan/draft.ts';
import { ensureTargets } from '../services/ensure-targets.ts';
import { isFullyPromoted } from '../status.ts';
import type { CanaryStrategy } from '../strategy.ts';
import { dynamicRollback } from './dynamic-rollback.ts';
import { trafficElsewhere } from './traffic-elsewhere.ts';

/** Points the services of a canary at their revisions. */
export function switchServices(strategy: CanaryStrategy): Stage {
  return (draft) =>
    switchCanary(
      ensureTargets(switchPingPong(draft, strategy), strategy.stableService, draft.sets.stableRS, 'enough'),
      strategy,
    );
}

/**
 * The one of the pair that is not stable takes the new revision, pods or no pods: traffic comes by weight. While it has weight, for a revision
 * that was new before, that one keeps it (decision 0029).
 */
function switchPingPong(draft: Draft, { pingPong }: CanaryStrategy): Draft {
  const { status } = draft.rollout;
  if (pingPong === undefined || isFullyPromoted(status)) return draft;
  const isServing = (status.canary.weights?.canary.weight ?? 0) > 0;
  if (trafficElsewhere(draft) !== undefined) return draft;
  const name = status.canary.stablePingPong === 'ping' ? pingPong.pongService : pingPong.pingService;
  return ensureTargets(draft, name, draft.sets.newRS, isServing ? 'enough' : 'any');
}

function switchCanary(draft: Draft, strategy: CanaryStrategy): Draft {
  const { canaryService, trafficRouting } = strategy;
  const { newRS, stableRS } = draft.sets;
  const isAborted = isUpdateAborted(draft);
  if (isAborted && trafficRouting === undefined) return ensureTargets(draft, canaryService, stableRS, 'enough');
  // The stable pods may be too few for all traffic yet.
  if (dynamicRollback(draft, strategy) !== undefined || trafficElsewhere(draft) !== undefined) return draft;
  // It goes back to stable with the traffic; pointing it at the canary before would move it to and fro for ever (decision 0017).
  if (isAborted && draft.services.get(canaryService)?.hash === stableRS?.hash) return draft;
  return ensureTargets(draft, canaryService, newRS, 'enough');
}
