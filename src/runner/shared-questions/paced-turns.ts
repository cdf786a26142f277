import { type Clock, waitUntil } from '../../core/clock.ts';
import { after, type Instant, type Millis, millisOf } from '../../core/instant.ts';
import { Turns } from '../turns.ts';

/** How much a connection is asked for. */
export interface ConnectionLimits {
  /** Looks under way at once. */
  readonly concurrency: number;
  /** Looks a second in the long run; absent: any number. */
  readonly requestsPerSecond?: number;
  /** How many of them at once. Default one second's worth, at least 1. */
  readonly burst?: number;
}

/** A connection that was asked at a pace, or has asked to be left alone. */
interface Pace {
  /** When the next look may begin if all went evenly: the generic cell rate algorithm, a token bucket without counting tokens. */
  evenAt: number;
  /** Nobody begins before. */
  notBefore: number;
}

/** A backend that asks for longer is asked again all the same. */
const LONGEST_BACK_OFF: Millis = millisOf(15 * 60_000);
/** Connections that are looked through when there are more. */
const MANY = 1_000;

/**
 * Turns for looks at backends, told apart by connection: so many at once, at such a pace, and none while a connection has asked to be left alone.
 * A look's time limit begins when it has its turn.
 */
export class PacedTurns {
  readonly #turns: Turns;
  readonly #limits: ConnectionLimits;
  readonly #steady: Clock;
  readonly #paces = new Map<string, Pace>();
  #pausing = 0;

  /** @param overall looks under way at once, whatever their connection */
  constructor(limits: ConnectionLimits, overall: number, steady: Clock) {
    this.#turns = new Turns({ perBackend: limits.concurrency, overall });
    this.#limits = limits;
    this.#steady = steady;
  }

  /** How many looks wait for their turn. */
  get waiting(): number {
    return this.#turns.waiting + this.#pausing;
  }

  /** Resolves when it is this look's turn. @returns gives the turn back; to be called once */
  async take(connection: string): Promise<() => void> {
    for (;;) {
      await this.#pause(this.#notBefore(connection));
      await this.#pause(this.#reserve(connection));
      const giveBack = await this.#turns.take(connection);
      // It may have asked to be left alone while this look stood in line.
      if (this.#notBefore(connection) <= this.#steady.now()) return giveBack;
      giveBack();
    }
  }

  /** Leaves a connection alone for `length`, fifteen minutes at most. Looks under way go on. */
  backOff(connection: string, length: Millis): void {
    const until = after(this.#steady.now(), length < LONGEST_BACK_OFF ? length : LONGEST_BACK_OFF);
    const pace = this.#paceOf(connection);
    pace.notBefore = Math.max(pace.notBefore, until);
  }

  #notBefore(connection: string): number {
    return this.#paces.get(connection)?.notBefore ?? 0;
  }

  /** When the next look may begin; each who asks gets a moment of their own. */
  #reserve(connection: string): number {
    const { requestsPerSecond, burst } = this.#limits;
    if (requestsPerSecond === undefined) return 0;
    const spacing = 1000 / requestsPerSecond;
    const tolerance = (Math.max(1, burst ?? Math.floor(requestsPerSecond)) - 1) * spacing;
    const pace = this.#paceOf(connection);
    const even = Math.max(pace.evenAt, this.#steady.now());
    pace.evenAt = even + spacing;
    return even - tolerance;
  }

  async #pause(until: number): Promise<void> {
    if (until <= this.#steady.now()) return;
    this.#pausing += 1;
    await waitUntil(this.#steady, until as Instant);
    this.#pausing -= 1;
  }

  #paceOf(connection: string): Pace {
    const known = this.#paces.get(connection);
    if (known !== undefined) return known;
    if (this.#paces.size >= MANY) this.#forgetIdle();
    const pace = { evenAt: 0, notBefore: 0 };
    this.#paces.set(connection, pace);
    return pace;
  }

  #forgetIdle(): void {
    const now = this.#steady.now();
    for (const [connection, { evenAt, notBefore }] of this.#paces) {
      if (evenAt <= now && notBefore <= now) this.#paces.delete(connection);
    }
  }
}
