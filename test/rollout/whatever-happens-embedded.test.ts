import { describe, expect, it } from 'vitest';
import { play } from './embedded/driver.ts';
import { embeddedScenarioOf } from './embedded/scenario.ts';
import { failureOf } from './model/judge.ts';

/**
 * How many seeds are played, and from which on. What is asked for with `VERDICT_SEEDS` counts for the model of the cluster
 * (`whatever-happens.test.ts`); a seed takes the whole controller more than ten times as long, so a tenth of it is played here.
 */
const ASKED = process.env['VERDICT_SEEDS'];
const SEEDS = ASKED === undefined ? 30 : Math.ceil(Number(ASKED) / 10);
const FIRST = Number(process.env['VERDICT_FIRST_SEED'] ?? 1);
/** At once; in between the test runner hears that all is well. */
const CHUNK = 10;

/** Seeds that once went wrong, beyond those that are played anyway. */
const ONCE_WRONG = [
  // An aborted canary's mirror route was taken away and set again for ever.
  111,
  // A second Experiment was made, of a template that the API had filled in since.
  162,
];

const chunks = Array.from({ length: Math.ceil(SEEDS / CHUNK) }, (_, place) => {
  const from = FIRST + place * CHUNK;
  return { from, to: Math.min(from + CHUNK, FIRST + SEEDS) - 1 };
});

describe('whatever happens to the whole controller, on an embedded cluster', () => {
  it.each(chunks)(
    'a Rollout stays safe and ends as it would have: seeds $from to $to',
    { timeout: 0 },
    async ({ from, to }) => {
      for (let seed = from; seed <= to; seed += 1) {
        const failure = await failureOf(embeddedScenarioOf(seed), play);
        if (failure !== undefined) expect.fail(failure);
      }
    },
  );

  it.each(ONCE_WRONG)('a Rollout stays safe and ends as it would have: seed %i', async (seed) => {
    expect(await failureOf(embeddedScenarioOf(seed), play)).toBeUndefined();
  });

  it('the same seed writes the same bytes', async () => {
    for (let seed = FIRST; seed < FIRST + 2; seed += 1) {
      const [first, second] = [await play(embeddedScenarioOf(seed)), await play(embeddedScenarioOf(seed))];
      expect(first.bytes().length).toBeGreaterThan(10_000);
      expect(second.bytes()).toBe(first.bytes());
    }
  });
});
