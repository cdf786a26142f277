import { randomUUID } from 'node:crypto';
import type { Verdict } from '../../src/analysis/explanation.ts';
import { type Instant, instantOf } from '../../src/core/instant.ts';
import { BLANK_STAND, type HistoryEntry, type Hold, type Stand, type StoredRun } from '../../src/service/store/rows.ts';
import type { Created, NewRun, RunWrite, Store } from '../../src/service/store/store.ts';
import { T0 } from './builders.ts';

/** A run to be made; only what matters is said. */
export function newRun(run: Partial<StoredRun> = {}, key?: string, fingerprint = 'same'): NewRun {
  return {
    run: {
      id: randomUUID(),
      namespace: 'shop',
      name: 'checkout-1',
      labels: {},
      wish: { source: ['checkout'], documents: [{ kind: 'AnalysisTemplate' }], spec: { metrics: [] } },
      attempt: 1,
      stand: BLANK_STAND,
      createdAt: T0,
      isTerminating: false,
      ...run,
    },
    body: { by: 'token ci' },
    ...(key !== undefined && { idempotency: { key, fingerprint } }),
  };
}

/** A run that is there, and the right to write it. */
export interface Held {
  readonly run: StoredRun;
  readonly hold: Hold;
}

/** What of it a write needs, claimed or started. */
export type Writable = Pick<Held, 'hold'> & { readonly run: Pick<StoredRun, 'attempt'> };

/** A run as it is claimed. */
export function withoutStand(run: StoredRun): Omit<StoredRun, 'stand'> {
  const { id, namespace, name, labels, wish, attempt, createdAt, isTerminating } = run;
  return { id, namespace, name, labels, wish, attempt, createdAt, isTerminating };
}

/** Starts runs that `replica` holds. */
export async function started(store: Store, asked: readonly NewRun[], replica = 'one'): Promise<readonly Held[]> {
  const created = await store.runs.create(asked, replica, T0);
  return asked.map(({ run }, index) => heldOf(run, created[index]));
}

/** Starts one run that `replica` holds. */
export async function startedOne(store: Store, run: Partial<StoredRun> = {}, replica = 'one'): Promise<Held> {
  const [held] = await started(store, [newRun(run)], replica);
  if (held === undefined) throw new Error('nothing was started');
  return held;
}

function heldOf(run: StoredRun, created: Created | undefined): Held {
  if (created?.kind !== 'created') throw new Error(`nothing was started: ${created?.kind}`);
  return { run, hold: created.hold };
}

export function running(status: Partial<Stand> = {}): Stand {
  return { ...BLANK_STAND, phase: 'Running', explanation: { sentence: 'so far, so good' }, startedAt: T0, ...status };
}

export function ended(verdict: Verdict = 'pass', endedAt: Instant = instantOf(T0 + 60_000)): Stand {
  const phase = verdict === 'pass' ? 'Successful' : 'Failed';
  return running({ verdict, phase, explanation: { verdict, sentence: `it was ${verdict}` }, endedAt });
}

type Entry = RunWrite['entries'][number];

/** Steps with the numbers from `first` to `last`. */
export function steps(first: number, last: number): readonly Entry[] {
  return Array.from({ length: last - first + 1 }, (_, index) => ({
    number: first + index,
    kind: 'step',
    at: instantOf(T0 + first + index),
    body: { step: first + index },
  }));
}

/** A write of a run that goes on. */
export function write({ hold, run }: Writable, entries: readonly Entry[], more: Partial<RunWrite> = {}): RunWrite {
  return { hold, attempt: run.attempt, stand: running(), dueAt: T0, entries, callbacks: [], ...more };
}

/** Ends a run with the given number. */
export async function end(store: Store, held: Writable, stand: Stand = ended(), number = 0): Promise<void> {
  const last: Entry = { number, kind: 'ended', at: stand.endedAt ?? T0, body: {} };
  const lost = await store.runs.record([write(held, [last], { stand })]);
  if (lost.size > 0) throw new Error('the run was not ended: its hold was lost');
}

/** Whether something happened, and in which order: `kind` or `kind number`. */
export function said(entries: readonly HistoryEntry[]): readonly string[] {
  return entries.map(({ kind, number }) => (number === undefined ? kind : `${kind} ${number}`));
}
