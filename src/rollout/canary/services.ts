import { type Draft, isUpdateAborted, type Stage } from '../plan/draft.ts';
import { ensureTargets } from '../services/ensure-targets.ts';
import { isFullyPromoted, type RolloutStatus } from '../status.ts';
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
 * The one of the pair that is not stable takes the new revision, pods or no pods: traffic comes by weight. One that has a revision already is
 * not left without pods until the routers have been told that the new one has no weight (decision 0029).
 */
function switchPingPong(draft: Draft, { pingPong }: CanaryStrategy): Draft {
  const { status } = draft.rollout;
  if (pingPong === undefined || isFullyPromoted(status)) return draft;
  if (trafficElsewhere(draft) !== undefined) return draft;
  const name = canaryServiceOf(pingPong, status);
  const isFree = draft.services.get(name)?.hash === undefined;
  return ensureTargets(draft, name, draft.sets.newRS, isFree ? 'any' : 'enough');
}

/** Takes the service of a pair from the revision before, now that the routers know that the new one has no weight. */
export function clearPingPong({ pingPong }: CanaryStrategy): Stage {
  return (draft) => {
    const { status } = draft.rollout;
    const told = draft.traffic.weights?.canary;
    const isClear = told?.weight === 0 && told.podTemplateHash === draft.sets.newRS?.hash;
    if (pingPong === undefined || !isClear || isFullyPromoted(status)) return draft;
    return ensureTargets(draft, canaryServiceOf(pingPong, status), draft.sets.newRS, 'any');
  };
}

function canaryServiceOf(pair: NonNullable<CanaryStrategy['pingPong']>, { canary }: RolloutStatus): string {
  return canary.stablePingPong === 'ping' ? pair.pongService : pair.pingService;
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
