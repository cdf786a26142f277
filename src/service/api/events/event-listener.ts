import type { ServerResponse } from 'node:http';
import type { HistoryEntry } from '../../store/rows.ts';

const HEARTBEAT = Buffer.from(':\n\n');

/** What becomes of one listener. */
export interface ListenerWishes {
  /** Bytes that it may be behind; more end the stream. */
  readonly backlog: number;
  /** The stream ends with the end of this attempt of its run, or of a later one. Absent: it does not. */
  readonly untilEndOf?: number;
  /** Asked at every sign of life whether whoever listens still may. */
  readonly mayStay: () => Promise<boolean>;
}

/** Whoever has read nothing between so many signs of life does not read. */
const MOST_STALLED_BEATS = 2;

/** Somebody who listens to events. What is too slow is ended: it comes again, and says what it has seen. */
export class EventListener {
  readonly #response: ServerResponse;
  readonly #wishes: ListenerWishes;
  readonly #onEnd: (() => void)[] = [];
  #last = 0;
  #stalledBeats = 0;
  #isAsking = false;
  #hasEnded = false;

  constructor(response: ServerResponse, wishes: ListenerWishes) {
    this.#response = response;
    this.#wishes = wishes;
    response.once('close', () => this.end());
    response.on('drain', () => {
      this.#stalledBeats = 0;
    });
  }

  get hasEnded(): boolean {
    return this.#hasEnded;
  }

  /** Calls back once it has ended, by either side. */
  onEnd(hear: () => void): void {
    this.#onEnd.push(hear);
  }

  /**
   * @param frame     the entry's bytes, shared by all
   * @param isReplay  whether whoever gives waits until they were taken
   */
  give(entry: HistoryEntry, frame: Buffer, { isReplay = false } = {}): void {
    // One that catches up may meet an entry again.
    if (this.#hasEnded || entry.id <= this.#last) return;
    this.#last = entry.id;
    this.#response.write(frame);
    if (!isReplay && this.#response.writableLength > this.#wishes.backlog) return this.#drop();
    const { untilEndOf = Infinity } = this.#wishes;
    const isOver = entry.kind === 'deleted' || (entry.kind === 'ended' && entry.attempt >= untilEndOf);
    if (isOver && this.#wishes.untilEndOf !== undefined) this.end();
    return undefined;
  }

  /** Shows that the stream lives; whoever has gone is noticed by it. */
  beat(): void {
    if (this.#hasEnded) return;
    if (this.#response.writableNeedDrain) this.#stalledBeats += 1;
    if (this.#stalledBeats >= MOST_STALLED_BEATS) return this.#drop();
    this.#response.write(HEARTBEAT);
    void this.#leaveUnlessWelcome();
    return undefined;
  }

  /** Resolves once all that was written has left, or it has ended. */
  drained(): Promise<void> {
    if (this.#hasEnded || !this.#response.writableNeedDrain) return Promise.resolve();
    return new Promise((resolve) => {
      this.#response.once('drain', resolve);
      this.onEnd(resolve);
    });
  }

  end(): void {
    if (this.#hasEnded) return;
    this.#hasEnded = true;
    this.#response.end();
    for (const hear of this.#onEnd) hear();
  }

  /** Where nobody can tell for a while, one question is enough. */
  async #leaveUnlessWelcome(): Promise<void> {
    if (this.#isAsking) return;
    this.#isAsking = true;
    if (!(await this.#wishes.mayStay())) this.end();
    this.#isAsking = false;
  }

  /** What is written stays in memory until it is read, and it is not read. */
  #drop(): void {
    this.#response.destroy();
    this.end();
  }
}
