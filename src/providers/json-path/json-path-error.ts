/** A path that cannot be read, or that does not fit the data. The message is client-go's. */
export class JsonPathError extends Error {
  override readonly name = 'JsonPathError';
}
