import { type Clock, waitUntil } from '../../core/clock.ts';
import { textOf } from '../../core/fault.ts';
import { after, type Millis, millisOf } from '../../core/instant.ts';
import { Bell } from '../../runner/bell.ts';
import type { ServiceLog } from '../service-log.ts';
import type { RunStore } from '../store/store.ts';
import type { LiveRuns } from './live/live-runs.ts';

export interface TerminationsParts {
  readonly runs: Pick<RunStore, 'terminating'>;
  readonly live: Pick<LiveRuns, 'ids' | 'has' | 'terminate'>;
  /** One that never jumps. */
  readonly steady: Clock;
  readonly log: ServiceLog;
}

/** Runs that are asked about at a time. */
const ASKED = 1_000;
/** When news got lost: this often some runs are asked about without. */
const LOOK: Millis = millisOf(2_000);

/** Hears which of the runs that are driven here somebody has asked for an early end, wherever they asked. */
export class Terminations {
  readonly #parts: TerminationsParts;
  readonly #bell = new Bell();
  readonly #closing = new AbortController();
  #told = new Set<string>();
  /** Those that are still to be asked about without news. */
  #others: readonly string[] = [];
  #work: Promise<void> | undefined;

  constructor(parts: TerminationsParts) {
    this.#parts = parts;
  }

  begin(): void {
    this.#work = this.#keepLooking();
  }

  /** Something has happened to a run that may be driven here. */
  lookAt(id: string): void {
    if (!this.#parts.live.has(id)) return;
    this.#told.add(id);
    this.#bell.ring();
  }

  /** Something may have happened to any of them. */
  lookAtAll(): void {
    this.#told = new Set(this.#parts.live.ids());
    this.#bell.ring();
  }

  async stop(): Promise<void> {
    this.#closing.abort();
    this.#bell.ring();
    await this.#work;
  }

  async #keepLooking(): Promise<void> {
    const { steady } = this.#parts;
    while (!this.#closing.signal.aborted) {
      const isThrough = await this.#look(this.#next());
      if (isThrough && this.#told.size > 0) continue;
      const pause = after(steady.now(), LOOK);
      const cancel = steady.alarm(pause, this.#bell.ring);
      // News that could not be followed up do not ring again by themselves.
      if (isThrough) await this.#bell.heard();
      else await waitUntil(steady, pause, this.#closing.signal);
      cancel();
    }
  }

  /** Those that there is news of; without any, some of the others, all of them in turn. */
  #next(): readonly string[] {
    const told = [...this.#told].slice(0, ASKED);
    if (told.length > 0) {
      for (const id of told) this.#told.delete(id);
      return told;
    }
    if (this.#others.length === 0) this.#others = this.#parts.live.ids();
    const next = this.#others.slice(0, ASKED);
    this.#others = this.#others.slice(ASKED);
    return next;
  }

  async #look(ids: readonly string[]): Promise<boolean> {
    const { runs, live, log } = this.#parts;
    if (ids.length === 0) return true;
    try {
      for (const id of await runs.terminating(ids)) live.terminate(id);
      return true;
    } catch (thrown) {
      log.warn(`it could not be read which runs are to end early: ${textOf(thrown)}`);
      for (const id of ids) this.#told.add(id);
      return false;
    }
  }
}
