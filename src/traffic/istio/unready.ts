import type { ReplicaSet } from '../../rollout/replica-set.ts';
import { isFullyPromoted } from '../../rollout/status.ts';
import type { Route } from '../route.ts';
import type { Hashes } from '../router.ts';

/**
 * A ReplicaSet whose pods a subset must not be pointed at yet, because not all of them are available. Only where subsets alone lead
 * to pods: with services named, these wait themselves. On the way back to stable the canary's pods no longer count.
 *
 * @see traffic.md §6.3
 */
export function unready(route: Route, hashes: Hashes): ReplicaSet | undefined {
  if (route.canaryService !== '' || route.stableService !== '') return undefined;
  const isBack = isGoingBack(route, hashes);
  return hashes.replicaSets.find(({ hash, replicas, available }) => {
    const counts = hash !== '' && (hash === hashes.stable || (hash === hashes.canary && !isBack));
    return counts && replicas > 0 && available < replicas;
  });
}

/** Aborted, or back on the stable revision while its pods still grow (rollout.md §11.3). */
function isGoingBack({ rollout }: Route, { stable, replicaSets }: Hashes): boolean {
  const { spec, status } = rollout;
  if (status.abort) return true;
  const stableRS = replicaSets.find(({ hash }) => hash === stable);
  const weights = status.canary.weights;
  const isDynamic = spec.strategy.kind === 'canary' && spec.strategy.trafficRouting?.dynamicStableScale === true;
  if (!isDynamic || stableRS === undefined || weights === undefined || !isFullyPromoted(status)) return false;
  return weights.canary.podTemplateHash !== stableRS.hash && stableRS.available < spec.replicas;
}
