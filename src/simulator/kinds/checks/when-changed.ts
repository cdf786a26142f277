import type { JsonObject } from '../../../core/json.ts';
import { sameJson } from '../../../core/same-json.ts';
import { Fields } from '../../../rollout/reading/fields.ts';
import type { FieldError } from '../../../rollout/validate/field-error.ts';

/** What is wrong with a part of an object. */
export type PartErrors = (part: Fields, old: Fields | undefined) => readonly FieldError[];

/**
 * What is wrong with `spec` or `status`. A part that stands as it stood is not looked at: it was good then, and the rules are the same.
 */
export function errorsOfPart(
  part: 'spec' | 'status',
  errors: PartErrors,
): (object: JsonObject, old?: JsonObject) => readonly FieldError[] {
  return (object, old) => {
    if (old !== undefined && sameJson(object[part] ?? null, old[part] ?? null)) return [];
    return errors(new Fields(object[part]), old && new Fields(old[part]));
  };
}

/** The errors of all these, in this order. */
export function errorsOfAll(
  ...checks: readonly ((object: JsonObject, old?: JsonObject) => readonly FieldError[])[]
): (object: JsonObject, old?: JsonObject) => readonly FieldError[] {
  return (object, old) => checks.flatMap((check) => check(object, old));
}
