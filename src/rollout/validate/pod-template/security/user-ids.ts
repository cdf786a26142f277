import type { Fields } from '../../../reading/fields.ts';
import type { FieldError } from '../../field-error.ts';
import { inRange } from '../../numbers.ts';

const LARGEST_ID = 2 ** 31 - 1;

/** Errors for users and groups that no Linux knows. */
export function userIdErrors(fields: Fields, path: string, names: readonly string[]): readonly FieldError[] {
  return names.flatMap((name) => idErrors(fields.whole(name), `${path}.${name}`));
}

/** An error for one user or group that no Linux knows. */
export function idErrors(id: number | undefined, path: string): readonly FieldError[] {
  return id === undefined ? [] : inRange(path, id, 0, LARGEST_ID);
}
