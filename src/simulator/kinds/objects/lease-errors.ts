import type { JsonObject } from '../../../core/json.ts';
import { Fields } from '../../../rollout/reading/fields.ts';
import { errorIf, type FieldError, invalid } from '../../../rollout/validate/field-error.ts';
import { nonNegative } from '../../../rollout/validate/numbers.ts';
import { inMember, withMember } from '../fill/fill.ts';

/** What is wrong with a Lease. */
export function leaseErrors(lease: JsonObject): readonly FieldError[] {
  const spec = new Fields(lease).below('spec');
  const duration = spec.whole('leaseDurationSeconds') ?? 1;
  return [
    ...errorIf(duration <= 0, invalid('spec.leaseDurationSeconds', duration, 'must be greater than 0')),
    ...nonNegative('spec.leaseTransitions', spec.whole('leaseTransitions') ?? 0),
  ];
}

/** What API servers forget that do not coordinate leases by strategies, as they do not unless told to. */
export function withoutCoordination(lease: JsonObject): JsonObject {
  return inMember(lease, 'spec', (spec) =>
    withMember(withMember(spec, 'strategy', undefined), 'preferredHolder', undefined),
  );
}
