import { verdictOf } from '../../../analysis/verdict.ts';
import type { Clock } from '../../../core/clock.ts';
import { textOf } from '../../../core/fault.ts';
import { growingPause } from '../../../core/growing-pause.ts';
import { after, type Instant, millisOf } from '../../../core/instant.ts';
import { isCompleted } from '../../../resources/run-status.ts';
import type { Deps } from '../../../runner/deps.ts';
import { type Asleep, type LiveRun as Driven, drive } from '../../../runner/drive.ts';
import { KeptStand } from '../../../runner/kept-stand.ts';
import { Outside } from '../../../runner/outside.ts';
import type { Progress } from '../../../runner/progress.ts';
import type { KnownSecrets } from '../../../runner/secrets/known-secrets.ts';
import type { ServiceLog } from '../../service-log.ts';
import type { RunMeasures } from '../run-measures.ts';
import { countLooks } from './count-looks.ts';
import type { LiveSpec } from './live-spec.ts';
import { RunRecord, type RunRecordParts } from './run-record.ts';
import type { HeldRun } from './step-write.ts';

/** What all runs of a replica have in common. */
export interface LiveParts extends RunRecordParts {
  readonly clock: Clock;
  /** One that never jumps. */
  readonly steady: Clock;
  readonly measures: Pick<RunMeasures, 'measured' | 'ended'>;
  readonly log: ServiceLog;
}

/** A run to be driven, from its beginning or from where another process left it. */
export interface LiveRunOptions {
  readonly run: HeldRun;
  readonly ref: Driven['ref'];
  /** Where it stands. */
  readonly kept: KeptStand;
  /** The number of its next step. */
  readonly nextNumber: number;
  /** When there is something to be done for it, as far as is known: it sleeps until then. */
  readonly dueAt: Instant;
  /** When it is asked for an early end; absent: never. */
  readonly deadline?: Instant;
  readonly isTerminating: boolean;
  readonly spec: LiveSpec;
  readonly known: KnownSecrets;
  /** Made each time that it wakes: of a run that sleeps they would be the largest part. */
  readonly deps: () => Deps;
  readonly onOver: (ending: Ending) => void;
}

/** How it came that a run is not driven here any more. `stopped`: others go on with it. `lost`: others do already. */
export type Ending = 'ended' | 'stopped' | 'lost';

/** The metrics of a run are looked at, and stored, in one go. */
const TOGETHER = millisOf(8);

/** To pack and unpack where a run stands takes a tenth of a millisecond. */
const SLEEP_FROM = millisOf(2_000);

const PAUSE = { firstMs: 1_000, longestMs: 60_000 };

/** How a run is driven on. `isKnown`: where it stands was given out before. */
type WayOn = Required<Pick<Driven, 'isKnown'>>;

/** What a run has only while it is awake. */
interface Awake {
  readonly outside: Outside;
  readonly stop: AbortController;
}

/**
 * One run that goes on: measured in memory, each step stored before the next look begins. So nothing is measured while it cannot be
 * stored, and whoever takes the run up finds every measurement that was counted. While it waits it sleeps: it is then little more than
 * an alarm and a text.
 */
export class LiveRun {
  readonly #options: Omit<LiveRunOptions, 'kept'>;
  readonly #parts: LiveParts;
  readonly #record: RunRecord;
  readonly #kept: KeptStand;
  #awake: Awake | undefined;
  /** Ends its sleep, or its pause after a failure. */
  #wake: (() => void) | undefined;
  #isTerminating: boolean;
  #isWindingDown = false;
  #isGivenUp = false;
  /** Whether it was told any of that since it woke last. */
  #isTold = false;
  #failures = 0;
  #cancelDeadline: (() => void) | undefined;

  constructor(options: LiveRunOptions, parts: LiveParts) {
    const { kept, ...rest } = options;
    const { run, nextNumber, dueAt, known, isTerminating, deadline } = rest;
    this.#options = rest;
    this.#parts = parts;
    this.#kept = kept;
    this.#record = new RunRecord({ run, nextNumber, redact: known.redact }, parts);
    this.#isTerminating = isTerminating;
    if (deadline !== undefined) this.#cancelDeadline = parts.clock.alarm(deadline, () => this.terminate());
    // Where it stands is stored after its first step, and told once more only if nothing but its end is missing.
    const isStored = nextNumber > 0;
    const isWorthSleeping = dueAt >= after(parts.clock.now(), SLEEP_FROM);
    if (isStored && isWorthSleeping && !isTerminating) this.#sleep({ until: after(dueAt, TOGETHER) });
    else void this.#goOn({ isKnown: isStored && !isCompleted(kept.stand.status.phase) });
  }

  get hold(): HeldRun['hold'] {
    return this.#options.run.hold;
  }

  get namespace(): string {
    return this.#options.run.namespace;
  }

