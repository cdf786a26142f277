import type { RunWrite } from '../../store.ts';
import type { NewEntry } from '../append-history.ts';
import type { Tables } from '../tables.ts';
import { standColumns } from './run-rows.ts';

/** An attempt as it is found, and locked, before it is written. */
export type Locked = Pick<
  Tables['attempts'],
  'run_id' | 'attempt' | 'namespace' | 'fence' | 'owner' | 'next_number' | 'ended_at'
>;

/** What a batch of writes comes to. */
export interface WritePlan {
  /** Ids of the runs whose hold was lost. */
  readonly lost: ReadonlySet<string>;
  readonly attempts: readonly AttemptChange[];
  readonly ended: readonly Pick<Tables['runs'], 'id' | 'verdict' | 'ended_at'>[];
  readonly entries: readonly NewEntry[];
  readonly callbacks: RunWrite['callbacks'];
}

type AttemptChange = Pick<Tables['attempts'], 'run_id' | 'attempt' | 'next_number' | 'owner' | 'due_at'> &
  ReturnType<typeof standColumns>;

/**
 * Decides what a batch of writes comes to. A write counts if its hold is that of the attempt that it is for. Of its entries those that
 * are there already are passed over; if the attempt has ended, all of them must be there, and nothing is written.
 * Several writes of one run are taken in their order.
 *
 * @throws Error for an entry whose number leaves a gap
 */
export function planWrites(locked: readonly Locked[], writes: readonly RunWrite[]): WritePlan {
  const attempts = new Map(
    locked.map((row) => [`${row.run_id} ${row.attempt}`, { ...row, isEnded: row.ended_at !== null }]),
  );
  const lost = new Set<string>();
  const changes = new Map<string, AttemptChange>();
  const entries: NewEntry[] = [];
  const callbacks: RunWrite['callbacks'][number][] = [];
  for (const write of writes) {
    const key = `${write.hold.id} ${write.attempt}`;
    const there = attempts.get(key);
    const isHeld = there?.fence === write.hold.fence;
    const fresh = write.entries.filter(({ number }) => number >= (there?.next_number ?? 0));
    if (there === undefined || !isHeld || (there.isEnded && fresh.length > 0)) {
      lost.add(write.hold.id);
      continue;
    }
    if (there.isEnded) continue;
    refuseGap(write, fresh, there.next_number);
    const columns = endedFor(write);
    there.next_number += fresh.length;
    there.isEnded = write.stand.verdict !== null;
    const { run_id, attempt, next_number, namespace } = there;
    const owner = there.isEnded ? null : there.owner;
    changes.set(key, { run_id, attempt, next_number, ...columns, owner, due_at: write.dueAt });
    entries.push(...fresh.map((entry) => ({ ...entry, namespace, runId: run_id, attempt, after: columns })));
    callbacks.push(...write.callbacks);
  }
  const all = [...changes.values()];
  const ended = all.filter(({ ended_at }) => ended_at !== null);
  return {
    lost,
    attempts: all,
    ended: ended.map(({ run_id, verdict, ended_at }) => ({ id: run_id, verdict, ended_at })),
    entries,
    callbacks,
  };
}

function refuseGap({ hold }: RunWrite, fresh: RunWrite['entries'], nextNumber: number): void {
  const gap = fresh.find(({ number }, index) => number !== nextNumber + index);
  if (gap === undefined) return;
  throw new Error(`run ${hold.id}: entry ${gap.number} was to be written, and the next number is ${nextNumber}`);
}

/** An attempt that has a verdict has ended, at its last entry if it does not say when. */
function endedFor({ stand, entries }: RunWrite): ReturnType<typeof standColumns> {
  const columns = standColumns(stand);
  if (stand.verdict === null || columns.ended_at !== null) return columns;
  return { ...columns, ended_at: entries.at(-1)?.at ?? stand.startedAt ?? 0 };
}
