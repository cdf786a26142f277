import type { JsonText } from './tables.ts';

/** As it is kept. `JSON.stringify` escapes lone surrogates and control characters, which not every database can keep. */
export function jsonText(value: unknown): JsonText {
  return JSON.stringify(value);
}

/** What was kept by `jsonText` from a value of the same type: the caller says which. */
export function fromJsonText<T>(text: JsonText): T {
  // Nobody but this store writes these columns.
  return JSON.parse(text) as T;
}
