/** What encoding/json complains about, in Go's words: `unexpected end of JSON input`, `json: unsupported value: NaN`. */
export class JsonError extends Error {
  override readonly name = 'JsonError';
}
