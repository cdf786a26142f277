import type { Look, LookDue } from '../analysis/sample.ts';
import type { Taken } from './progress.ts';

interface Entry {
  readonly look: Look;
  readonly leavesTraces: boolean;
  readonly abort: AbortController;
}

/** The looks that have been begun and not yet taken in. At most one a metric. */
export class UnderWay {
  readonly #entries = new Map<string, Entry>();
  readonly #onArrival: () => void;
  #arrived: Taken[] = [];

  /** @param onArrival called each time a look has come back */
  constructor(onArrival: () => void) {
    this.#onArrival = onArrival;
  }

  has(metric: string): boolean {
    return this.#entries.has(metric);
  }

  /** True while a look is under way, or has come back and not been taken in. */
  get isBusy(): boolean {
    return this.#entries.size > 0;
  }

  /** True while something has come back and more is under way. */
  get areMoreToCome(): boolean {
    return this.#arrived.length > 0 && this.#entries.size > this.#arrived.length;
  }

  /**
   * Begins a look.
   *
   * @param leavesTraces the backend keeps something (a Job) that has to be ended if the run ends: such a look is waited for
   * @param take         takes the look; must not reject
   */
  begin({ metric, kind }: LookDue, leavesTraces: boolean, take: (signal: AbortSignal) => Promise<Taken>): void {
    const abort = new AbortController();
    const entry: Entry = { look: kind, leavesTraces, abort };
    this.#entries.set(metric, entry);
    void take(abort.signal).then((taken) => {
      // A look that nobody waits for any more has no place to arrive at.
      if (this.#entries.get(metric) !== entry) return;
      this.#arrived.push(taken);
      this.#onArrival();
    });
  }

  /** True while a look is under way that could leave something behind. */
  get mayLeaveTraces(): boolean {
    return [...this.#entries.values()].some(({ leavesTraces, look }) => leavesTraces && look === 'start');
  }

  /**
   * What has arrived and can be taken in. Answers to stops come only when all are there:
   * the run ends with the first one it records, and must know them all.
   */
  collect(): readonly Taken[] {
    if (this.#arrived.length === 0) return [];
    const stopping = [...this.#entries.values()].filter(({ look }) => look === 'terminate').length;
    const isStop = ({ sample }: Taken): boolean => sample.kind === 'measured' && sample.look === 'terminate';
    const complete = this.#arrived.filter(isStop).length === stopping;
    const ready = this.#arrived.filter((taken) => complete || !isStop(taken));
    this.#arrived = this.#arrived.filter((taken) => !ready.includes(taken));
    for (const { sample } of ready) this.#entries.delete(sample.metric);
    return ready;
  }

  /** Lets go of everything that is still under way. */
  abandon(): void {
    for (const { abort } of this.#entries.values()) abort.abort();
    this.#entries.clear();
  }
}
