import { marshalText } from '../../core/go/json-text.ts';
import { quote } from '../../core/go/quote.ts';

/** What is wrong with a field, in Kubernetes' words and shape. The types are those that API clients see as causes. */
export interface FieldError {
  /** Where: `spec.strategy.steps[0].setWeight`. */
  readonly field: string;
  readonly type: FieldErrorType;
  /** What was expected. May be empty. */
  readonly detail: string;
  /** The whole sentence: field, kind of error, value, detail. */
  readonly text: string;
}

export type FieldErrorType = keyof typeof WORDS;

const WORDS = {
  FieldValueInvalid: 'Invalid value',
  FieldValueRequired: 'Required value',
  FieldValueForbidden: 'Forbidden',
  FieldValueNotSupported: 'Unsupported value',
  FieldValueDuplicate: 'Duplicate value',
  FieldValueNotFound: 'Not found',
  FieldValueTooLong: 'Too long',
  InternalError: 'Internal error',
} as const;

/** A value as errors show it: texts in quotes as Go writes them, other plain values as they are, everything else as JSON. */
export type Shown = string | number | boolean | { readonly json: string };

/** A text shown as JSON: so it is where Go has a type of its own for the words of a field, such as an operator. */
export function word(text: string): Shown {
  return { json: marshalText(text) };
}

/** The value is malformed. */
export function invalid(field: string, value: Shown, detail: string): FieldError {
  return withValue('FieldValueInvalid', field, value, detail);
}

/** There is no value where one must be. */
export function required(field: string, detail = ''): FieldError {
  return withoutValue('FieldValueRequired', field, detail);
}

/** The value would be fine elsewhere, but not here. */
export function forbidden(field: string, detail: string): FieldError {
  return withoutValue('FieldValueForbidden', field, detail);
}

/** The value is none of those that are known, which are listed in this order. */
export function notSupported(field: string, value: Shown, supported: readonly string[]): FieldError {
  return withValue('FieldValueNotSupported', field, value, `supported values: ${supported.map(quote).join(', ')}`);
}

/** The value may stand only once and has stood before. */
export function duplicate(field: string, value: Shown): FieldError {
  return withValue('FieldValueDuplicate', field, value, '');
}

/** The value names something that is not there. */
export function notFound(field: string, value: Shown, detail = ''): FieldError {
  return withValue('FieldValueNotFound', field, value, detail);
}

/** The value, which is left out, has more bytes than it may. */
export function tooLong(field: string, longest: number): FieldError {
  return withoutValue('FieldValueTooLong', field, `may not be more than ${longest} bytes`);
}

/** Fields contradict each other. Upstream reports this as a failure of its own. */
export function internalError(field: string, detail: string): FieldError {
  return withoutValue('InternalError', field, detail);
}

/** One error for each text, all about the same value. */
export function invalidFor(field: string, value: Shown, details: readonly string[]): readonly FieldError[] {
  return details.map((detail) => invalid(field, value, detail));
}

function withValue(type: FieldErrorType, field: string, value: Shown, detail: string): FieldError {
  return error(type, field, `${WORDS[type]}: ${shown(value)}`, detail);
}

function withoutValue(type: FieldErrorType, field: string, detail: string): FieldError {
  return error(type, field, WORDS[type], detail);
}

function error(type: FieldErrorType, field: string, what: string, detail: string): FieldError {
  return { field, type, detail, text: `${field}: ${what}${detail === '' ? '' : `: ${detail}`}` };
}

function shown(value: Shown): string {
  if (typeof value === 'object') return value.json;
  return typeof value === 'string' ? quote(value) : String(value);
}

/** The error where something is wrong, nothing where it is not. */
export function errorIf(isWrong: boolean, error: FieldError): readonly FieldError[] {
  return isWrong ? [error] : [];
}
