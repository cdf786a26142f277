import type { Instant } from '../../../../core/instant.ts';
import type { JsonObject } from '../../../../core/json.ts';
import { BLANK_STAND, type HistoryKind, type StoredRun } from '../../rows.ts';
import type { RunStore } from '../../store.ts';
import { appendHistory } from '../append-history.ts';
import type { Engine, Write } from '../engine.ts';
import { type LockedAttempt, lockNewest } from './lock-newest.ts';
import { runOf, standColumns, wholeRuns } from './run-rows.ts';

/** What callers ask of a run that is there. */
type Asks = Pick<RunStore, 'terminate' | 'retry' | 'delete'>;

export function asks(engine: Engine): Asks {
  return {
    terminate: (namespace, id, body, now) =>
      engine.write(async (write) => {
        const newest = await lockNewest(engine, write, namespace, id);
        if (newest === undefined) return undefined;
        if (newest.ended_at === null && newest.is_terminating === 0) {
          await set(write, newest, { is_terminating: 1 });
          await say(engine, write, newest, { kind: 'terminating', at: now, body });
        }
        return await whole(write, id);
      }),

    retry: (namespace, id, body, now) =>
      engine.write(async (write) => {
        const newest = await lockNewest(engine, write, namespace, id);
        if (newest === undefined) return undefined;
        if (newest.ended_at === null) return { kind: 'running' };
        const next = await beginAttempt(write, newest);
        write.tell({ kind: 'runs' });
        await say(engine, write, next, { kind: 'retried', at: now, body });
        return { kind: 'retried', run: await whole(write, id) };
      }),

    delete: (namespace, id, body, now) =>
      engine.write(async (write) => {
        const newest = await lockNewest(engine, write, namespace, id);
        if (newest === undefined) return 'missing';
        if (newest.ended_at === null) return 'running';
        await write.db.deleteFrom('runs').where('id', '=', id).execute();
        await write.db.deleteFrom('history').where('run_id', '=', id).execute();
        await say(engine, write, newest, { kind: 'deleted', at: now, body });
        return 'deleted';
      }),
  };
}

/** An attempt that nobody holds; its fence goes on where the old one's ended. */
async function beginAttempt({ db }: Write, old: LockedAttempt): Promise<LockedAttempt> {
  const { stand, started_at, ...columns } = standColumns(BLANK_STAND);
  const { run_id, namespace, created_at } = old;
  const next = {
    run_id,
    namespace,
    created_at,
    attempt: old.attempt + 1,
    fence: old.fence + 1,
    is_terminating: 0,
    ...columns,
  };
  await db
    .insertInto('attempts')
    .values({ ...next, owner: null, next_number: 0, started_at, stand, due_at: 0 })
    .execute();
  const { attempt, verdict, ended_at } = next;
  await db.updateTable('runs').set({ attempt, verdict, ended_at }).where('id', '=', run_id).execute();
  return next;
}

async function set({ db }: Write, { run_id, attempt }: LockedAttempt, row: { is_terminating: number }): Promise<void> {
  await db.updateTable('attempts').set(row).where('run_id', '=', run_id).where('attempt', '=', attempt).execute();
}

async function say(
  engine: Engine,
  write: Write,
  { run_id, attempt, namespace, verdict, phase, sentence }: LockedAttempt,
  entry: { readonly kind: HistoryKind; readonly at: Instant; readonly body: JsonObject },
): Promise<void> {
  write.tell({ kind: 'run', id: run_id });
  const after = { verdict, phase, sentence };
  await appendHistory(engine, write, [{ ...entry, namespace, runId: run_id, attempt, number: null, after }]);
}

async function whole({ db }: Write, id: string): Promise<StoredRun> {
  return runOf(await wholeRuns(db).where('r.id', '=', id).executeTakeFirstOrThrow());
}
