import { instantOf } from '../../../core/instant.ts';
import type { HistoryEntry } from '../rows.ts';
import type { HistoryStore } from '../store.ts';
import type { Engine } from './engine.ts';
import { fromJsonText, jsonText } from './json-text.ts';
import type { Db, Tables } from './tables.ts';

/** What happened in runs. */
export function historyStore(engine: Engine): HistoryStore {
  const { says } = engine;
  return {
    since: (after, { namespace, runId }, limit) =>
      engine.read(async (db) => {
        const all = entries(db).where('id', '>', after).orderBy('id').limit(limit);
        const some = namespace === undefined ? all : all.where('namespace', '=', namespace);
        const rows = await (runId === undefined ? some : some.where('run_id', '=', runId)).execute();
        return rows.map(entryOf);
      }),

    newest: () =>
      engine.read(async (db) => {
        const row = await db
          .selectFrom('history')
          .select(({ fn }) => fn.max('id').as('id'))
          .executeTakeFirst();
        return row?.id ?? 0;
      }),

    ofAttempt: (runId, attempt, from, limit) =>
      engine.read(async (db) => {
        const rows = await entries(db)
          .where('run_id', '=', runId)
          .where('attempt', '=', attempt)
          .where('number', '>=', from)
          .orderBy('number')
          .limit(limit)
          .execute();
        return rows.map(entryOf);
      }),

    endOf: (runId, attempt) =>
      engine.read(async (db) => {
        const row = await db
          .selectFrom('attempts')
          .select('stand')
          .where('run_id', '=', runId)
          .where('attempt', '=', attempt)
          .where('ended_at', 'is not', null)
          .executeTakeFirst();
        return row && fromJsonText(row.stand);
      }),

    beginOf: (runId, attempt) =>
      engine.read(async (db) => {
        const row = await db
          .selectFrom('attempt_begins')
          .select(['number', 'status'])
          .where('run_id', '=', runId)
          .where('attempt', '=', attempt)
          .executeTakeFirst();
        return row && { number: row.number, status: fromJsonText(row.status) };
      }),

    trim: (hold, attempt, begin) =>
      engine.write(async ({ db }) => {
        const row = db
          .selectFrom('attempts')
          .select('next_number')
          .where('run_id', '=', hold.id)
          .where('attempt', '=', attempt)
          .where('fence', '=', hold.fence)
          .where('ended_at', 'is', null);
        const held = await (says.forUpdate ? row.modifyEnd(says.forUpdate) : row).executeTakeFirst();
        // Never beyond what was written: numbers must not have a gap.
        if (held === undefined || begin.number > held.next_number) return;
        const status = jsonText(begin.status);
        const { numInsertedOrUpdatedRows: moved } = await db
          .insertInto('attempt_begins')
          .values({ run_id: hold.id, attempt, number: begin.number, status })
          .onConflict((there) =>
            there
              .columns(['run_id', 'attempt'])
              .doUpdateSet({ number: begin.number, status })
              .where('attempt_begins.number', '<', begin.number),
          )
          .executeTakeFirstOrThrow();
        if (moved === 0n) return;
        await db
          .deleteFrom('history')
          .where('run_id', '=', hold.id)
          .where('attempt', '=', attempt)
          .where('number', '<', begin.number)
          .execute();
      }),
  };
}

type Row = Pick<Tables['history'], Exclude<keyof Tables['history'], 'id'>> & { readonly id: number };

function entries(db: Db) {
  return db
    .selectFrom('history')
    .select(['id', 'namespace', 'run_id', 'attempt', 'number', 'kind', 'at', 'body', 'verdict', 'phase', 'sentence']);
}

function entryOf(row: Row): HistoryEntry {
  return {
    id: row.id,
    namespace: row.namespace,
    runId: row.run_id,
    attempt: row.attempt,
    ...(row.number !== null && { number: row.number }),
    // Only kinds and verdicts are written there.
    kind: row.kind as HistoryEntry['kind'],
    at: instantOf(row.at),
    body: fromJsonText(row.body),
    after: {
      verdict: row.verdict as HistoryEntry['after']['verdict'],
      phase: row.phase,
      sentence: fromJsonText(row.sentence),
    },
  };
}
