import { inspect } from 'node:util';

/** What stands in place of a secret wherever a person or a file could see it. */
export const MASK = '*****';

/**
 * A text that must not be seen. Printing, logging, serialising or concatenating it gives `*****`;
 * only `open()` gives the text, and only the runner's scope for a provider calls that (held by the architecture test).
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

/** The redaction for a set of secrets, in each form a text may hold them. Empty secrets redact nothing. */
export function redactor(secrets: Iterable<Secret>): Redact {
  const texts = [...new Set([...secrets].flatMap((secret) => formsOf(secret.open())))];
  texts.sort((a, b) => b.length - a.length);
  return (text) => texts.reduce((redacted, secret) => redacted.replaceAll(secret, MASK), text);
}

/** As it is, as a URL or a form writes it, and as JSON writes it. */
function formsOf(text: string): readonly string[] {
  if (text === '') return [];
  const percent = encodeURIComponent(text.toWellFormed());
  return [text, percent, percent.replaceAll('%20', '+'), JSON.stringify(text).slice(1, -1)];
}
