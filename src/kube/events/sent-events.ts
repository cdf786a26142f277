/** An event as the API has it. */
export interface Sent {
  readonly name: string;
  readonly count: number;
}

/** Remembers the events that were sent last, so that the same one is counted on instead of written anew. */
export class SentEvents {
  readonly #limit: number;
  readonly #sent = new Map<string, Sent>();

  constructor(limit: number) {
    this.#limit = limit;
  }

  get(identity: string): Sent | undefined {
    return this.#sent.get(identity);
  }

  put(identity: string, sent: Sent): void {
    this.#sent.delete(identity);
    this.#sent.set(identity, sent);
    const [oldest] = this.#sent.keys();
    if (oldest !== undefined && this.#sent.size > this.#limit) this.#sent.delete(oldest);
  }
}
