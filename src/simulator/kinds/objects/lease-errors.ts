import type { JsonObject } from '../../../core/json.ts';
import { Fields } from '../../../rollout/reading/fields.ts';
import { errorIf, type FieldError, forbidden, invalid } from '../../../rollout/validate/field-error.ts';
import { nonNegative } from '../../../rollout/validate/numbers.ts';

/** What is wrong with a Lease. */
export function leaseErrors(lease: JsonObject): readonly FieldError[] {
  const spec = new Fields(lease).below('spec');
  const duration = spec.whole('leaseDurationSeconds') ?? 1;
  return [
    ...errorIf(duration <= 0, invalid('spec.leaseDurationSeconds', duration, 'must be greater than 0')),
    ...nonNegative('spec.leaseTransitions', spec.whole('leaseTransitions') ?? 0),
    ...errorIf(
      spec.text('preferredHolder') !== '' && spec.text('strategy') === '',
      forbidden('spec.preferredHolder', 'may only be specified if `strategy` is defined'),
    ),
  ];
}
