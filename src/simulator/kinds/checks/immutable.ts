import { marshalJson } from '../../../core/go/json.ts';
import type { Json } from '../../../core/json.ts';
import { sameJson } from '../../../core/same-json.ts';
import { type FieldError, invalid } from '../../../rollout/validate/field-error.ts';

/** An error for a member that is no longer what it was. Go's own types hide behind some, whose values the API server tells differently. */
export function immutableErrors(path: string, value: Json | undefined, old: Json | undefined): readonly FieldError[] {
  if (value === old || sameJson(value ?? null, old ?? null)) return [];
  const shown = typeof value === 'string' ? value : { json: marshalJson(value ?? null) };
  return [invalid(path, shown, 'field is immutable')];
}
