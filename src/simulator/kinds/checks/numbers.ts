import type { Fields } from '../../../rollout/reading/fields.ts';
import { type FieldError, invalid } from '../../../rollout/validate/field-error.ts';
import { nonNegative } from '../../../rollout/validate/numbers.ts';

/** An error for each of these numbers that is below zero; absent ones are good. */
export function nonNegativeErrors(fields: Fields, path: string, names: readonly string[]): readonly FieldError[] {
  return names.flatMap((name) => nonNegative(`${path}.${name}`, fields.whole(name) ?? 0));
}

/** An error for each of these counts in a status that is larger than another; absent ones are 0. */
export function exceedingErrors(
  status: Fields,
  names: readonly string[],
  limit: string,
  detail: string,
): readonly FieldError[] {
  const most = status.whole(limit) ?? 0;
  return names.flatMap((name) => {
    const count = status.whole(name) ?? 0;
    return count > most ? [invalid(`status.${name}`, count, detail)] : [];
  });
}
