import type { JsonObject } from '../../../../src/core/json.ts';
import { readRollout } from '../../../../src/rollout/reading/read-rollout.ts';
import { nameOf, ownerOf } from '../cluster.ts';
import type { Judged } from '../judged.ts';
import { availableOf, hashOf, imageIn, selectedBy, setWithHash, sizeOf } from '../objects.ts';
import type { Attempt } from '../sync.ts';
import type { World } from '../world.ts';

/** A revision that serves users does not lose its last pod. */
export function scaleToZeroProblem({ action, rollout, observed }: Attempt, world: Judged): string | undefined {
  if (action.kind !== 'scale' || action.replicas > 0 || readRollout(rollout).spec.replicas === 0) return undefined;
  const set = observed.replicaSets.find((set) => nameOf(set) === action.replicaSet);
  if (ownerOf(set ?? {}) !== 'Rollout/shop' || availableOf(set) === 0) return undefined;
  const share = world.traffic.get(hashOf(set)) ?? 0;
  return share > 0 ? `${imageIn(set)} gets ${share} of the traffic and loses all pods` : undefined;
}

/** Neither the stable revision is deleted nor anything that has pods. */
export function deletionProblem({ action, rollout, observed }: Attempt): string | undefined {
  if (action.kind !== 'deleteReplicaSet') return undefined;
  const set = observed.replicaSets.find((set) => nameOf(set) === action.name);
  const { status } = readRollout(rollout);
  return hashOf(set) === status.stableRS || sizeOf(set) > 0 ? `${imageIn(set)} is deleted` : undefined;
}

/** A Service that takes traffic is not pointed at a revision without pods, unless what it has is no better. */
export function selectorProblem(attempt: Attempt, world: Judged): string | undefined {
  const { action, observed, rollout } = attempt;
  if (action.kind !== 'selectService' || !world.takesTraffic(action.service)) return undefined;
  const own = observed.replicaSets.filter((set) => ownerOf(set) === 'Rollout/shop');
  const to = setWithHash(own, action.hash);
  const from = setWithHash(own, selectedBy(observed.services, action.service));
  const { replicas } = readRollout(rollout).spec;
  if (from === undefined || availableOf(from) === 0 || replicas === 0 || availableOf(to) > 0) return undefined;
  return `${action.service} takes traffic and is pointed at ${imageIn(to)}, which has no pods`;
}

/** Where weight is raised, there are pods. */
export function weightProblem({ action, observed }: Attempt, world: World): string | undefined {
  if (action.kind !== 'route') return undefined;
  const { calls, routers } = action.routing;
  for (const call of calls) {
    if (call.kind !== 'setWeight') continue;
    const hashes = calls.find((call) => call.kind === 'updateHash');
    for (const router of routers) {
      const { split } = world.routerOf(router);
      const canary = hashes?.canaryHash ?? split.canaryHash;
      const isRaised = call.weight > split.weight || (call.weight > 0 && canary !== split.canaryHash);
      const problem = isRaised ? podsProblem(observed.replicaSets, canary) : undefined;
      if (problem !== undefined) return `weight ${call.weight}: ${problem}`;
      const added = call.additional.filter(({ podTemplateHash: hash, weight }) => {
        return weight > (split.additional.find((other) => other.podTemplateHash === hash)?.weight ?? 0);
      });
      for (const { podTemplateHash } of added) {
        const missing = podsProblem(observed.replicaSets, podTemplateHash);
        if (missing !== undefined) return `experiment: ${missing}`;
      }
    }
  }
  return undefined;
}

function podsProblem(sets: readonly JsonObject[], hash: string): string | undefined {
  // Experiments with the same template have the same hash.
  const of = sets.filter((set) => hashOf(set) === hash);
  return of.some((set) => availableOf(set) > 0) ? undefined : `${imageIn(of[0]) || 'nothing'} has no pods`;
}
