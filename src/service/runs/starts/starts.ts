import { waitUntil } from '../../../core/clock.ts';
import { Fault, textOf } from '../../../core/fault.ts';
import { after, millisOf } from '../../../core/instant.ts';
import type { Hold, StoredRun } from '../../store/rows.ts';
import type { Created, NewRun, RunStore, UsedBefore } from '../../store/store.ts';
import { Gathered } from '../gathered.ts';
import type { RunParts } from '../run-parts.ts';
import { isStoreGone, untilStored } from '../store-patience.ts';
import { fingerprintOf } from './fingerprint.ts';
import { type NewRunParts, newRun, type Start } from './new-run.ts';
import type { StartGate } from './start-gate.ts';

export interface StartsParts extends NewRunParts, Pick<RunParts, 'random' | 'log' | 'replica' | 'measures'> {
  readonly runs: Pick<RunStore, 'create' | 'get' | 'usedBefore'>;
  readonly gate: StartGate;
  /** Resolves once the store knows that this replica lives. */
  readonly isAlive: Promise<void>;
  /** Drives a run from now on. */
  readonly begin: (created: CreatedRun) => void;
}

/** A run that was made and is held by this replica. */
export interface CreatedRun {
  readonly kind: 'created';
  readonly hold: Hold;
  readonly run: StoredRun;
}

/** What came of a start. */
export interface Started {
  readonly run: StoredRun;
  /** False for one that the same key had started before. */
  readonly isNew: boolean;
}

/** The first of a group of starts waits so long for others. */
const GATHER_FOR = millisOf(3);
const MOST = 100;
/** How long a caller waits for a store that is gone. */
const PATIENCE = millisOf(3_000);

/** Starts runs: checks each, and stores those of many callers in one write. */
export class Starts {
  readonly #parts: StartsParts;
  readonly #closing = new AbortController();
  /** Aborted once the store knows that this replica lives. */
  readonly #known = new AbortController();
  readonly #group: Gathered<NewRun, Outcome>;

  constructor(parts: StartsParts) {
    this.#parts = parts;
    void parts.isAlive.then(() => this.#known.abort());
    this.#group = new Gathered({
      clock: parts.steady,
      gatherFor: GATHER_FOR,
      most: MOST,
      together: (runs) => this.#create(runs),
    });
  }

  /** @throws Fault as `Runs.start` */
  async start(start: Start): Promise<Started> {
    const leave = this.#parts.gate.enter(start.namespace);
    try {
      await this.#untilAlive();
      const made = await newRun(start, this.#parts).catch((thrown: unknown) => this.#usedBefore(start, thrown));
      const created = 'kind' in made ? made : await this.#group.add(made);
      return this.#taken(created, start.idempotencyKey ?? '');
    } finally {
      leave();
    }
  }

  /** Waits for the store no longer. */
  close(): void {
    this.#closing.abort();
  }

  /** What a replica starts that the store does not know would be anybody's. @throws Fault STORE_UNAVAILABLE */
  async #untilAlive(): Promise<void> {
    const { steady } = this.#parts;
    const patience = AbortSignal.any([this.#known.signal, this.#closing.signal]);
    if (!this.#known.signal.aborted) await waitUntil(steady, after(steady.now(), PATIENCE), patience);
    if (this.#known.signal.aborted) return;
    throw new Fault('STORE_UNAVAILABLE', 'this replica could not tell the database that it lives: nothing was started');
  }

  /** What stands against a start that is repeated may have come up since, such as a template that was deleted: its key still leads to its run. */
  async #usedBefore({ namespace, request, idempotencyKey: key }: Start, thrown: unknown): Promise<UsedBefore> {
    if (key === undefined) throw thrown;
    const known = await this.#parts.runs.usedBefore(namespace, { key, fingerprint: fingerprintOf(request) });
    if (known === undefined) throw thrown;
    return known;
  }

  #taken(created: Outcome, key: string): Started {
    switch (created.kind) {
      case 'created':
        return { run: created.run, isNew: true };
      case 'exists':
        return { run: created.run, isNew: false };
      case 'mismatch':
        throw new Fault('KEY_REUSED', `Idempotency-Key "${key}" was used for another request: use a new key`, { key });
      case 'refused':
        throw created.thrown;
      case 'gone':
        throw new Fault('KEY_REUSED', `Idempotency-Key "${key}" started a run that was deleted since: use a new key`, {
          key,
        });
    }
  }

  async #create(runs: readonly NewRun[]): Promise<readonly Outcome[]> {
    const { steady } = this.#parts;
    const patience = new AbortController();
    const cancel = steady.alarm(after(steady.now(), PATIENCE), () => patience.abort());
    try {
      return await this.#createUntil(runs, AbortSignal.any([this.#closing.signal, patience.signal]));
    } catch (thrown) {
      // It may have been carried out and only the answer got lost: then nobody would drive these runs.
      if (isStoreGone(thrown)) void this.#findOut(runs);
      throw thrown;
    } finally {
      cancel();
    }
  }

  async #createUntil(runs: readonly NewRun[], signal: AbortSignal): Promise<readonly Outcome[]> {
    const { runs: store, replica, clock } = this.#parts;
    const create = () => store.create(runs, replica, clock.now());
    return untilStored('runs could not be started', create, { ...this.#parts, signal }).then(
      (created) => runs.flatMap(({ run }, index) => this.#begun(run, created[index])),
      (thrown: unknown) => this.#createEach(runs, signal, thrown),
    );
  }

  #begun(run: StoredRun, created: Created | undefined): readonly Outcome[] {
    if (created === undefined) return [];
    if (created.kind !== 'created') return [created];
    const begun: CreatedRun = { ...created, run };
    this.#parts.measures.started();
    this.#parts.begin(begun);
    return [begun];
  }

  /** One run that the store cannot take must not hold up the others. */
  async #createEach(runs: readonly NewRun[], signal: AbortSignal, thrown: unknown): Promise<readonly Outcome[]> {
    if (isStoreGone(thrown)) throw thrown;
    if (runs.length === 1) return [{ kind: 'refused', thrown }];
    const outcomes: Outcome[] = [];
    for (const run of runs) outcomes.push(...(await this.#createUntil([run], signal)));
    return outcomes;
  }

  /** Looks which runs of a start without an answer are there, once the store answers again, and drives those. Never rejects. */
  async #findOut(runs: readonly NewRun[]): Promise<void> {
    const { signal } = this.#closing;
    const { runs: store, log } = this.#parts;
    try {
      for (const run of runs) {
        const { namespace, id } = run.run;
        const look = () => store.get(namespace, id);
        const there = await untilStored('a start could not be looked up', look, { ...this.#parts, signal });
        if (there !== undefined) await this.#createUntil([run], signal);
      }
    } catch (thrown) {
      if (!signal.aborted) log.error(`a start could not be looked up: ${textOf(thrown)}`);
    }
  }
}

type Outcome =
  | CreatedRun
  | Exclude<Created, { kind: 'created' }>
  | { readonly kind: 'refused'; readonly thrown: unknown };
