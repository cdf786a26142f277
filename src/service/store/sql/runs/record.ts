import type { RunWrite } from '../../store.ts';
import { appendHistory } from '../append-history.ts';
import type { BulkInsert, BulkUpdate } from '../bulk.ts';
import type { Engine, Write } from '../engine.ts';
import { jsonText } from '../json-text.ts';
import { type Locked, planWrites } from './plan-writes.ts';

const ATTEMPTS: BulkUpdate = {
  table: 'attempts',
  keys: { run_id: 'text', attempt: 'integer' },
  columns: {
    next_number: 'integer',
    verdict: 'text',
    phase: 'text',
    sentence: 'json',
    started_at: 'double precision',
    ended_at: 'double precision',
    owner: 'text',
    stand: 'json',
    due_at: 'double precision',
  },
};
const RUNS: BulkUpdate = {
  table: 'runs',
  keys: { id: 'text' },
  columns: { verdict: 'text', ended_at: 'double precision' },
};
const CALLBACKS: BulkInsert = {
  table: 'callbacks',
  columns: {
    id: 'text',
    namespace: 'text',
    run_id: 'text',
    attempt: 'integer',
    url: 'json',
    event: 'text',
    created_at: 'double precision',
    tries: 'integer',
    due_at: 'double precision',
  },
  passesOver: true,
};

/**
 * Writes steps of many runs. Their attempts are locked first, in the order of their ids, so that what the plan was made from still holds
 * when it is carried out, and batches that share runs do not wait for each other in a ring.
 *
 * @returns the ids of the runs whose hold was lost
 */
export async function record(engine: Engine, writes: readonly RunWrite[]): Promise<ReadonlySet<string>> {
  if (writes.length === 0) return new Set();
  return engine.write(async (write) => {
    const plan = planWrites(await lock(engine, write, writes), writes);
    const { says } = engine;
    await says.updateAll(write.db, ATTEMPTS, plan.attempts);
    await says.updateAll(write.db, RUNS, plan.ended);
    await says.insertAll(
      write.db,
      CALLBACKS,
      plan.callbacks.map((callback) => ({
        id: callback.id,
        namespace: callback.namespace,
        run_id: callback.runId,
        attempt: callback.attempt,
        url: jsonText(callback.url),
        event: callback.event,
        created_at: callback.createdAt,
        tries: 0,
        // At once, by whichever clock.
        due_at: 0,
      })),
    );
    for (const { id } of plan.ended) write.tell({ kind: 'run', id });
    if (plan.callbacks.length > 0) write.tell({ kind: 'callbacks' });
    await appendHistory(engine, write, plan.entries);
    return plan.lost;
  });
}

async function lock({ says }: Engine, { db }: Write, writes: readonly RunWrite[]): Promise<readonly Locked[]> {
  const rows = db
    .selectFrom('attempts')
    .select(['run_id', 'attempt', 'namespace', 'fence', 'owner', 'next_number', 'ended_at'])
    .where(
      says.isAmong(
        'run_id',
        writes.map(({ hold }) => hold.id),
      ),
    )
    .orderBy('run_id')
    .orderBy('attempt');
  return await (says.forUpdate ? rows.modifyEnd(says.forUpdate) : rows).execute();
}
