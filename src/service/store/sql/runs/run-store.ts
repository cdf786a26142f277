import { sql } from 'kysely';
import type { RunStore } from '../../store.ts';
import type { Engine } from '../engine.ts';
import { livingReplicas } from '../replicas.ts';
import { asks } from './ask.ts';
import { claim } from './claim.ts';
import { create } from './create.ts';
import { list } from './list.ts';
import { namespaces } from './namespaces.ts';
import { prune } from './prune.ts';
import { record } from './record.ts';
import { runOf, wholeRuns } from './run-rows.ts';
import { usedBefore } from './used-before.ts';

/** Runs, with their attempts, wishes, marks and keys. */
export function runStore(engine: Engine): RunStore {
  return {
    ...asks(engine),
    create: (runs, replica, now) => create(engine, runs, replica, now),
    usedBefore: (namespace, idempotency) => usedBefore(engine, namespace, idempotency),
    claim: (replica, limit, ticket) => claim(engine, replica, limit, ticket),
    record: (writes) => record(engine, writes),
    list: (namespace, filter, page) => list(engine, namespace, filter, page),
    namespaces: () => namespaces(engine),
    prune: (retention, limit) => prune(engine, retention, limit),

    get: (namespace, id) =>
      engine.read(async (db) => {
        const whole = wholeRuns(db).where('r.id', '=', id).where('r.namespace', '=', namespace);
        const row = await whole.executeTakeFirst();
        return row && runOf(row);
      }),

    lost: (holds) =>
      engine.read(async (db) => {
        const isAsked = engine.says.isAmong(
          'run_id',
          holds.map(({ id }) => id),
        );
        const rows = await db.selectFrom('attempts').select(['run_id', 'fence', 'ended_at']).where(isAsked).execute();
        const live = rows.filter(({ ended_at }) => ended_at === null);
        const fences = new Map(live.map(({ run_id, fence }) => [run_id, fence]));
        return new Set(holds.filter(({ id, fence }) => fences.get(id) !== fence).map(({ id }) => id));
      }),

    terminating: (ids) =>
      engine.read(async (db) => {
        // There are few, however many ids are asked for, in an index of their own; it is found by what stands in the text.
        const rows = await db
          .selectFrom('attempts')
          .select('run_id')
          .where('ended_at', 'is', null)
          .where('is_terminating', '=', sql.lit(1))
          .execute();
        const all = new Set(rows.map(({ run_id }) => run_id));
        return new Set(ids.filter((id) => all.has(id)));
      }),

    count: () =>
      engine.read(async (db) => {
        const owners = await db
          .selectFrom('attempts')
          .select(({ fn }) => ['owner', fn.countAll<number>().as('live')])
          .where('ended_at', 'is', null)
          .groupBy('owner')
          .execute();
        const living = new Set((await livingReplicas(engine, db).execute()).map(({ id }) => id));
        const sum = (some: typeof owners): number => some.reduce((total, { live }) => total + live, 0);
        return { live: sum(owners), unheld: sum(owners.filter(({ owner }) => owner === null || !living.has(owner))) };
      }),
  };
}
