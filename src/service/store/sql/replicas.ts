import { type RawBuilder, type SqlBool, sql } from 'kysely';
import type { ReplicaStore } from '../store.ts';
import type { Engine, Write } from './engine.ts';
import type { Db } from './tables.ts';

/** How long a replica that is dead is remembered, in milliseconds: longer than any pause from which it may come back. */
const A_WEEK = 7 * 24 * 60 * 60_000;

/** Replicas with the moment up to which they live; one row each, so that holding many runs costs no more than holding one. */
export function replicaStore(engine: Engine): ReplicaStore {
  const { says } = engine;
  return {
    beat: (replica, ttl) =>
      engine.write(async ({ db }) => {
        const expires_at = sql<number>`${says.now()} + ${ttl}`;
        const row = db.selectFrom('replicas').select(lives(engine).as('lives')).where('id', '=', replica);
        const there = await (says.forUpdate ? row.modifyEnd(says.forUpdate) : row).executeTakeFirst();
        if (there !== undefined) {
          await db.updateTable('replicas').set({ expires_at, ttl }).where('id', '=', replica).execute();
          return Boolean(there.lives);
        }
        await db.insertInto('replicas').values({ id: replica, expires_at, ttl }).execute();
        await db.deleteFrom('replicas').where('expires_at', '<', sql<number>`${says.now()} - ${A_WEEK}`).execute();
        return true;
      }),

    leave: (replica) =>
      engine.write(async (write) => {
        await giveBackRuns(engine, write, replica);
        await write.db
          .updateTable('callbacks')
          .set({ taken_by: null, due_at: 0 })
          .where('taken_by', '=', replica)
          .where('done_at', 'is', null)
          .execute();
        await write.db.deleteFrom('replicas').where('id', '=', replica).execute();
        write.tell({ kind: 'runs' });
        write.tell({ kind: 'callbacks' });
      }),
  };
}

async function giveBackRuns({ says }: Engine, { db }: Write, replica: string): Promise<void> {
  const held = db
    .selectFrom('attempts')
    .select('run_id')
    .where('owner', '=', replica)
    .where('ended_at', 'is', null)
    .orderBy('run_id');
  const rows = await (says.forUpdate ? held.modifyEnd(says.forUpdate) : held).execute();
  const isHeld = says.isAmong(
    'run_id',
    rows.map(({ run_id }) => run_id),
  );
  await db
    .updateTable('attempts')
    .set(({ eb }) => ({ owner: null, fence: eb('fence', '+', 1) }))
    .where(isHeld)
    .where('ended_at', 'is', null)
    .execute();
}

/**
 * Ids of the replicas that live. One whose time is over much later than it can have said has died before the clock was set back, or will
 * say soon that it lives.
 */
export function livingReplicas(engine: Engine, db: Db) {
  return db.selectFrom('replicas').select('id').where(lives(engine));
}

function lives({ says }: Engine): RawBuilder<SqlBool> {
  return sql<SqlBool>`(expires_at > ${says.now()} and expires_at <= ${says.now()} + 2 * ttl)`;
}

/** Says that none of the replicas lives, and gives back what they held: for whoever knows to be alone. */
export async function forgetReplicas(db: Db): Promise<void> {
  await db
    .updateTable('attempts')
    .set(({ eb }) => ({ owner: null, fence: eb('fence', '+', 1) }))
    .where('ended_at', 'is', null)
    .where('owner', 'is not', null)
    .execute();
  const free = { taken_by: null, due_at: 0 };
  await db.updateTable('callbacks').set(free).where('taken_by', 'is not', null).where('done_at', 'is', null).execute();
  await db.deleteFrom('replicas').execute();
}
