import { sql } from 'kysely';
import type { RunSummary } from '../../rows.ts';
import type { RunFilter } from '../../store.ts';
import type { Engine } from '../engine.ts';
import type { JsonText } from '../json-text.ts';
import type { Db, Mark } from '../tables.ts';
import { cursorOf, type Place, placeOf } from './cursor.ts';
import { labelMark, templateMark } from './marks.ts';
import { newestAttempts, SUMMARY_COLUMNS, summaryOf } from './run-rows.ts';

interface Asked {
  readonly namespace: string;
  readonly marks: readonly JsonText<Mark>[];
  readonly behind: Place | undefined;
  readonly limit: number;
}

/**
 * A page of a namespace's runs, newest first. First it is found out which ones, by walks through indexes that have them in this order: one for
 * each verdict that is wanted, so that a rare one costs no more than a common one, or one through the runs with a mark. Then they are read.
 */
export async function list(
  engine: Engine,
  namespace: string,
  filter: RunFilter,
  page: { readonly cursor?: string; readonly limit: number },
): Promise<{ runs: readonly RunSummary[]; cursor?: string }> {
  const asked: Asked = {
    namespace,
    marks: marksOf(filter),
    behind: page.cursor === undefined ? undefined : placeOf(namespace, page.cursor),
    // One more tells whether there is another page.
    limit: page.limit + 1,
  };
  const verdicts = filter.verdicts === undefined ? [undefined] : [...new Set(filter.verdicts)];
  return await engine.read(async (db) => {
    const found: Place[] = [];
    for (const verdict of verdicts) found.push(...(await walk(db, asked, verdict)));
    const places = found.sort(newestFirst).slice(0, page.limit);
    const last = found.length > page.limit ? places.at(-1) : undefined;
    return { runs: await read(engine, db, places), ...(last && { cursor: cursorOf(namespace, last) }) };
  });
}

/** @param verdict undefined for any, null for runs that go on */
async function walk(db: Db, asked: Asked, verdict: string | null | undefined): Promise<readonly Place[]> {
  const [first, ...more] = asked.marks;
  const any = first === undefined ? allOf(db, asked) : markedBy(db, first, asked);
  const marked = more.reduce(
    (query, mark) =>
      query.where((be) =>
        be.exists(
          be
            .selectFrom('run_marks as x')
            .select('x.run_id')
            .where('x.namespace', '=', asked.namespace)
            .where('x.mark', '=', mark)
            .whereRef('x.created_at', '=', 'r.created_at')
            .whereRef('x.run_id', '=', 'r.id'),
        ),
      ),
    any,
  );
  const judged = verdict === undefined ? marked : marked.where('r.verdict', verdict === null ? 'is' : '=', verdict);
  const rows = await judged.select(['r.id', 'r.created_at']).execute();
  return rows.map(({ id, created_at }) => ({ id, createdAt: created_at }));
}

function allOf(db: Db, { namespace, behind, limit }: Asked) {
  const all = db.selectFrom('runs as r').where('r.namespace', '=', namespace);
  const rest = behind ? all.where(sql<boolean>`(r.created_at, r.id) < (${behind.createdAt}, ${behind.id})`) : all;
  return rest.orderBy('r.created_at', 'desc').orderBy('r.id', 'desc').limit(limit);
}

function markedBy(db: Db, mark: JsonText<Mark>, { namespace, behind, limit }: Asked) {
  const all = db
    .selectFrom('runs as r')
    .innerJoin('run_marks as m', 'm.run_id', 'r.id')
    .where('m.namespace', '=', namespace)
    .where('m.mark', '=', mark);
  const rest = behind ? all.where(sql<boolean>`(m.created_at, m.run_id) < (${behind.createdAt}, ${behind.id})`) : all;
  return rest.orderBy('m.created_at', 'desc').orderBy('m.run_id', 'desc').limit(limit);
}

/** In the order of their places. One that was deleted meanwhile is left out. */
async function read({ says }: Engine, db: Db, places: readonly Place[]): Promise<readonly RunSummary[]> {
  const ids = places.map(({ id }) => id);
  const rows = await newestAttempts(db).where(says.isAmong('r.id', ids)).select(SUMMARY_COLUMNS).execute();
  const runs = new Map(rows.map((row) => [row.id, summaryOf(row)]));
  return ids.flatMap((id) => runs.get(id) ?? []);
}

/** Labels first: fewer runs have one than are made from a template. */
function marksOf({ labels = {}, template }: RunFilter): readonly JsonText<Mark>[] {
  const named = Object.entries(labels).map(([name, value]) => labelMark(name, value));
  return template === undefined ? named : [...named, templateMark(template)];
}

function newestFirst(a: Place, b: Place): number {
  if (a.createdAt !== b.createdAt) return b.createdAt - a.createdAt;
  return a.id < b.id ? 1 : -1;
}
