/** How many looks, or whatever else takes turns, may be under way at a time. */
export interface TurnLimits {
  /** At one backend, or whatever they are told apart by: more of them wait, and their time limits begin when it is their turn. */
  readonly perBackend: number;
  /** At all together. */
  readonly overall: number;
}

interface Waiting {
  readonly ticket: number;
  readonly begin: () => void;
}

/**
 * Gives looks their turn, first come, first served. A backend that does not answer holds up nobody but those who ask it too,
 * unless several of them use up all there is.
 */
export class Turns {
  readonly #limits: TurnLimits;
  readonly #underWay = new Map<string, number>();
  readonly #waiting = new Map<string, Waiting[]>();
  #overall = 0;
  #tickets = 0;

  constructor(limits: TurnLimits) {
    this.#limits = limits;
  }

  /** How many looks wait for their turn. */
  get waiting(): number {
    return [...this.#waiting.values()].reduce((sum, { length }) => sum + length, 0);
  }

  /** Resolves when it is this look's turn. @returns gives the turn back; to be called once */
  take(backend: string): Promise<() => void> {
    const { promise, resolve } = Promise.withResolvers<() => void>();
    this.#tickets += 1;
    const waiting = { ticket: this.#tickets, begin: () => resolve(() => this.#giveBack(backend)) };
    const queue = this.#waiting.get(backend);
    if (queue === undefined) this.#waiting.set(backend, [waiting]);
    else queue.push(waiting);
    this.#beginAllThatMay();
    return promise;
  }

  #giveBack(backend: string): void {
    const left = this.#underWayAt(backend) - 1;
    if (left === 0) this.#underWay.delete(backend);
    else this.#underWay.set(backend, left);
    this.#overall -= 1;
    this.#beginAllThatMay();
  }

  #beginAllThatMay(): void {
    while (this.#overall < this.#limits.overall) {
      const backend = this.#nextBackend();
      if (backend === undefined) return;
      const queue = this.#waiting.get(backend) ?? [];
      const first = queue.shift();
      if (queue.length === 0) this.#waiting.delete(backend);
      this.#underWay.set(backend, this.#underWayAt(backend) + 1);
      this.#overall += 1;
      first?.begin();
    }
  }

  /** Of the backends that take another look, the one whose first in line has waited longest. */
  #nextBackend(): string | undefined {
    let next: string | undefined;
    let oldest = Infinity;
    for (const [backend, [first]] of this.#waiting) {
      if (first === undefined || first.ticket > oldest || this.#underWayAt(backend) >= this.#limits.perBackend)
        continue;
      next = backend;
      oldest = first.ticket;
    }
    return next;
  }

  #underWayAt(backend: string): number {
    return this.#underWay.get(backend) ?? 0;
  }
}
