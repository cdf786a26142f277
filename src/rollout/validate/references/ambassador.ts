import type { JsonObject } from '../../../core/json.ts';
import { Fields } from '../../reading/fields.ts';
import { errorIf, type FieldError, invalid } from '../field-error.ts';

/** The weight of a mapping is for the canary's to say. One that is no whole number counts as none. */
export function mappingErrors(mapping: JsonObject): readonly FieldError[] {
  const name = new Fields(mapping).below('metadata').text('name');
  const weight = new Fields(mapping).below('spec').whole('weight') ?? 0;
  return errorIf(
    weight !== 0,
    invalid('spec.weight', name, `Ambassador mapping ${JSON.stringify(name)} can not define weight`),
  );
}
