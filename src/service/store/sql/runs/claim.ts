import { sql } from 'kysely';
import { instantOf } from '../../../../core/instant.ts';
import type { ClaimedRun } from '../../rows.ts';
import type { Engine } from '../engine.ts';
import { livingReplicas } from '../replicas.ts';
import type { Db, Tables } from '../tables.ts';
import { wholeRuns, wishedOf } from './run-rows.ts';

/**
 * Takes runs over: those that go on whose owner is nobody, or no living replica. Each gets a new fence. Several replicas that claim at
 * the same time pass over what another one has just locked, and see what it has just taken. The ticket stays with what was taken by it.
 */
export async function claim(
  engine: Engine,
  replica: string,
  limit: number,
  ticket: string,
): Promise<readonly ClaimedRun[]> {
  return engine.write(async ({ db }) => {
    const before = await takenBy(db, replica, ticket);
    if (before.length > 0) return before;
    const ids = await lockFree(engine, db, replica, limit);
    if (ids.length === 0) return [];
    await db
      .updateTable('attempts')
      .set(({ eb }) => ({ owner: replica, ticket, fence: eb('fence', '+', 1) }))
      // A run has one attempt that goes on.
      .where('ended_at', 'is', null)
      .where(engine.says.isAmong('run_id', ids))
      .execute();
    return await takenBy(db, replica, ticket);
  });
}

/** The runs that are free and due first, locked. Asked owner by owner, each of which an index finds; mostly they are nobody, and one that has died. */
async function lockFree(engine: Engine, db: Db, replica: string, limit: number): Promise<readonly string[]> {
  const { forUpdateSkipLocked } = engine.says;
  const free: Pick<Tables['attempts'], 'run_id' | 'created_at' | 'due_at'>[] = [];
  for (const owner of [null, ...(await deadOwners(engine, db, replica))]) {
    const first = db
      .selectFrom('attempts')
      .select(['run_id', 'created_at', 'due_at'])
      .where('ended_at', 'is', null)
      .where('owner', owner === null ? 'is' : '=', owner)
      .orderBy('due_at')
      .orderBy('created_at')
      .orderBy('run_id')
      .limit(limit);
    free.push(...(await (forUpdateSkipLocked ? first.modifyEnd(forUpdateSkipLocked) : first).execute()));
  }
  return free
    .sort((a, b) => a.due_at - b.due_at || a.created_at - b.created_at || (a.run_id < b.run_id ? -1 : 1))
    .slice(0, limit)
    .map(({ run_id }) => run_id);
}

async function takenBy(db: Db, replica: string, ticket: string): Promise<readonly ClaimedRun[]> {
  const rows = await wholeRuns(db)
    .where('a.ended_at', 'is', null)
    .where('a.ticket', '=', ticket)
    .where('a.owner', '=', replica)
    .orderBy('a.due_at')
    .orderBy('r.created_at')
    .orderBy('r.id')
    .execute();
  return rows.map((row) => ({
    hold: { id: row.id, fence: row.fence },
    run: wishedOf(row),
    stand: row.stand,
    ...(row.started_at !== null && { startedAt: instantOf(row.started_at) }),
    dueAt: instantOf(row.due_at),
    nextNumber: row.next_number,
  }));
}

/** Who holds runs that go on and does not live; whoever claims does. Hops from owner to owner, however many runs each has. */
async function deadOwners(engine: Engine, db: Db, replica: string): Promise<readonly string[]> {
  const { rows } = await sql<{ owner: string }>`
    WITH RECURSIVE owners (owner) AS (
      SELECT min(owner) FROM attempts WHERE ended_at IS NULL
      UNION ALL
      SELECT (SELECT min(a.owner) FROM attempts a WHERE a.ended_at IS NULL AND a.owner > owners.owner)
      FROM owners WHERE owners.owner IS NOT NULL
    )
    SELECT owner FROM owners WHERE owner IS NOT NULL AND owner <> ${replica} AND owner NOT IN (${livingReplicas(engine, db)})`.execute(
    db,
  );
  return rows.map(({ owner }) => owner);
}
