const TOKEN = /^[!#$%&'*+\-.^_`|~0-9A-Za-z]+$/;
// A tab is allowed inside a value; what lies above ASCII is sent as its UTF-8 bytes.
const VALUE = /^[^\x00-\x08\x0a-\x1f\x7f]*$/;

/** True for a name that may be sent. */
export function isHeaderName(name: string): boolean {
  return TOKEN.test(name);
}

/** True for a value that may be sent: no control characters but tabs. */
export function isHeaderValue(value: string): boolean {
  return VALUE.test(value);
}

/**
 * The form Go keeps header names in: `content-type` becomes `Content-Type`. A name with characters that no header may have stays.
 *
 * @see https://pkg.go.dev/net/http#CanonicalHeaderKey
 */
export function canonicalHeaderName(name: string): string {
  if (!isHeaderName(name)) return name;
  return name.toLowerCase().replace(/(^|-)[a-z]/g, (start) => start.toUpperCase());
}

/** A set of headers in which a later one of the same name replaces the earlier, as Go's Header.Set does. Names come out canonical. */
export function settingHeaders(
  pairs: Iterable<readonly [name: string, value: string]>,
): readonly (readonly [name: string, value: string])[] {
  const headers = new Map<string, string>();
  for (const [name, value] of pairs) headers.set(canonicalHeaderName(name), value);
  return [...headers];
}
