declare const says: unique symbol;

/** A text that holds a value as JSON. */
export type JsonText<T> = string & { readonly [says]: T };

/** As it is kept. `JSON.stringify` escapes lone surrogates and control characters, which not every database can keep. */
export function jsonText<T>(value: T): JsonText<T> {
  return JSON.stringify(value) as JsonText<T>;
}

/** What was kept: nobody but this store writes these columns, and all of their values are JSON's own. */
export function fromJsonText<T>(text: JsonText<T>): T {
  return JSON.parse(text) as T;
}
