import type { RunEvent } from '../../../analysis/run-event.ts';
import { isInFlight } from '../../../analysis/schedule.ts';
import { waitUntil } from '../../../core/clock.ts';
import { isFault } from '../../../core/fault.ts';
import { growingPause } from '../../../core/growing-pause.ts';
import { after, type Millis, millisOf } from '../../../core/instant.ts';
import type { JsonObject } from '../../../core/json.ts';
import { objectIn } from '../../../core/json-members.ts';
import { mergePatch } from '../../../core/merge-patch.ts';
import { sameJson } from '../../../core/same-json.ts';
import type { RunStatus } from '../../../resources/run-status.ts';
import { statusToJson } from '../../../resources/run-status-json.ts';
import type { Turns } from '../../../runner/turns.ts';
import { KINDS } from '../../kinds.ts';
import { uidOf } from '../../metadata.ts';
import { retryAfterOf } from '../../refusal.ts';
import type { ObjectName } from '../../resource.ts';
import type { Parts } from '../parts.ts';
import { tellEvent } from '../tell-event.ts';
import { isSameButForResume } from './resumed-later.ts';

/** Why there is nothing more to write: somebody else wrote another status, or the run is gone. */
export type Lost = 'foreign' | 'gone';

export interface StatusKeeperOptions {
  readonly name: ObjectName;
  /** The run as it was taken up. */
  readonly run: JsonObject;
  /** Writes of all runs take turns, so that many at once do not open as many connections. */
  readonly turns: Pick<Turns, 'take'>;
  readonly onLost: (why: Lost) => void;
  /** Hears after each write, whatever became of it; changes that were told of meanwhile may not have been heard. */
  readonly onSent: () => void;
}

type KeeperParts = Pick<Parts, 'caches' | 'writer' | 'steady' | 'recorder' | 'measures' | 'log'>;

/** A status that is being written. */
interface Attempt {
  readonly status: RunStatus;
  readonly json: JsonObject;
  /** How many of the events that wait go with it. */
  readonly events: number;
}

const PAUSE = { firstMs: 200, longestMs: 10_000 };

/**
 * Keeps what the API has of a run's status up to what is known here: one write at a time, each with all that happened since
 * the one before, tried until it is through. Events are told once the status that they speak of is stored.
 */
export class StatusKeeper {
  readonly #options: StatusKeeperOptions;
  readonly #parts: KeeperParts;
  readonly #stop = new AbortController();
  /** As the API has it, as far as is known here. */
  #stored: JsonObject;
  #newest: RunStatus | undefined;
  #events: RunEvent[] = [];
  /** What was sent and not answered: the API may have it or not, so that the same is sent again before anything newer. */
  #unanswered: Attempt | undefined;
  #isSending = false;
  #writing: Promise<void> | undefined;
  #cancelAlarm: (() => void) | undefined;

  constructor(options: StatusKeeperOptions, parts: KeeperParts) {
    this.#options = options;
    this.#parts = parts;
    this.#stored = objectIn(options.run, 'status');
  }

  /** Whether a write is on its way, so that changes told of now are most likely its own. */
  get isSending(): boolean {
    return this.#isSending;
  }

