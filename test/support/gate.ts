import { after, type Instant, type Millis, millisOf } from '../../src/core/instant.ts';
import type { JsonObject } from '../../src/core/json.ts';
import { listIn, textIn } from '../../src/core/json-members.ts';
import { type RunsService, startRuns } from '../../src/service/runs/start-runs.ts';
import type { StoredRun } from '../../src/service/store/rows.ts';
import { openSqlite } from '../../src/service/store/sqlite/open-sqlite.ts';
import type { Store } from '../../src/service/store/store.ts';
import { VirtualClock } from '../../src/simulator/virtual-clock.ts';
import { aroundStore } from './around-store.ts';
import { T0 } from './builders.ts';
import { cli } from './cli-world.ts';
import { MortalClock } from './mortal-clock.ts';
import {
  type Answering,
  type Backend,
  backend,
  type Counted,
  counted,
  type KeptLog,
  keptLog,
  type PartsGiven,
  partsOf,
} from './service-runs.ts';

/** A replica of a gate, that can die. */
export interface GateReplica extends RunsService {
  readonly measures: Counted;
  readonly log: KeptLog;
  /** The time of day as this replica sees it. */
  readonly clock: MortalClock;
  /** Stands still, as a process does whose machine is paused, until `resume`. */
  pause(): void;
  resume(): void;
  /** From now on it does nothing any more; what it has told the store to do is done. */
  kill(): void;
}

/** A gate on a virtual clock, with a real SQLite store in memory and a made-up backend. */
export interface Gate {
  readonly clock: VirtualClock;
  readonly store: Store;
  readonly backend: Backend;
  /** Begins a replica. */
  replica(given?: Partial<PartsGiven>): GateReplica;
  /** Waits on the virtual clock until a run has ended, read from the store. @throws Error after an hour */
  ended(run: Pick<StoredRun, 'id'>, attempt?: number): Promise<StoredRun>;
  /** Stops all replicas and closes the store. */
  close(): Promise<void>;
}

export async function openGate(answer: Answering = () => ({ value: 1 })): Promise<Gate> {
  const clock = new VirtualClock(T0);
  const store = await openSqlite({ clock });
  const backends = backend(answer, clock);
  const replicas: GateReplica[] = [];
  return {
    clock,
    store,
    backend: backends,
    replica(given = {}) {
      const replica = startReplica({ store, providers: [backends.provider], ...given, clock });
      replicas.push(replica);
      return replica;
    },
    async ended({ id }, attempt = 1) {
      const end = after(clock.now(), millisOf(3_600_000));
      for (;;) {
        const run = await store.runs.get('team', id);
        if (run !== undefined && run.attempt >= attempt && run.stand.verdict !== null) return run;
        if (clock.now() > end) throw new Error(`run ${id} goes on: ${JSON.stringify(run?.stand.status)}`);
        await clock.next();
      }
    },
    async close() {
      await Promise.all(replicas.map((replica) => clock.until(replica.stop())));
      await store.close();
    },
  };
}

function startReplica(given: PartsGiven): GateReplica {
  const day = new MortalClock(given.clock);
  const steady = new MortalClock(given.clock);
  const [measures, log] = [counted(), keptLog()];
  let isDead = false;
  // A process that is dead hears no answer, and asks nothing.
  const store = aroundStore(given.store, async (_name, carryOut) => {
    if (isDead) return never();
    const answer = await carryOut();
    return isDead ? never() : answer;
  });
  const service = startRuns(partsOf({ measures, log, ...given, store, clock: day, steady }));
  return {
    runs: service.runs,
    feed: service.feed,
    load: () => service.load(),
    stop: () => (isDead ? Promise.resolve() : service.stop()),
    measures,
    log,
    clock: day,
    pause() {
      day.pause();
      steady.pause();
    },
    resume() {
      day.resume();
      steady.resume();
    },
    kill() {
      isDead = true;
      day.kill();
      steady.kill();
    },
  };
}

function never<T>(): Promise<T> {
  return new Promise(() => {});
}

/** Numbers and kinds of an attempt's steps and end, in their order. */
export async function entriesOf(store: Store, id: string, attempt = 1): Promise<readonly string[]> {
  const entries = await store.history.ofAttempt(id, attempt, 0, 10_000);
  return entries.map(({ number, kind }) => `${number} ${kind}`);
}

/** Measurements in an attempt's history, as `metric startedAt`, in their order. */
export async function measuredIn(store: Store, id: string, attempt = 1): Promise<readonly string[]> {
  const entries = await store.history.ofAttempt(id, attempt, 0, 10_000);
  return entries.flatMap(({ body }) =>
    listIn(body, 'looks').map((look) => `${textIn(look, 'metric')} ${textIn(look, 'startedAt')}`),
  );
}

/** Replays evidence as `verdict replay` does. @returns the exit code and what was said beside the report */
export async function replayed(evidence: JsonObject | undefined): Promise<{ code: number; said: string }> {
  const { code, stderr } = await cli(['replay', '-'], { stdin: JSON.stringify(evidence) });
  return { code, said: stderr };
}

/** So many seconds. */
export function seconds(count: number): Millis {
  return millisOf(count * 1_000);
}

/** So many seconds after the gate was opened. */
export function moment(count: number): Instant {
  return after(T0, seconds(count));
}
