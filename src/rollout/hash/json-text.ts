/** JSON as it was spelt, letter for letter: order of keys, form of numbers, escapes. */
export class JsonText {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }
}

/** Parsed JSON in which some values were left as they were spelt. */
export type PartlyParsed =
  | null
  | boolean
  | number
  | string
  | JsonText
  | readonly PartlyParsed[]
  | { readonly [key: string]: PartlyParsed };

/** True for an object that was parsed. */
export function isParsedObject(value: unknown): value is { readonly [key: string]: PartlyParsed } {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof JsonText);
}

/** True for a list that was parsed. */
export function isParsedList(value: unknown): value is readonly PartlyParsed[] {
  return Array.isArray(value);
}

/**
 * Parses JSON, but leaves the values of some keys as they are spelt: what a hash is taken over must not be changed by reading it.
 *
 * @param keeps  whether the value is left; gets the keys on the way to it, the indexes of lists left out
 * @throws SyntaxError for a text that is no JSON
 */
export function parseKeeping(text: string, keeps: (path: readonly string[]) => boolean): PartlyParsed {
  JSON.parse(text);
  const tokens = [...text.matchAll(TOKEN)].map(({ 0: token, index }) => ({
    token,
    start: index,
    end: index + token.length,
  }));
  return new Reader(text, tokens, keeps).value([]);
}

/** The same JSON without blanks, and with the characters escaped that Go escapes wherever it writes JSON. */
export function compactJson({ text }: JsonText): string {
  return text
    .replaceAll(/("(?:[^"\\]|\\.)*")|\s+/g, '$1')
    .replaceAll(/[<>&\u2028\u2029]/g, (found) => `\\u${found.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

const TOKEN = /"(?:[^"\\]|\\.)*"|[{}[\],:]|[^\s{}[\],:"]+/g;

interface Token {
  readonly token: string;
  readonly start: number;
  readonly end: number;
}

/** Walks the tokens of a text that is known to be JSON. */
class Reader {
  readonly #text: string;
  readonly #tokens: readonly Token[];
  readonly #keeps: (path: readonly string[]) => boolean;
  #at = 0;

  constructor(text: string, tokens: readonly Token[], keeps: (path: readonly string[]) => boolean) {
    this.#text = text;
    this.#tokens = tokens;
    this.#keeps = keeps;
  }

  value(path: readonly string[]): PartlyParsed {
    const { token, start } = this.#next();
    const read = this.#rest(token, path);
    if (path.length === 0 || !this.#keeps(path)) return read;
    return new JsonText(this.#text.slice(start, this.#tokens[this.#at - 1]?.end));
  }

  #rest(token: string, path: readonly string[]): PartlyParsed {
    if (token === '{') return Object.fromEntries(this.#members('}', () => this.#member(path)));
    if (token === '[') return this.#members(']', () => this.value(path));
    return JSON.parse(token) as null | boolean | number | string;
  }

  #members<T>(close: string, read: () => T): T[] {
    const members: T[] = [];
    while (this.#tokens[this.#at]?.token !== close) {
      members.push(read());
      if (this.#tokens[this.#at]?.token === ',') this.#at += 1;
    }
    this.#at += 1;
    return members;
  }

  #member(path: readonly string[]): [string, PartlyParsed] {
    const key = String(JSON.parse(this.#next().token));
    this.#at += 1;
    return [key, this.value([...path, key])];
  }

  #next(): Token {
    const token = this.#tokens[this.#at];
    if (token === undefined) throw new SyntaxError('unexpected end of JSON');
    this.#at += 1;
    return token;
  }
}
