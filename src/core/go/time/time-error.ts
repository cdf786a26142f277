/** What Go's time package complains about, in Go's words: `unknown time zone X`, `parsing time "x" as "2006": cannot parse "x" as "2006"`. */
export class TimeError extends Error {
  override readonly name = 'TimeError';
}
