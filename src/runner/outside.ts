/** What whoever keeps a run tells it while it is driven. One run each. */
export class Outside {
  readonly #abandonment = new AbortController();
  #hear = (): void => {};
  #hasNews = false;
  #isEnding = false;

  /** Something happened that may concern the run: its spec was changed, or what is in flight (a Job) has moved. It looks at once. */
  lookAgain(): void {
    this.#hasNews = true;
    this.#hear();
  }

  /** No look is begun any more; the run is given up once those under way have come back and been taken in. */
  windDown(): void {
    this.#isEnding = true;
    this.#hear();
  }

  /** The run is given up as it stands, with the looks under way; nothing more is given out. */
  abandon(): void {
    this.#abandonment.abort();
    this.#hear();
  }

  /** Aborted once the run is given up as it stands. */
  get abandonment(): AbortSignal {
    return this.#abandonment.signal;
  }

  get isEnding(): boolean {
    return this.#isEnding;
  }

  /** For the run: whether something happened since it was asked last. */
  takeNews(): boolean {
    const hasNews = this.#hasNews;
    this.#hasNews = false;
    return hasNews;
  }

  /** For the run: calls back each time there is something to hear. */
  listen(hear: () => void): void {
    this.#hear = hear;
  }
}
