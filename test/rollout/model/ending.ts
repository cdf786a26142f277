import type { JsonObject } from '../../../src/core/json.ts';
import { Fields } from '../../../src/rollout/reading/fields.ts';
import type { Ending } from './analyst.ts';
import { metadataOf, nameOf } from './cluster.ts';
import { Random } from './random.ts';
import type { Scenario } from './scenario.ts';

/**
 * How a run ends is settled by the seed, by what it is about and by which try it is; so faults cannot change it.
 *
 * @param image  of the revision that it is about
 */
export function endingOf(run: JsonObject, image: string, scenario: Pick<Scenario, 'ending' | 'pace' | 'seed'>): Ending {
  const labels = new Fields(metadataOf(run)).below('labels');
  const type = labels.text('rollout-type');
  if (image === 'shop:last') return 'Successful';
  if (scenario.ending !== undefined) return scenario.ending;
  const isCalm = scenario.pace === 'calm';
  const attempt = Number(/\.(\d+)$/.exec(nameOf(run))?.[1] ?? 0);
  const subject = `${scenario.seed}/${type}/${image}/${labels.text('step-index')}/${attempt}`;
  const random = Random.of(subject);
  // Whether a background run fails before the update is through is a race.
  if (type === 'Background' && isCalm) return random.pick('Successful', 'never');
  if (random.chance(0.6)) return 'Successful';
  return random.pick('Failed', 'Error', 'Inconclusive', type === 'Background' ? 'never' : 'Successful');
}
