/** Something to wait for that can ring again and again. A ring while nobody waits is not lost. */
export class Bell {
  #hasRung = false;
  #wake: (() => void) | undefined;

  readonly ring = (): void => {
    this.#hasRung = true;
    this.#wake?.();
  };

  /** Resolves at the next ring, at once if it has rung since the last wait. One waiter at a time. */
  async heard(): Promise<void> {
    if (!this.#hasRung) {
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
    }
    this.#hasRung = false;
    this.#wake = undefined;
  }
}
