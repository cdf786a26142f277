/** A text between double quotes as encoding/json escapes it. `escapeHtml`: write `<`, `>` and `&` as `\u003c`, `\u003e`, `\u0026`. Lone surrogates become `\ufffd`. */
export function marshalText(text: string, escapeHtml = true): string {
  const special = escapeHtml ? SPECIAL : SPECIAL_SAVE_HTML;
  return special.test(text) ? `"${text.replaceAll(escapeHtml ? ESCAPED : ESCAPED_SAVE_HTML, escape)}"` : `"${text}"`;
}

const SPECIAL = /["\\\0-\x1f<>&\u2028\u2029\ud800-\udfff]/;
const SPECIAL_SAVE_HTML = /["\\\0-\x1f\u2028\u2029\ud800-\udfff]/;
/** With the `u` flag only lone surrogates match the last range: a pair is one character. */
const ESCAPED = /["\\\0-\x1f<>&\u2028\u2029\ud800-\udfff]/gu;
const ESCAPED_SAVE_HTML = /["\\\0-\x1f\u2028\u2029\ud800-\udfff]/gu;

const SHORT = new Map([
  ['"', '\\"'],
  ['\\', '\\\\'],
  ['\b', '\\b'],
  ['\f', '\\f'],
  ['\n', '\\n'],
  ['\r', '\\r'],
  ['\t', '\\t'],
]);

function escape(character: string): string {
  const short = SHORT.get(character);
  if (short !== undefined) return short;
  const code = character.charCodeAt(0);
  return code >= 0xd800 && code <= 0xdfff ? '\\ufffd' : `\\u${code.toString(16).padStart(4, '0')}`;
}
