import { isJsonObject } from '../../../src/core/json.ts';
import { availabilityProblem } from '../model/invariants/availability.ts';
import { doublesProblem } from '../model/invariants/doubles.ts';
import { evictionProblem } from '../model/invariants/evictions.ts';
import { stepProblem } from '../model/invariants/steps.ts';
import { deletionProblem, scaleToZeroProblem, selectorProblem } from '../model/invariants/traffic.ts';
import type { Attempt } from '../model/sync.ts';
import { observedIn } from './attempts.ts';
import type { Asked } from './gate.ts';
import { raiseProblem } from './istio.ts';
import type { Store } from './store.ts';
import type { World } from './world.ts';

const OF_ATTEMPTS = [
  availabilityProblem,
  evictionProblem,
  scaleToZeroProblem,
  deletionProblem,
  selectorProblem,
  stepProblem,
];

/** What is wrong with what a controller is about to do, judged by what it can see, and with what it has made so far; undefined if nothing is. */
export function problemWith(attempt: Attempt | undefined, world: World): string | undefined {
  if (attempt !== undefined) {
    for (const check of OF_ATTEMPTS) {
      const problem = check(attempt, world);
      if (problem !== undefined) return problem;
    }
  }
  return doublesProblem(world);
}

/** What is wrong with what a router is about to be told; undefined if nothing is, or if no router is told. */
export function problemOfRoute({ call, place }: Asked, seen: Store, world: World): string | undefined {
  const before = world.cluster.find('VirtualService', place.name);
  const rollout = seen.find('Rollout', 'shop');
  if (place.plural !== 'virtualservices' || before === undefined || rollout === undefined) return undefined;
  const observed = observedIn(seen, world.of('Pod'));
  return isJsonObject(call.body) ? raiseProblem(before, call.body, { rollout, observed }) : undefined;
}
