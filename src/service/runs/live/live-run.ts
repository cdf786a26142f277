import { verdictOf } from '../../../analysis/verdict.ts';
import { type Clock, waitUntil } from '../../../core/clock.ts';
import { textOf } from '../../../core/fault.ts';
import { growingPause } from '../../../core/growing-pause.ts';
import { after, type Instant, millisOf } from '../../../core/instant.ts';
import { isCompleted } from '../../../resources/run-status.ts';
import type { Deps } from '../../../runner/deps.ts';
import { type LiveRun as Driven, drive } from '../../../runner/drive.ts';
import { Outside } from '../../../runner/outside.ts';
import type { Progress } from '../../../runner/progress.ts';
import type { KnownSecrets } from '../../../runner/secrets/known-secrets.ts';
import type { RunStand } from '../../../runner/stand-json.ts';
import type { ServiceLog } from '../../service-log.ts';
import type { RunWrite } from '../../store/store.ts';
import type { Journal, Recordable } from '../journal.ts';
import type { RunMeasures } from '../run-measures.ts';
import type { RunBounds } from '../run-parts.ts';
import { countLooks } from './count-looks.ts';
import { HistoryLimit, type HistoryLimitParts } from './history-limit.ts';
import type { LiveSpec } from './live-spec.ts';
import { type HeldRun, stepWrite } from './step-write.ts';

/** What all runs of a replica have in common. */
export interface LiveParts extends HistoryLimitParts {
  /** One that never jumps. */
  readonly steady: Clock;
  readonly journal: Journal;
  readonly measures: Pick<RunMeasures, 'measured' | 'ended'>;
  readonly log: ServiceLog;
  readonly bounds?: RunBounds;
}

/** A run to be driven, from its beginning or from where another process left it. */
export interface LiveRunOptions {
  readonly run: HeldRun;
  readonly ref: Driven['ref'];
  readonly stand: RunStand;
  /** The number of its next step. */
  readonly nextNumber: number;
  /** When it is asked for an early end; absent: never. */
  readonly deadline?: Instant;
  readonly isTerminating: boolean;
  readonly spec: LiveSpec;
  readonly known: KnownSecrets;
  readonly deps: Deps;
}

/** How it came that a run is not driven here any more. `stopped`: others go on with it. `lost`: others do already. */
export type Ending = 'ended' | 'stopped' | 'lost';

/** The metrics of a run are looked at, and stored, in one go. */
const TOGETHER = millisOf(8);

const PAUSE = { firstMs: 1_000, longestMs: 60_000 };

/**
 * One run that goes on: measured in memory, each step stored before the next look begins. So nothing is measured while it cannot be
 * stored, and whoever takes the run up finds every measurement that was counted.
 */
export class LiveRun implements Recordable {
  /** Never rejects. */
  readonly over: Promise<Ending>;
  readonly #options: LiveRunOptions;
  readonly #parts: LiveParts;
  readonly #outside = new Outside();
  readonly #stop = new AbortController();
  readonly #limit: HistoryLimit;
  #state: RunStand;
  #last: Progress | undefined;
  /** The steps that are not stored. */
  #steps: readonly Progress[] = [];
  /** Of the next entry to be stored. */
  #number: number;
  /** Set once nothing comes behind the last step. */
  #isOver = false;
  #ending: Ending = 'stopped';
  #cancelDeadline: (() => void) | undefined;

  constructor(options: LiveRunOptions, parts: LiveParts) {
    this.#options = options;
    this.#parts = parts;
    this.#state = options.stand;
    this.#number = options.nextNumber;
    this.#limit = new HistoryLimit(options.run, parts);
    if (options.isTerminating) this.#stop.abort();
    const { deadline, deps } = options;
    if (deadline !== undefined) this.#cancelDeadline = deps.clock.alarm(deadline, () => this.terminate());
    this.over = this.#drive();
  }

  get hold(): HeldRun['hold'] {
    return this.#options.run.hold;
  }

