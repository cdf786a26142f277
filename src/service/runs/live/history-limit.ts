import { textOf } from '../../../core/fault.ts';
import type { RunStatus } from '../../../resources/run-status.ts';
import { statusToJson } from '../../../resources/run-status-json.ts';
import type { Progress } from '../../../runner/progress.ts';
import type { ServiceLog } from '../../service-log.ts';
import type { HistoryStore } from '../../store/store.ts';
import { type HeldRun, isEndless } from './step-write.ts';

/** A run without an end keeps at least this many of its newest entries, and at most twice as many. */
const KEPT = 1_000;

/** Where a run stood before the entry of this number. */
interface Mark {
  readonly number: number;
  readonly status: RunStatus;
}

/** Keeps the history of a run without an end from growing for ever. */
export class HistoryLimit {
  readonly #run: HeldRun;
  readonly #history: Pick<HistoryStore, 'trim'>;
  readonly #log: ServiceLog;
  #mark: Mark | undefined;

  constructor(run: HeldRun, { history, log }: { history: Pick<HistoryStore, 'trim'>; log: ServiceLog }) {
    this.#run = run;
    this.#history = history;
    this.#log = log;
  }

  /**
   * Drops what is too old once enough came behind it. What cannot be dropped now is dropped later.
   *
   * @param step  the last that was stored
   * @param next  the number of the next entry
   */
  async keep({ resolved: { spec }, status }: Progress, next: number): Promise<void> {
    if (!isEndless(spec, this.#run)) return;
    this.#mark ??= { number: next, status };
    const { number } = this.#mark;
    if (next - number < KEPT) return;
    const { hold, attempt } = this.#run;
    try {
      const begin = { number, status: statusToJson(this.#mark.status, { exact: true }) };
      await this.#history.trim(hold, attempt, begin);
      this.#mark = { number: next, status };
    } catch (thrown) {
      this.#log.warn(`the history of a run could not be trimmed: ${textOf(thrown)}`, { run: hold.id });
    }
  }
}
