import { after, millisOf } from '../../core/instant.ts';
import type { RunStore, RunWrite } from '../store/store.ts';
import { Gathered } from './gathered.ts';
import type { RunMeasures } from './run-measures.ts';
import { isStoreGone, type StorePatience, untilStored } from './store-patience.ts';

/** Something whose steps are to be stored: a run. */
export interface Recordable {
  /** All that is not stored yet, made anew at each try, so that a store that is gone for long costs no memory; undefined when nothing is. */
  toWrite(): RunWrite | undefined;
  /** Hears that a write of its own is stored. */
  wrote(write: RunWrite): void;
}

/** `lost`: the hold is worth nothing any more, and nothing was written. */
export type Recorded = 'stored' | 'lost';

/** How long the first of a group of steps waits for others. */
const GATHER_FOR = millisOf(4);
/** And at most, where the store takes long for a write. */
const GATHER_UP_TO = millisOf(25);
/** Runs a write: more would hold up the process for longer than looks like to wait. */
const MOST = 256;
/** How long writes are made before they are recorded. */
const AT_A_STRETCH = millisOf(25);

export interface JournalParts extends Omit<StorePatience, 'signal'> {
  readonly runs: Pick<RunStore, 'record'>;
  readonly measures: Pick<RunMeasures, 'recorded' | 'recordFailed'>;
}

/** Stores the steps of all runs, those of many runs in one write. */
export class Journal {
  readonly #parts: JournalParts;
  readonly #closing = new AbortController();
  readonly #queued = new Map<Recordable, Promise<Outcome>>();
  readonly #group: Gathered<Recordable, Outcome>;

  constructor(parts: JournalParts) {
    this.#parts = parts;
    this.#group = new Gathered({
      clock: parts.steady,
      gatherFor: GATHER_FOR,
      gatherUpTo: GATHER_UP_TO,
      most: MOST,
      together: (runs) => this.#write(runs),
    });
  }

  /** How many runs wait, those on their way not counted. */
  get waiting(): number {
    return this.#group.waiting;
  }

  /**
   * Stores all that a run has to write when it is its turn; resolves once that is through, however long the store is gone.
   *
   * @throws Fault STORE_UNAVAILABLE once the journal is closed, and whatever the store says of this very write: it can be tried again
   */
  async store(run: Recordable): Promise<Recorded> {
    const stored = this.#queued.get(run) ?? this.#group.add(run);
    this.#queued.set(run, stored);
    const outcome = await stored;
    if (typeof outcome === 'object') throw outcome.thrown;
    return outcome;
  }

  /** Tries no more. */
  close(): void {
    this.#closing.abort();
  }

  async #write(runs: readonly Recordable[]): Promise<readonly Outcome[]> {
    // What is new from now on takes another turn.
    for (const run of runs) this.#queued.delete(run);
    const { random, steady, log, measures } = this.#parts;
    const patience = { random, steady, log, signal: this.#closing.signal };
    const begun = steady.now();
    const written = await untilStored(
      'steps could not be written',
      () => this.#record(runs),
      patience,
      () => measures.recordFailed(),
    );
    measures.recorded(runs.length, steady.now() - begun);
    return written;
  }

  async #record(runs: readonly Recordable[]): Promise<readonly Outcome[]> {
    const outcomes: Outcome[] = [];
    while (outcomes.length < runs.length) outcomes.push(...(await this.#recordSome(runs.slice(outcomes.length))));
    return outcomes;
  }

  /** Records as many of the runs as are made ready at a stretch, the first of them: where conditions are long or values large, others have their turns in between. */
  async #recordSome(runs: readonly Recordable[]): Promise<readonly Outcome[]> {
    const { steady } = this.#parts;
    const end = after(steady.now(), AT_A_STRETCH);
    const some: { readonly run: Recordable; readonly write: RunWrite | undefined }[] = [];
    for (const run of runs) {
      some.push({ run, write: run.toWrite() });
      if (steady.now() >= end) break;
    }
    const present = some.flatMap(({ write }) => write ?? []);
    const unwritten = present.length === 0 ? NONE : await this.#recordAll(present);
    return some.map(({ run, write }) => {
      const why = write && unwritten.get(write.hold.id);
      if (why !== undefined) return why;
      if (write !== undefined) run.wrote(write);
      return 'stored';
    });
  }

  /** What was not written, by the run's id. One write that the store cannot take must not hold up those of others. */
  async #recordAll(writes: readonly RunWrite[]): Promise<ReadonlyMap<string, Outcome>> {
    try {
      const lost = await this.#parts.runs.record(writes);
      return new Map([...lost].map((id) => [id, 'lost']));
    } catch (thrown) {
      if (isStoreGone(thrown)) throw thrown;
      if (writes.length === 1) return new Map(writes.map(({ hold }) => [hold.id, { thrown }]));
      const unwritten = new Map<string, Outcome>();
      for (const write of writes) for (const [id, why] of await this.#recordAll([write])) unwritten.set(id, why);
      return unwritten;
    }
  }
}

type Outcome = Recorded | { readonly thrown: unknown };

const NONE: ReadonlyMap<string, Outcome> = new Map();
