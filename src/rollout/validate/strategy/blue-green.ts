import type { Fields } from '../../reading/fields.ts';
import { type FieldError, invalid } from '../field-error.ts';
import { antiAffinityErrors } from './anti-affinity.ts';

const SAME_SERVICE =
  'This rollout uses the same service for the active and preview services, but two different services are required.';
const LIMIT_TOO_SMALL = "This rollout's revision history limit can not be smaller than the rollout's scale down limit";

/** What is wrong with `spec.strategy.blueGreen`. Two services that are not named are the same service to upstream. */
export function blueGreenErrors(blueGreen: Fields, revisionHistoryLimit: number, path: string): readonly FieldError[] {
  const active = blueGreen.text('activeService');
  const limit = blueGreen.whole('scaleDownDelayRevisionLimit');
  const isSame = active === blueGreen.text('previewService');
  return [
    ...(isSame ? [invalid(`${path}.activeService`, active, SAME_SERVICE)] : []),
    ...(limit !== undefined && revisionHistoryLimit < limit
      ? [invalid(`${path}.scaleDownDelayRevisionLimit`, limit, LIMIT_TOO_SMALL)]
      : []),
    ...antiAffinityErrors(blueGreen, path),
  ];
}