  /** Asks it for an early end. */
  terminate(): void {
    this.#stop.abort();
  }

  /** Begins no more looks; `over` resolves once those under way are stored. */
  windDown(): void {
    this.#outside.windDown();
  }

  /** Gives the run up as it stands, with everything that is under way. */
  abandon(): void {
    this.#outside.abandon();
  }

  /** Gives the run up because others drive it now. */
  lose(): void {
    this.#ending = 'lost';
    this.#outside.abandon();
  }

  toWrite(): RunWrite | undefined {
    if (this.#ending === 'lost' || !this.#hasNews || this.#last === undefined) return undefined;
    const unwritten = { from: this.#number, steps: this.#steps, last: this.#last, isOver: this.#isOver };
    return stepWrite(this.#options.run, unwritten, {
      redact: this.#options.known.redact,
      patience: this.#parts.bounds?.explaining?.(),
    });
  }

  wrote({ entries, stand }: RunWrite): void {
    const steps = entries.filter(({ kind }) => kind === 'step').length;
    this.#steps = this.#steps.slice(steps);
    this.#number += entries.length;
    if (stand.verdict !== null) this.#ending = 'ended';
  }

  /** Whether there is something to store. */
  get #hasNews(): boolean {
    return this.#steps.length > 0 || (this.#isOver && this.#ending !== 'ended');
  }

  async #drive(): Promise<Ending> {
    for (let failures = 1; !this.#outside.abandonment.aborted; failures += 1) {
      try {
        await this.#goOn();
        break;
      } catch (thrown) {
        await this.#pause(thrown, failures);
      }
    }
    this.#cancelDeadline?.();
    if (this.#ending === 'ended' && this.#last !== undefined) this.#countEnd(this.#last);
    return this.#ending;
  }

  /** Drives the run until it has ended or was given up. What the store would not take when it was tried last comes first. */
  async #goOn(): Promise<void> {
    await this.#store();
    if (this.#ending === 'ended') return;
    const { ref, spec, deps } = this.#options;
    const way = {
      ref,
      resolve: () => spec.resolve(),
      stop: this.#stop.signal,
      outside: this.#outside,
      together: TOGETHER,
    };
    for await (const step of drive({ ...way, ...this.#state }, deps)) {
      this.#take(step);
      const stored = this.#store();
      // After the last step nothing is begun any more: its end goes with it, in one write.
      if (isCompleted(step.status.phase)) stored.catch(() => {});
      else await stored;
    }
    this.#isOver = isCompleted(this.#state.status.phase) && !this.#outside.abandonment.aborted;
    await this.#store();
  }

  #take(step: Progress): void {
    countLooks(step, this.#state, this.#parts.measures);
    const { status, memory } = step;
    this.#state = { status, memory };
    this.#last = step;
    this.#steps = [...this.#steps, step];
  }

  async #store(): Promise<void> {
    if (!this.#hasNews || this.#last === undefined) return;
    const step = this.#last;
    const recorded = await this.#parts.journal.store(this);
    if (recorded === 'lost') this.lose();
    else if (this.#ending !== 'ended') await this.#limit.keep(step, this.#number);
  }

  #countEnd({ resolved, status, at }: Progress): void {
    const lasted = (status.completedAt ?? at) - (status.startedAt ?? at);
    this.#parts.measures.ended(verdictOf(resolved.spec, status), Math.max(0, lasted), this.#options.ref.namespace);
  }

  /** What the engine could not foresee is no reason to let go of the run. */
  async #pause(thrown: unknown, failures: number): Promise<void> {
    const { steady, log } = this.#parts;
    const { ref, known, run } = this.#options;
    if (this.#outside.abandonment.aborted) return;
    log.error(`a run goes on after a pause: ${known.redact(textOf(thrown))}`, { run: run.hold.id, name: ref.name });
    await waitUntil(steady, after(steady.now(), growingPause(failures, PAUSE)), this.#outside.abandonment);
  }
}
