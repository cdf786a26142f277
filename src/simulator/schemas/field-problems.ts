import { formatGeneral } from '../../core/go/float.ts';
import { marshalJson } from '../../core/go/json.ts';
import { quote } from '../../core/go/quote.ts';
import type { Json } from '../../core/json.ts';
import type { FieldProblem } from '../api/kind.ts';

/** `Invalid value: "x": must be …`. */
export function invalid(field: string, value: Json, detail: string): FieldProblem {
  return { reason: 'FieldValueInvalid', field, message: `Invalid value: ${shown(value)}: ${detail}` };
}

/** As `invalid`, where the value is of another type than the schema says. */
export function typeInvalid(field: string, value: Json, detail: string): FieldProblem {
  return { ...invalid(field, value, detail), reason: 'FieldValueTypeInvalid' };
}

/** `Required value`. */
export function required(field: string): FieldProblem {
  return { reason: 'FieldValueRequired', field, message: 'Required value' };
}

/** `Duplicate value: {"name":"a"}`. */
export function duplicate(field: string, value: Json): FieldProblem {
  return { reason: 'FieldValueDuplicate', field, message: `Duplicate value: ${shown(value)}` };
}

/** `Unsupported value: "x": supported values: "a", "b"`. */
export function notSupported(field: string, value: Json, supported: readonly Json[]): FieldProblem {
  const texts = supported.map((one) => quote(typeof one === 'string' ? one : marshalJson(one)));
  return {
    reason: 'FieldValueNotSupported',
    field,
    message: `Unsupported value: ${shown(value)}: supported values: ${texts.join(', ')}`,
  };
}

/** `Too long: may not be more than 3 bytes`. */
export function tooLong(field: string, most: number): FieldProblem {
  return {
    reason: 'FieldValueTooLong',
    field,
    message: `Too long: may not be more than ${most} ${most === 1 ? 'byte' : 'bytes'}`,
  };
}

/** `Too many: 3: must have at most 2 items`. */
export function tooMany(field: string, count: number, most: number): FieldProblem {
  return {
    reason: 'FieldValueTooMany',
    field,
    message: `Too many: ${count}: must have at most ${most} ${most === 1 ? 'item' : 'items'}`,
  };
}

function shown(value: Json): string {
  if (typeof value === 'string') return quote(value);
  if (typeof value === 'number' && !Number.isInteger(value)) return formatGeneral(value);
  return marshalJson(value);
}
