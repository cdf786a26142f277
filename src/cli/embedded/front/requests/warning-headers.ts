/**
 * Values of the header `Warning`, one a text, as the API server writes them. What is no plain character becomes a space; other letters than
 * English ones go out as the bytes of UTF-8, which is what clients expect.
 *
 * @see https://www.rfc-editor.org/rfc/rfc7234#section-5.5
 */
export function warningHeaders(texts: readonly string[]): readonly string[] {
  return texts.map((text) => {
    const quoted = text.replaceAll(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ').replaceAll(/["\\]/g, '\\$&');
    return `299 - "${Buffer.from(quoted).toString('latin1')}"`;
  });
}
