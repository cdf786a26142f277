import type { Json } from '../../../core/json.ts';
import { readIntOrString } from '../../../resources/int-or-string.ts';
import type { Fields } from '../../reading/fields.ts';
import { errorIf, type FieldError, invalid, word } from '../field-error.ts';

/** A canary that may neither add pods nor miss any could never move. What stands there is read letter for letter: `"abc"` is 0. */
export function surgeErrors(canary: Fields, path: string): readonly FieldError[] {
  const surge = canary.json('maxSurge');
  const isStuck = amount(surge) === 0 && amount(canary.json('maxUnavailable')) === 0;
  const shown = typeof surge === 'string' ? word(surge) : 0;
  return errorIf(isStuck, invalid(`${path}.maxSurge`, shown, 'MaxSurge and MaxUnavailable both can not be zero'));
}

/** Pods or percent, whichever is meant. Absent, it is a quarter. */
function amount(written: Json | undefined): number {
  if (typeof written === 'number') return written;
  if (typeof written !== 'string') return 25;
  return readIntOrString(/^[0-9]+%$/.test(written) ? written.slice(0, -1) : written);
}
