import { instantOf } from '../../../../core/instant.ts';
import type { RunSummary, Stand, StoredRun } from '../../rows.ts';
import { fromJsonText, jsonText } from '../json-text.ts';
import type { Db, Tables } from '../tables.ts';

/** A run with the attempt that is its newest. */
export function newestAttempts(db: Db) {
  return db
    .selectFrom('runs as r')
    .innerJoin('attempts as a', (on) => on.onRef('a.run_id', '=', 'r.id').onRef('a.attempt', '=', 'r.attempt'));
}

export const SUMMARY_COLUMNS = [
  'r.id',
  'r.namespace',
  'r.name',
  'r.labels',
  'r.source',
  'r.created_at',
  'r.attempt',
  'a.is_terminating',
  'a.verdict',
  'a.phase',
  'a.sentence',
  'a.started_at',
  'a.ended_at',
] as const;

type Run = Pick<Tables['runs'], 'id' | 'namespace' | 'name' | 'labels' | 'created_at' | 'attempt'>;
type Attempt = Tables['attempts'];

type SummaryRow = Run &
  Pick<Tables['runs'], 'source'> &
  Pick<Attempt, 'is_terminating' | 'verdict' | 'phase' | 'sentence' | 'started_at' | 'ended_at'>;

export function summaryOf(row: SummaryRow): RunSummary {
  return {
    ...identityOf(row),
    source: fromJsonText(row.source),
    // Only verdicts are written there.
    verdict: row.verdict as RunSummary['verdict'],
    phase: row.phase,
    sentence: fromJsonText(row.sentence),
    ...(row.started_at !== null && { startedAt: instantOf(row.started_at) }),
    ...(row.ended_at !== null && { endedAt: instantOf(row.ended_at) }),
  };
}

/** Runs as a whole. */
export function wholeRuns(db: Db) {
  return newestAttempts(db)
    .innerJoin('run_wishes as w', 'w.run_id', 'r.id')
    .select([
      'r.id',
      'r.namespace',
      'r.name',
      'r.labels',
      'r.created_at',
      'r.attempt',
      'a.is_terminating',
      'a.fence',
      'a.next_number',
      'a.due_at',
      'a.started_at',
      'a.stand',
      'w.wish',
    ]);
}

type WholeRow = Run & Pick<Attempt, 'is_terminating' | 'stand'> & Pick<Tables['run_wishes'], 'wish'>;

export function runOf(row: WholeRow): StoredRun {
  return { ...wishedOf(row), stand: fromJsonText(row.stand) };
}

/** A run without where it stands. */
export function wishedOf(row: Omit<WholeRow, 'stand'>): Omit<StoredRun, 'stand'> {
  return { ...identityOf(row), wish: fromJsonText(row.wish) };
}

function identityOf(row: Run & Pick<Attempt, 'is_terminating'>): Omit<StoredRun, 'wish' | 'stand'> {
  return {
    id: row.id,
    namespace: row.namespace,
    name: row.name,
    labels: fromJsonText(row.labels),
    attempt: row.attempt,
    createdAt: instantOf(row.created_at),
    isTerminating: row.is_terminating === 1,
  };
}

/** The columns of an attempt that follow from where it stands. */
export function standColumns(
  stand: Stand,
): Pick<Attempt, 'verdict' | 'phase' | 'sentence' | 'started_at' | 'ended_at' | 'stand'> {
  return {
    verdict: stand.verdict,
    phase: stand.phase,
    sentence: jsonText(sentenceOf(stand)),
    started_at: stand.startedAt ?? null,
    ended_at: stand.verdict === null ? null : (stand.endedAt ?? null),
    stand: jsonText(stand),
  };
}

/** What an explanation says in one sentence; empty before the first step. */
function sentenceOf({ explanation }: Stand): string {
  const sentence = explanation?.['sentence'];
  return typeof sentence === 'string' ? sentence : '';
}
