import { percentUnescape, UrlError } from './percent.ts';

/**
 * The parameters of a query or form text, in their order. As Go has it, a pair with a `;` or a broken escape is left out without a word.
 *
 * @see https://pkg.go.dev/net/url#URL.Query
 */
export function parseForm(text: string): readonly (readonly [name: string, value: string])[] {
  return text.split('&').flatMap((pair) => {
    const read = pair === '' || pair.includes(';') ? undefined : readPair(pair);
    return read === undefined ? [] : [read];
  });
}

function readPair(pair: string): readonly [string, string] | undefined {
  const at = pair.indexOf('=');
  const [name, value] = at === -1 ? [pair, ''] : [pair.slice(0, at), pair.slice(at + 1)];
  try {
    return [percentUnescape(name, 'query'), percentUnescape(value, 'query')];
  } catch (thrown) {
    if (thrown instanceof UrlError) return undefined;
    throw thrown;
  }
}