  /** Asks it for an early end. Once is enough. */
  terminate(): void {
    if (this.#isTerminating) return;
    this.#isTerminating = true;
    this.#awake?.stop.abort();
    this.#tell();
  }

  /** Begins no more looks; it is over once those under way are stored. */
  windDown(): void {
    this.#isWindingDown = true;
    this.#awake?.outside.windDown();
    this.#tell();
  }

  /** Gives the run up as it stands, with everything that is under way. */
  abandon(): void {
    this.#isGivenUp = true;
    this.#awake?.outside.abandon();
    this.#tell();
  }

  /** Gives the run up because others drive it now. */
  lose(): void {
    this.#record.lose();
    this.abandon();
  }

  #tell(): void {
    this.#isTold = true;
    this.#wake?.();
  }

  /** Drives it until it sleeps, pauses or is over. Never rejects. */
  async #goOn(how: WayOn): Promise<void> {
    this.#isTold = false;
    let asleep: Asleep | undefined;
    try {
      if (!this.#isForOthers(how)) asleep = await this.#driveOn(how);
    } catch (thrown) {
      this.#pause(thrown);
      return;
    }
    this.#failures = 0;
    if (asleep === undefined) this.#beOver();
    else this.#sleep(asleep);
  }

  /** Whether nothing is left to do here. Of a run that slept all is stored, so that it need not wake to wind down. */
  #isForOthers({ isKnown }: WayOn): boolean {
    return this.#isGivenUp || (this.#isWindingDown && isKnown);
  }

  /** Drives it until it sleeps, has ended or was given up. What the store would not take when it was tried last comes first. */
  async #driveOn(how: WayOn): Promise<Asleep | undefined> {
    await this.#store();
    if (this.#record.isEndStored) return undefined;
    const asleep = await this.#driven(how);
    if (asleep !== undefined) return asleep;
    if (isCompleted(this.#kept.stand.status.phase) && !this.#isGivenUp) this.#record.close();
    await this.#store();
    return undefined;
  }

  async #driven({ isKnown }: WayOn): Promise<Asleep | undefined> {
    const { ref, spec, deps } = this.#options;
    const { outside, stop } = this.#wakeUp();
    const way = { ref, resolve: () => spec.resolve(), stop: stop.signal, outside, together: TOGETHER };
    const steps = drive({ ...way, ...this.#kept.stand, sleepFrom: SLEEP_FROM, isKnown }, deps());
    try {
      for (;;) {
        const { done, value } = await steps.next();
        if (done === true) return value;
        this.#take(value);
        const stored = this.#store();
        // After the last step nothing is begun any more: its end goes with it, in one write.
        if (isCompleted(value.status.phase)) stored.catch(() => {});
        else await stored;
      }
    } finally {
      await steps.return(undefined);
      this.#awake = undefined;
    }
  }

  #wakeUp(): Awake {
    const awake = { outside: new Outside(), stop: new AbortController() };
    this.#awake = awake;
    // What it was told meanwhile.
    if (this.#isTerminating) awake.stop.abort();
    if (this.#isWindingDown) awake.outside.windDown();
    if (this.#isGivenUp) awake.outside.abandon();
    return awake;
  }

  /** Nothing of the run but where it stands is kept meanwhile, and that in as little memory as can be. */
  #sleep({ until }: Asleep): void {
    this.#record.forget();
    this.#kept.pack();
    this.#waitUntil(until, this.#parts.clock, { isKnown: true });
  }

  /** What the engine could not foresee is no reason to let go of the run. */
  #pause(thrown: unknown): void {
    this.#failures += 1;
    const { steady, log } = this.#parts;
    const { ref, known, run } = this.#options;
    log.error(`a run goes on after a pause: ${known.redact(textOf(thrown))}`, { run: run.hold.id, name: ref.name });
    this.#waitUntil(after(steady.now(), growingPause(this.#failures, PAUSE)), steady, { isKnown: false });
  }

  /** Goes on at a moment, or as soon as the run is told something. No promise waits, for it would be larger than what sleeps. */
  #waitUntil(moment: Instant, clock: Clock, how: WayOn): void {
    const wake = (): void => {
      this.#wake = undefined;
      cancel();
      void this.#goOn(how);
    };
    const cancel = clock.alarm(moment, wake);
    this.#wake = wake;
    // It may have been told something while it lay down.
    if (this.#isTold) wake();
  }

  #take(step: Progress): void {
    countLooks(step, this.#kept.stand, this.#parts.measures);
    const { status, memory } = step;
    this.#kept.stand = { status, memory };
    this.#record.add(step);
  }

  async #store(): Promise<void> {
    if ((await this.#record.store()) === 'lost') this.lose();
  }

  #beOver(): void {
    this.#cancelDeadline?.();
    const { isEndStored, isLost, last } = this.#record;
    if (isEndStored && last !== undefined) this.#countEnd(last);
    this.#options.onOver(isEndStored ? 'ended' : isLost ? 'lost' : 'stopped');
  }

  #countEnd({ resolved, status, at }: Progress): void {
    const lasted = (status.completedAt ?? at) - (status.startedAt ?? at);
    this.#parts.measures.ended(verdictOf(resolved.spec, status), Math.max(0, lasted), this.#options.ref.namespace);
  }
}
