import { describe, expect, it } from 'vitest';
import { play } from './model/driver.ts';
import { failureOf } from './model/judge.ts';
import { scenarioOf } from './model/scenario.ts';

/** How many seeds are played, and from which on: `VERDICT_SEEDS=10000 npx vitest run test/rollout/whatever-happens.test.ts`. */
const SEEDS = Number(process.env['VERDICT_SEEDS'] ?? 500);
const FIRST = Number(process.env['VERDICT_FIRST_SEED'] ?? 1);
/** At once; in between the test runner hears that all is well. */
const CHUNK = 250;

const chunks = Array.from({ length: Math.ceil(SEEDS / CHUNK) }, (_, place) => {
  const from = FIRST + place * CHUNK;
  return { from, to: Math.min(from + CHUNK, FIRST + SEEDS) - 1 };
});

describe('whatever users, pods, the API and the clock do', () => {
  it.each(chunks)(
    'a Rollout stays safe and ends as it would have: seeds $from to $to',
    { timeout: 0 },
    async ({ from, to }) => {
      for (let seed = from; seed <= to; seed += 1) {
        const failure = await failureOf(scenarioOf(seed), play);
        if (failure !== undefined) expect.fail(failure);
      }
    },
  );

  it('the same seed goes the same way', () => {
    for (let seed = FIRST; seed < FIRST + 10; seed += 1) {
      expect(play(scenarioOf(seed))).toEqual(play(scenarioOf(seed)));
    }
  });
});
