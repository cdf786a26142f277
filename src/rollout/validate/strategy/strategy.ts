import type { JsonObject } from '../../../core/json.ts';
import { Fields } from '../../reading/fields.ts';
import { type FieldError, invalid, required } from '../field-error.ts';
import { maybeBelow } from '../parts.ts';
import { blueGreenErrors } from './blue-green.ts';
import { canaryErrors } from './canary.ts';

const PATH = 'spec.strategy';

/**
 * What is wrong with `spec.strategy`. Paths lack `.canary` and `.blueGreen`, and `strategy` is there twice: so upstream has them.
 *
 * @see rollout.md §3.3
 */
export function strategyErrors(rollout: JsonObject, revisionHistoryLimit: number): readonly FieldError[] {
  const strategy = new Fields(rollout).below('spec').below('strategy');
  const blueGreen = maybeBelow(strategy, 'blueGreen');
  const canary = maybeBelow(strategy, 'canary');
  if (blueGreen !== undefined && canary !== undefined)
    return [invalid(`${PATH}.strategy`, 'blueGreen: true canary: true', 'Multiple Strategies can not be listed')];
  if (blueGreen !== undefined) return blueGreenErrors(blueGreen, revisionHistoryLimit, PATH);
  if (canary !== undefined) return canaryErrors({ rollout, canary, path: PATH });
  const missing = "Rollout has missing field '.spec.strategy.canary or .spec.strategy.blueGreen'";
  return [required(`${PATH}.strategy`, missing)];
}
