import { inspect } from 'node:util';

/** What stands in place of a secret wherever a person or a file could see it. */
export const MASK = '*****';

/**
 * A text that must not be seen. Printing, logging, serialising or concatenating it gives `*****`;
 * only `open()` gives the text, and the architecture test lists the few places that may call it.
 */
export class Secret {
  readonly #text: string;

  constructor(text: string) {
    this.#text = text;
  }

  /** The text itself. For the code that hands it to a backend, and for redaction. */
  open(): string {
    return this.#text;
  }

  toString(): string {
    return MASK;
  }

  toJSON(): string {
    return MASK;
  }

  [Symbol.toPrimitive](): string {
    return MASK;
  }

  [inspect.custom](): string {
    return MASK;
  }
}

/** Takes secrets out of a text: every non-empty secret, the longest first, becomes `*****`. */
export type Redact = (text: string) => string;

/** The redaction for a set of secrets. Empty secrets redact nothing. */
export function redactor(secrets: Iterable<Secret>): Redact {
  const texts = [...new Set([...secrets].map((secret) => secret.open()))].filter((text) => text !== '');
  texts.sort((a, b) => b.length - a.length);
  return (text) => texts.reduce((redacted, secret) => redacted.replaceAll(secret, MASK), text);
}

/**
 * As `redactor`, and besides the secret itself every way in which it may be written inside another text: as a JSON string,
 * in a URL, in a form, in base64. For what leaves the process: a backend's answer may repeat what it was sent.
 */
export function redactorOfForms(secrets: Iterable<Secret>): Redact {
  return redactor([...secrets].flatMap((secret) => formsOf(secret.open()).map((text) => new Secret(text))));
}

function formsOf(text: string): readonly string[] {
  // Lone surrogates cannot be written in a URL.
  const inUrl = text.isWellFormed() ? [encodeURIComponent(text), encodeURI(text)] : [];
  const form = new URLSearchParams({ '': text }).toString().slice(1);
  // As those show it who take its bytes for characters.
  const bytes = Buffer.from(text).toString('latin1');
  const written = [text, bytes].flatMap((one) => [one, ...insideJson(one)]);
  return [...written, ...inUrl, form, Buffer.from(text).toString('base64'), ...insideBase64(text)];
}

/** In JSON, and in JSON that stands in JSON as a text, by programs that write `&`, `<` and `>` as they are and by those that do not, such as Go. */
function insideJson(text: string): readonly string[] {
  const once = inJson(text);
  return [...once, ...once.flatMap(inJson)];
}

function inJson(text: string): readonly string[] {
  const json = JSON.stringify(text).slice(1, -1);
  return [json, json.replaceAll(/[<>&]/g, (character) => `\\u00${character.charCodeAt(0).toString(16)}`)];
}

/** A shorter secret leaves too little behind in base64 that is surely its own. */
const SHORTEST_INSIDE = 6;

/**
 * What of a secret stays the same in the base64 of a longer text, such as `user:secret` of Basic authentication: three bytes become
 * four characters, so it depends on where in a group of three the secret begins.
 */
function insideBase64(text: string): readonly string[] {
  const bytes = Buffer.from(text);
  if (bytes.length < SHORTEST_INSIDE) return [];
  return [0, 1, 2].map((before) => {
    const group = Buffer.concat([Buffer.alloc(before), bytes]);
    return group.toString('base64').slice(Math.ceil((before * 8) / 6), Math.floor((group.length * 8) / 6));
  });
}
