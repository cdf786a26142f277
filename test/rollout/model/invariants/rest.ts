import { readRollout } from '../../../../src/rollout/reading/read-rollout.ts';
import type { Judged } from '../judged.ts';
import { availableOf, hashOf, selectedBy, setWithHash, sizeOf } from '../objects.ts';

/** What must be so when nothing is left to do. */
export function restProblem(world: Judged): string | undefined {
  const { status, replicaSets } = world;
  if (status.phase === '' || status.conditions.some(({ type }) => type === 'InvalidSpec'))
    return status.message || 'invalid';
  if (setWithHash(replicaSets, status.stableRS) === undefined) return 'there is no stable ReplicaSet';
  if (status.currentPodHash !== hashOf(setWithHash(replicaSets, status.currentPodHash)))
    return 'there is no new ReplicaSet';
  return status.abort ? abortedProblem(world) : status.phase === 'Healthy' ? healthyProblem(world) : undefined;
}

/** An aborted update ends with stable serving everybody, as far as stable can. */
function abortedProblem(world: Judged): string | undefined {
  const { status, replicaSets, strategy, cluster } = world;
  const { replicas, paused } = readRollout(world.rollout).spec;
  if (paused || replicas === 0 || availableOf(setWithHash(replicaSets, status.stableRS)) < replicas) return undefined;
  if (strategy.kind === 'blueGreen') {
    const active = selectedBy(cluster.of('Service'), strategy.activeService);
    return active === status.stableRS ? undefined : 'aborted, and users do not have the stable revision';
  }
  if (strategy.trafficRouting === undefined) {
    const left = sizeOf(setWithHash(replicaSets, status.currentPodHash));
    return left === 0 ? undefined : `aborted, and the canary has ${left} pods`;
  }
  const share = [...world.traffic].find(([hash, share]) => hash !== '' && hash !== status.stableRS && share > 0);
  return share === undefined ? undefined : `aborted, and ${world.imageOf(share[0])} has ${share[1]} of the traffic`;
}

function healthyProblem(world: Judged): string | undefined {
  const { status, replicaSets, strategy } = world;
  const { replicas } = readRollout(world.rollout).spec;
  if (replicas === 0) return undefined;
  const served = [...world.traffic].find(([hash, share]) => hash !== '' && hash !== status.stableRS && share > 0);
  if (served !== undefined) return `healthy, and ${world.imageOf(served[0])} has ${served[1]} of the traffic`;
  const size = sizeOf(setWithHash(replicaSets, status.stableRS));
  if (size !== replicas) return `healthy with ${size} of ${replicas} pods`;
  const isBasic = strategy.kind === 'canary' && strategy.trafficRouting === undefined;
  const others = replicaSets.filter((set) => hashOf(set) !== status.stableRS && sizeOf(set) > 0);
  return isBasic && others.length > 0 ? `healthy, and ${others.length} other ReplicaSets have pods` : undefined;
}
