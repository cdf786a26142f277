import { textOf } from '../../../core/fault.ts';
import type { JsonObject } from '../../../core/json.ts';
import type { RunStatus } from '../../../resources/run-status.ts';
import { statusToJson } from '../../../resources/run-status-json.ts';
import type { Progress } from '../../../runner/progress.ts';
import type { ServiceLog } from '../../service-log.ts';
import type { HistoryStore } from '../../store/store.ts';
import { type HeldRun, isEndless } from './step-write.ts';

/** Where a run stood before the entry of this number. */
interface Mark {
  readonly number: number;
  /** A status as it is written, in one text: it lives for long and is seldom needed. */
  readonly status: string;
}

export interface HistoryLimitParts {
  readonly history: Pick<HistoryStore, 'trim'>;
  /** A run without an end keeps at least this many of its newest entries, and at most twice as many. */
  readonly keptEntries: number;
  readonly log: ServiceLog;
}

/** Keeps the history of a run without an end from growing for ever. */
export class HistoryLimit {
  readonly #run: HeldRun;
  readonly #parts: HistoryLimitParts;
  #mark: Mark | undefined;

  constructor(run: HeldRun, parts: HistoryLimitParts) {
    this.#run = run;
    this.#parts = parts;
  }

  /**
   * Drops what is too old once enough came behind it. What cannot be dropped now is dropped later.
   *
   * @param step  the last that was stored
   * @param next  the number of the next entry
   */
  async keep({ resolved: { spec }, status }: Progress, next: number): Promise<void> {
    if (!isEndless(spec, this.#run)) return;
    this.#mark ??= { number: next, status: textOfStatus(status) };
    const { number } = this.#mark;
    const { history, keptEntries, log } = this.#parts;
    if (next - number < keptEntries) return;
    const { hold, attempt } = this.#run;
    try {
      const begin = { number, status: JSON.parse(this.#mark.status) as JsonObject };
      await history.trim(hold, attempt, begin);
      this.#mark = { number: next, status: textOfStatus(status) };
    } catch (thrown) {
      log.warn(`the history of a run could not be trimmed: ${textOf(thrown)}`, { run: hold.id });
    }
  }
}

function textOfStatus(status: RunStatus): string {
  return JSON.stringify(statusToJson(status, { exact: true }));
}
