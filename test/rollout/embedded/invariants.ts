import { availabilityProblem } from '../model/invariants/availability.ts';
import { doublesProblem } from '../model/invariants/doubles.ts';
import { evictionProblem } from '../model/invariants/evictions.ts';
import { stepProblem } from '../model/invariants/steps.ts';
import { deletionProblem, scaleToZeroProblem, selectorProblem } from '../model/invariants/traffic.ts';
import type { Attempt } from '../model/sync.ts';
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