  /** Whether a status of the object is the one that was found or written here. */
  isOurs(status: JsonObject): boolean {
    return (
      sameJson(status, this.#stored) || (this.#unanswered !== undefined && sameJson(status, this.#unanswered.json))
    );
  }

  /** Takes in where the run stands; `flush` writes it. */
  put(status: RunStatus, events: readonly RunEvent[]): void {
    this.#newest = status;
    this.#events.push(...events);
  }

  /** Begins to write what is new. */
  flush(): void {
    this.#cancelAlarm?.();
    this.#cancelAlarm = undefined;
    if (this.#writing !== undefined || !this.#hasMore()) return;
    this.#writing = this.#write();
  }

  /** Writes what is new after a while at the latest, in the hope that more comes until then. */
  flushWithin(length: Millis): void {
    const { steady } = this.#parts;
    if (this.#newest === undefined) return;
    this.#cancelAlarm ??= steady.alarm(after(steady.now(), length), () => this.flush());
  }

  /** Resolves once all that was put is stored, or nothing more will be written. */
  async settled(): Promise<void> {
    this.flush();
    await this.#writing;
  }

  /** Writes nothing more. */
  stop(): void {
    this.#cancelAlarm?.();
    this.#stop.abort();
  }

  /** Whether there may be something to write; what it comes to is worked out when it is its turn. */
  #hasMore(): boolean {
    return !this.#stop.signal.aborted && (this.#unanswered !== undefined || this.#newest !== undefined);
  }

  /** What is to be written next, if anything. */
  #next(): Attempt | undefined {
    if (this.#stop.signal.aborted) return undefined;
    if (this.#unanswered !== undefined) return this.#unanswered;
    const status = this.#newest;
    if (status === undefined) return undefined;
    const json = jsonOf(status);
    const events = this.#events.length;
    if (events > 0 || !hasInFlight(status) || !isSameButForResume(this.#stored, json)) return { status, json, events };
    this.#newest = undefined;
    return undefined;
  }

  async #write(): Promise<void> {
    for (let failures = 0; this.#hasMore(); ) {
      const giveBack = await this.#options.turns.take('');
      // What came while it waited goes along.
      const attempt = this.#next();
      const thrown = attempt && (await this.#try(attempt));
      giveBack();
      failures = thrown === undefined ? 0 : failures + 1;
      if (thrown !== undefined) await this.#pause(thrown, failures);
    }
    // At once: what is put from now on needs a new beginning.
    this.#writing = undefined;
  }

  /** Resolves to what was thrown, if anything was. */
  async #try(attempt: Attempt): Promise<Error | undefined> {
    const before = this.#unanswered;
    try {
      this.#isSending = true;
      await this.#send(attempt);
      return undefined;
    } catch (thrown) {
      // Only what nobody answered may have been carried out.
      if (!isFault(thrown, 'CLUSTER_UNREACHABLE'))
        this.#unanswered = isFault(thrown, 'LEASE_LOST') ? before : undefined;
      return thrown instanceof Error ? thrown : new Error(String(thrown));
    } finally {
      this.#isSending = false;
      this.#options.onSent();
    }
  }

  async #send(attempt: Attempt): Promise<void> {
    const { name, run } = this.#options;
    const object = this.#parts.caches.analysisRuns.get(name);
    if (object === undefined || uidOf(object) !== uidOf(run)) return this.#lose('gone');
    let isForeign = false;
    const target = { resource: KINDS.analysisRuns, object };
    const patched = await this.#parts.writer.patch(target, (now) => {
      const stored = objectIn(now, 'status');
      isForeign = !this.isOurs(stored);
      if (isForeign) return {};
      this.#unanswered = attempt;
      return mergePatch({ status: stored }, { status: attempt.json });
    });
    if (patched.kind === 'gone') return this.#lose('gone');
    if (isForeign) return this.#lose('foreign');
    return this.#wrote(attempt, patched.object);
  }

  #wrote({ status, events }: Attempt, object: JsonObject): void {
    this.#stored = objectIn(object, 'status');
    this.#unanswered = undefined;
    if (this.#newest === status) this.#newest = undefined;
    for (const event of this.#events.splice(0, events)) tellEvent(this.#parts, object, event);
  }

  #lose(why: Lost): void {
    this.stop();
    this.#options.onLost(why);
  }

  async #pause(thrown: Error, failures: number): Promise<void> {
    const { steady, log, measures } = this.#parts;
    const { name } = this.#options;
    const length = millisOf(Math.max(growingPause(failures, PAUSE), retryAfterOf(thrown)));
    log.warn(`the status could not be written: ${thrown.message}`, {
      kind: 'AnalysisRun',
      ...name,
      tryAgainInMs: length,
    });
    measures.synced('AnalysisRuns', name, 0, true);
    await waitUntil(steady, after(steady.now(), length), this.#stop.signal);
  }
}

function hasInFlight({ metricResults }: RunStatus): boolean {
  return metricResults.some(({ measurements }) => isInFlight(measurements.at(-1)));
}

/** A run that nobody has looked at has no phase; once it is looked at it has begun. */
function jsonOf(status: RunStatus): JsonObject {
  return statusToJson(status.phase === '' ? { ...status, phase: 'Running' } : status);
}
