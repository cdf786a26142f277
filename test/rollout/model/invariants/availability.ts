import type { JsonObject } from '../../../../src/core/json.ts';
import { fencePosts } from '../../../../src/rollout/canary/fence-posts.ts';
import { readRollout } from '../../../../src/rollout/reading/read-rollout.ts';
import { nameOf, ownerOf } from '../cluster.ts';
import type { Judged } from '../judged.ts';
import { availableOf, hashOf, imageIn, selectedBy, sizeOf } from '../objects.ts';
import type { Attempt } from '../sync.ts';

/**
 * Nothing that a controller scales down brings the available pods below what `maxUnavailable` allows. Pods die by themselves and users
 * make a Rollout larger; then there are too few, but no action may make them fewer. What counts is what the controller can see.
 */
export function availabilityProblem(attempt: Attempt, world: Judged): string | undefined {
  const { action, rollout, observed } = attempt;
  if (action.kind !== 'scale') return undefined;
  const set = observed.replicaSets.find((set) => nameOf(set) === action.replicaSet);
  if (set === undefined || ownerOf(set) !== 'Rollout/shop') return undefined;
  const before = sizesBefore(attempt);
  const after = new Map(before).set(action.replicaSet, action.replicas);
  const { replicas, strategy } = readRollout(rollout).spec;
  if (action.replicas >= (before.get(action.replicaSet) ?? 0)) {
    return strategy.kind === 'canary' && strategy.trafficRouting === undefined
      ? surgeProblem(after, replicas + fencePosts(strategy, replicas).maxSurge)
      : undefined;
  }
  if (strategy.kind === 'blueGreen') {
    if (selectedBy(observed.services, strategy.activeService) !== hashOf(set)) return undefined;
    return action.replicas < replicas ? `${imageIn(set)} serves users and gets ${action.replicas} pods` : undefined;
  }
  if (strategy.trafficRouting !== undefined) return shareProblem(attempt, set, action.replicas, world);
  const floor = replicas - fencePosts(strategy, replicas).maxUnavailable;
  const [had, has] = [availableIn(observed.replicaSets, before), availableIn(observed.replicaSets, after)];
  return has < Math.min(had, floor) ? `only ${has} of at least ${floor} pods stay available` : undefined;
}

/** What the ReplicaSets were told to have, after what the same sync has done already. */
function sizesBefore({ observed, done }: Attempt): ReadonlyMap<string, number> {
  const own = observed.replicaSets.filter((set) => ownerOf(set) === 'Rollout/shop');
  const sizes = new Map(own.map((set) => [nameOf(set), sizeOf(set)]));
  for (const action of done) if (action.kind === 'scale') sizes.set(action.replicaSet, action.replicas);
  return sizes;
}

function surgeProblem(sizes: ReadonlyMap<string, number>, most: number): string | undefined {
  const sum = [...sizes.values()].reduce((a, b) => a + b, 0);
  return sum > most ? `${sum} pods where ${most} may be` : undefined;
}

/** Pods beyond a size are about to go. Those that are not available go first. */
function availableIn(sets: readonly JsonObject[], sizes: ReadonlyMap<string, number>): number {
  return sets.reduce((sum, set) => sum + Math.min(availableOf(set), sizes.get(nameOf(set)) ?? 0), 0);
}

/** Where traffic is routed, pods count where it goes: a revision keeps what it needs for its part, unless the user scales the canary apart. */
function shareProblem({ rollout }: Attempt, set: JsonObject, size: number, world: Judged): string | undefined {
  const { spec, status } = readRollout(rollout);
  const steps = spec.strategy.kind === 'canary' ? spec.strategy.steps : [];
  const isScaledApart = steps.some(({ setCanaryScale }) => setCanaryScale !== undefined);
  if (isScaledApart && hashOf(set) !== status.stableRS) return undefined;
  const share = world.traffic.get(hashOf(set)) ?? 0;
  // Those that are not available go first.
  const needed = Math.min(availableOf(set), Math.trunc(share * spec.replicas));
  return size < needed ? `${imageIn(set)} gets ${size} pods for ${share} of the traffic` : undefined;
}
