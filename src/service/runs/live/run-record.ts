import type { Redact } from '../../../core/secret.ts';
import type { Progress } from '../../../runner/progress.ts';
import type { RunWrite } from '../../store/store.ts';
import type { Journal, Recordable, Recorded } from '../journal.ts';
import type { RunBounds } from '../run-parts.ts';
import { HistoryLimit, type HistoryLimitParts } from './history-limit.ts';
import { type HeldRun, stepWrite } from './step-write.ts';

export interface RunRecordParts extends HistoryLimitParts {
  readonly journal: Journal;
  readonly bounds?: RunBounds;
}

export interface RunRecordOptions {
  readonly run: HeldRun;
  /** Of the next entry. */
  readonly nextNumber: number;
  readonly redact: Redact;
}

/** What of a run is to be stored: its steps in their order, and its end. */
export class RunRecord implements Recordable {
  readonly #options: RunRecordOptions;
  readonly #parts: RunRecordParts;
  readonly #limit: HistoryLimit;
  #last: Progress | undefined;
  /** The steps that are not stored. */
  #steps: readonly Progress[] = [];
  /** Of the next entry to be stored. */
  #number: number;
  #isOver = false;
  #isEndStored = false;
  #isLost = false;

  constructor(options: RunRecordOptions, parts: RunRecordParts) {
    this.#options = options;
    this.#parts = parts;
    this.#number = options.nextNumber;
    this.#limit = new HistoryLimit(options.run, parts);
  }

  /** The last step, unless it was forgotten. */
  get last(): Progress | undefined {
    return this.#last;
  }

  /** Whether the end of the run is stored. */
  get isEndStored(): boolean {
    return this.#isEndStored;
  }

  /** Whether others drive the run. */
  get isLost(): boolean {
    return this.#isLost;
  }

  add(step: Progress): void {
    this.#last = step;
    this.#steps = [...this.#steps, step];
  }

  /** Nothing comes behind the last step. */
  close(): void {
    this.#isOver = true;
  }

  /** Nothing is stored any more, because others drive the run. */
  lose(): void {
    this.#isLost = true;
  }

  /** Lets go of the last step, once it is stored and more are to come. */
  forget(): void {
    this.#last = undefined;
  }

  /** Resolves once all of it is stored; `lost` when others drive the run. */
  async store(): Promise<Recorded> {
    if (!this.#hasNews || this.#last === undefined) return 'stored';
    const step = this.#last;
    const recorded = await this.#parts.journal.store(this);
    if (recorded === 'stored' && !this.#isEndStored) await this.#limit.keep(step, this.#number);
    return recorded;
  }

  toWrite(): RunWrite | undefined {
    if (this.#isLost || !this.#hasNews || this.#last === undefined) return undefined;
    const { run, redact } = this.#options;
    const unwritten = { from: this.#number, steps: this.#steps, last: this.#last, isOver: this.#isOver };
    return stepWrite(run, unwritten, { redact, patience: this.#parts.bounds?.explaining?.() });
  }

  wrote({ entries, stand }: RunWrite): void {
    const steps = entries.filter(({ kind }) => kind === 'step').length;
    this.#steps = this.#steps.slice(steps);
    this.#number += entries.length;
    if (stand.verdict !== null) this.#isEndStored = true;
  }

  /** Whether there is something to store. */
  get #hasNews(): boolean {
    return this.#steps.length > 0 || (this.#isOver && !this.#isEndStored);
  }
}
