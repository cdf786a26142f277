import { describe, expect, it } from 'vitest';
import { play } from './model/driver.ts';
import { failureOf } from './model/judge.ts';
import { scenarioOf } from './model/scenario.ts';

/** How many seeds are played: `VERDICT_SEEDS=10000 npm test`. */
const SEEDS = Number(process.env['VERDICT_SEEDS'] ?? 500);
const FIRST = Number(process.env['VERDICT_FIRST_SEED'] ?? 1);

describe('whatever users, pods, the API and the clock do', () => {
  it(`a Rollout stays safe and ends as it would have (${SEEDS} seeds)`, { timeout: 0 }, () => {
    for (let seed = FIRST; seed < FIRST + SEEDS; seed += 1) {
      const failure = failureOf(scenarioOf(seed));
      if (failure !== undefined) expect.fail(failure);
    }
  });

  it('the same seed goes the same way', () => {
    for (let seed = FIRST; seed < FIRST + 10; seed += 1) {
      expect(play(scenarioOf(seed))).toEqual(play(scenarioOf(seed)));
    }
  });
});
