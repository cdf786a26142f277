import { quote } from './quote.ts';

/** What Go's number readers answer: a value, or why the text is none, in Go's words. */
export type NumberRead<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly reason: 'invalid syntax' | 'value out of range'; readonly error: string };

/** A refused number with Go's text: `strconv.ParseInt: parsing "1.1": invalid syntax`. */
export function refuseNumber(
  reader: string,
  text: string,
  reason: 'invalid syntax' | 'value out of range',
): NumberRead<never> {
  return { ok: false, reason, error: `strconv.${reader}: parsing ${quote(text)}: ${reason}` };
}
