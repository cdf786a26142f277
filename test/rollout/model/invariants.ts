import { availabilityProblem } from './invariants/availability.ts';
import { doublesProblem } from './invariants/doubles.ts';
import { evictionProblem } from './invariants/evictions.ts';
import { restProblem } from './invariants/rest.ts';
import { stepProblem } from './invariants/steps.ts';
import { deletionProblem, scaleToZeroProblem, selectorProblem, weightProblem } from './invariants/traffic.ts';
import type { Attempt } from './sync.ts';
import type { World } from './world.ts';

const OF_ATTEMPTS = [
  availabilityProblem,
  evictionProblem,
  scaleToZeroProblem,
  deletionProblem,
  selectorProblem,
  weightProblem,
  stepProblem,
];

/** What is wrong with what a controller is about to do, judged by what it can see; undefined if nothing is. */
export function checkAttempt(attempt: Attempt, world: World): string | undefined {
  return first(OF_ATTEMPTS.map((check) => () => check(attempt, world)));
}

/** What is wrong with the world after a write. */
export function checkWorld(world: World): string | undefined {
  return doublesProblem(world);
}

/** What is wrong with the world at rest. */
export function checkRest(world: World): string | undefined {
  return restProblem(world);
}

function first(checks: readonly (() => string | undefined)[]): string | undefined {
  for (const check of checks) {
    const problem = check();
    if (problem !== undefined) return problem;
  }
  return undefined;
}
