import { type Redact, redactorOfForms, Secret } from '../../core/secret.ts';

/**
 * Every secret that this process has put to use: of arguments, of providers, of the environment, and tokens that a backend gave out.
 * What a Secret holds besides is left alone: it may be a word such as `true`.
 */
export class KnownSecrets {
  /** Absent before the first: most of many thousands of runs know none. */
  #texts: Map<string, Secret> | undefined;
  #redact: Redact | undefined;

  add(secrets: Iterable<Secret>): void {
    for (const secret of secrets) {
      const text = secret.open();
      if (text === '' || this.#texts?.has(text) === true) continue;
      this.#texts ??= new Map();
      this.#texts.set(text, secret);
      this.#redact = undefined;
    }
  }

  /** The same Secret, known from the moment somebody opens it. */
  watched(secret: Secret): Secret {
    return new WatchedSecret(secret.open(), (opened) => this.add([opened]));
  }

  /** Takes all that are known when it is called out of a text, however they are written in it. */
  readonly redact: Redact = (text) => {
    this.#redact ??= redactorOfForms(this.#texts?.values() ?? []);
    return this.#redact(text);
  };
}

class WatchedSecret extends Secret {
  readonly #onOpen: (opened: Secret) => void;

  constructor(text: string, onOpen: (opened: Secret) => void) {
    super(text);
    this.#onOpen = onOpen;
  }

  override open(): string {
    const text = super.open();
    this.#onOpen(new Secret(text));
    return text;
  }
}
