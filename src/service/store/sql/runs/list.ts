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
 * A page of a namespace's runs, newest first. Each verdict that is wanted is a walk of its own through an index that has it in this order,
 * so that a rare one costs no more than a common one; a mark is a walk through its own runs.
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
  const found = await engine.read(async (db) => {
    const walks: RunSummary[][] = [];
    for (const verdict of verdicts) walks.push(await walk(db, asked, verdict));
    return walks.flat().sort(newestFirst);
  });
  const runs = found.slice(0, page.limit);
  const last = found.length > page.limit ? runs.at(-1) : undefined;
  return { runs, ...(last && { cursor: cursorOf(namespace, last) }) };
}

/** @param verdict undefined for any, null for runs that go on */
async function walk(db: Db, asked: Asked, verdict: string | null | undefined): Promise<RunSummary[]> {
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
  return (await judged.select(SUMMARY_COLUMNS).execute()).map(summaryOf);
}

function allOf(db: Db, { namespace, behind, limit }: Asked) {
  const all = newestAttempts(db).where('r.namespace', '=', namespace);
  const rest = behind ? all.where(sql<boolean>`(r.created_at, r.id) < (${behind.createdAt}, ${behind.id})`) : all;
  return rest.orderBy('r.created_at', 'desc').orderBy('r.id', 'desc').limit(limit);
}

function markedBy(db: Db, mark: JsonText<Mark>, { namespace, behind, limit }: Asked) {
  const all = newestAttempts(db)
    .innerJoin('run_marks as m', 'm.run_id', 'r.id')
    .where('m.namespace', '=', namespace)
    .where('m.mark', '=', mark);
  const rest = behind ? all.where(sql<boolean>`(m.created_at, m.run_id) < (${behind.createdAt}, ${behind.id})`) : all;
  return rest.orderBy('m.created_at', 'desc').orderBy('m.run_id', 'desc').limit(limit);
}

function marksOf({ labels = {}, template }: RunFilter): readonly JsonText<Mark>[] {
  const named = Object.entries(labels).map(([name, value]) => labelMark(name, value));
  return template === undefined ? named : [templateMark(template), ...named];
}

function newestFirst(a: RunSummary, b: RunSummary): number {
  if (a.createdAt !== b.createdAt) return b.createdAt - a.createdAt;
  return a.id < b.id ? 1 : -1;
}
