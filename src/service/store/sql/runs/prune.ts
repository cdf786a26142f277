import { sql } from 'kysely';
import type { Instant } from '../../../../core/instant.ts';
import type { Engine, Write } from '../engine.ts';

/** What retention wants. */
interface Retention {
  readonly namespace: string;
  /** Runs that ended before it go. */
  readonly before?: Instant;
  /** Of those that ended last, so many stay. */
  readonly keep?: number;
}

/** How long keys and entries of deleted runs are kept, in milliseconds. */
const A_DAY = 24 * 60 * 60_000;
/** How many of each are forgotten at once. */
const MOST_FORGOTTEN = 1000;

/**
 * Deletes what retention does not want any more. A run with a callback that was neither taken nor given up stays: its body is made of it.
 *
 * @returns how many runs were deleted
 */
export async function prune(engine: Engine, retention: Retention, limit: number): Promise<number> {
  return engine.write(async (write) => {
    await forget(engine, write, retention.namespace);
    const ids = await unwanted(engine, write, retention, limit);
    if (ids.length === 0) return 0;
    await write.db.deleteFrom('history').where(engine.says.isAmong('run_id', ids)).execute();
    await write.db.deleteFrom('runs').where(engine.says.isAmong('id', ids)).execute();
    return ids.length;
  });
}

/** Passes over runs that somebody is writing, such as by a retry: they may not have ended any more. */
async function unwanted(
  { says }: Engine,
  { db }: Write,
  { namespace, before, keep }: Retention,
  limit: number,
): Promise<readonly string[]> {
  const ended = db.selectFrom('runs as r').where('r.namespace', '=', namespace).where('r.ended_at', 'is not', null);
  const first =
    keep === undefined
      ? undefined
      : await ended
          .select(['r.ended_at', 'r.id'])
          .orderBy('r.ended_at', 'desc')
          .orderBy('r.id', 'desc')
          .offset(keep)
          .limit(1)
          .executeTakeFirst();
  const old = ended
    .innerJoin('attempts as a', (on) => on.onRef('a.run_id', '=', 'r.id').onRef('a.attempt', '=', 'r.attempt'))
    .select('r.id')
    .where((be) =>
      be.or([
        ...(before === undefined ? [] : [be('r.ended_at', '<', before)]),
        ...(first === undefined ? [] : [sql<boolean>`(r.ended_at, r.id) <= (${first.ended_at}, ${first.id})`]),
      ]),
    )
    .where((be) => {
      const pending = be.selectFrom('callbacks as c').select('c.id').where('c.done_at', 'is', null);
      return be.not(be.exists(pending.whereRef('c.run_id', '=', 'r.id')));
    })
    .orderBy('r.ended_at')
    .orderBy('r.id')
    .limit(limit);
  const rows = await (says.forUpdateSkipLocked ? old.modifyEnd(says.forUpdateSkipLocked) : old).execute();
  return rows.map(({ id }) => id);
}

async function forget({ says }: Engine, { db }: Write, namespace: string): Promise<void> {
  const bound = sql<number>`${says.now()} - ${A_DAY}`;
  const keys = db
    .selectFrom('idempotency_keys')
    .select('key')
    .where('namespace', '=', namespace)
    .where('created_at', '<', bound)
    .orderBy('created_at')
    .limit(MOST_FORGOTTEN);
  await db.deleteFrom('idempotency_keys').where('namespace', '=', namespace).where('key', 'in', keys).execute();
  const entries = db
    .selectFrom('history')
    .select('id')
    .where('namespace', '=', namespace)
    // In the text, as in the index that has only these.
    .where('kind', '=', sql.lit('deleted'))
    .where('at', '<', bound)
    .limit(MOST_FORGOTTEN);
  await db.deleteFrom('history').where('id', 'in', entries).execute();
}
