import type { Instant } from '../../../core/instant.ts';
import type { JsonObject } from '../../../core/json.ts';
import type { HistoryKind } from '../rows.ts';
import type { BulkInsert } from './bulk.ts';
import type { Engine, Write } from './engine.ts';
import { jsonText } from './json-text.ts';
import type { Tables } from './tables.ts';

/** An entry to be added. */
export interface NewEntry {
  readonly namespace: string;
  readonly runId: string;
  readonly attempt: number;
  /** Of a step or end. */
  readonly number: number | null;
  readonly kind: HistoryKind;
  readonly at: Instant;
  readonly body: JsonObject;
  /** The attempt's columns after it. */
  readonly after: Pick<Tables['attempts'], 'verdict' | 'phase' | 'sentence'>;
}

const HISTORY: BulkInsert = {
  table: 'history',
  columns: {
    namespace: 'text',
    run_id: 'text',
    attempt: 'integer',
    number: 'integer',
    kind: 'text',
    at: 'double precision',
    body: 'json',
    verdict: 'text',
    phase: 'text',
    sentence: 'json',
  },
};

/** Adds entries to the history, in their order. Must be the last that a transaction does: see `Dialect.lockHistory`. */
export async function appendHistory({ says }: Engine, write: Write, entries: readonly NewEntry[]): Promise<void> {
  if (entries.length === 0) return;
  await says.lockHistory(write.db);
  await says.insertAll(
    write.db,
    HISTORY,
    entries.map(({ runId, body, after, ...rest }) => ({
      ...rest,
      run_id: runId,
      body: jsonText(body),
      verdict: after.verdict,
      phase: after.phase,
      sentence: after.sentence,
    })),
  );
  write.tell({ kind: 'history' });
}
