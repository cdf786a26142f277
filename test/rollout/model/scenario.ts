import type { JsonObject } from '../../../src/core/json.ts';
import type { Ending } from './analyst.ts';
import { type Deed, randomDeed } from './deeds.ts';
import { type Fault, randomFaults } from './faults.ts';
import { Random } from './random.ts';
import { randomSpec } from './strategies.ts';

/** What a seed stands for: a Rollout, what users and pods do, and what goes wrong. */
export interface Scenario {
  readonly seed: number;
  /** `calm`: everything waits until the world is at rest, so that faults cannot change how it ends. `hasty`: nobody waits. */
  readonly pace: 'calm' | 'hasty';
  readonly spec: JsonObject;
  /** Whether traffic goes to whatever the Services select, or to the revision that the router was told. */
  readonly routesBy: 'services' | 'hashes';
  /** @see Router */
  readonly routerLag: number | undefined;
  /** How all runs end but those of the last release; absent: as the seed has it. */
  readonly ending?: Ending;
  readonly happenings: readonly Happening[];
  readonly faults: readonly Fault[];
}

export interface Happening {
  /** Milliseconds after the one before; of no meaning where everybody waits. */
  readonly after: number;
  readonly deed: Deed;
}

export function scenarioOf(seed: number): Scenario {
  const random = new Random(seed);
  // Seeds that follow one another begin alike.
  for (let count = 0; count < 5; count += 1) random.next();
  const pace = random.chance(0.5) ? 'calm' : 'hasty';
  const spec = randomSpec(random);
  const happenings = random.list(
    1,
    pace === 'calm' ? 2 : 6,
    (): Happening => ({
      after: random.pick(0, 50, 1000, 4000, 10_000, 40_000, 200_000, 3_000_000),
      deed: randomDeed(random, spec),
    }),
  );
  return {
    seed,
    pace,
    spec,
    routesBy: random.chance(0.5) ? 'services' : 'hashes',
    routerLag: random.pick(undefined, undefined, 0, 2),
    happenings: [{ after: 0, deed: { kind: 'release', image: 'shop:2' } }, ...happenings],
    faults: randomFaults(random, { spec, pace, deeds: happenings.map(({ deed }) => deed) }),
  };
}
