import { sql } from 'kysely';
import { instantOf } from '../../../core/instant.ts';
import type { StoredCallback } from '../rows.ts';
import type { CallbackStore } from '../store.ts';
import type { Engine } from './engine.ts';
import { fromJsonText } from './json-text.ts';

/** What is to be told to the outside. What was told stays with its run, so that a step that is written again does not tell it again. */
export function callbackStore(engine: Engine): CallbackStore {
  const { says } = engine;
  return {
    take: (replica, leaseFor, limit) =>
      engine.write(async ({ db }) => {
        const due = db
          .selectFrom('callbacks')
          .select(['id', 'namespace', 'run_id', 'attempt', 'url', 'event', 'created_at', 'tries'])
          .where('done_at', 'is', null)
          .where('due_at', '<=', says.now())
          .orderBy('due_at')
          .orderBy('created_at')
          .orderBy('id')
          .limit(limit);
        const rows = await (says.forUpdateSkipLocked ? due.modifyEnd(says.forUpdateSkipLocked) : due).execute();
        await db
          .updateTable('callbacks')
          .set(({ eb }) => ({
            taken_by: replica,
            tries: eb('tries', '+', 1),
            due_at: sql<number>`${says.now()} + ${leaseFor}`,
          }))
          .where(
            says.isAmong(
              'id',
              rows.map(({ id }) => id),
            ),
          )
          .execute();
        return rows.map(
          (row): StoredCallback => ({
            id: row.id,
            namespace: row.namespace,
            runId: row.run_id,
            attempt: row.attempt,
            url: fromJsonText(row.url),
            // Only events are written there.
            event: row.event as StoredCallback['event'],
            createdAt: instantOf(row.created_at),
            tries: row.tries + 1,
          }),
        );
      }),

    done: (id, outcome, now) =>
      engine.write(async ({ db }) => {
        const row = { done_at: now, outcome };
        await db.updateTable('callbacks').set(row).where('id', '=', id).where('done_at', 'is', null).execute();
      }),

    again: (id, pause) =>
      engine.write(async ({ db }) => {
        const due_at = sql<number>`${says.now()} + ${pause}`;
        const row = { due_at, taken_by: null };
        await db.updateTable('callbacks').set(row).where('id', '=', id).where('done_at', 'is', null).execute();
      }),
  };
}
