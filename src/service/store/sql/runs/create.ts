import type { Instant } from '../../../../core/instant.ts';
import type { StoredRun } from '../../rows.ts';
import type { Created, NewRun } from '../../store.ts';
import { appendHistory } from '../append-history.ts';
import type { BulkInsert } from '../bulk.ts';
import type { Engine, Write } from '../engine.ts';
import { jsonText } from '../json-text.ts';
import { labelMark, templateMark } from './marks.ts';
import { runOf, standColumns, wholeRuns } from './run-rows.ts';

/** A hold's first fence. */
const FIRST_FENCE = 1;

/**
 * Makes runs with their first attempts, keys and `created` entries. What is there already decides over each of them; two of one batch
 * with the same key are one run. Of two processes that use a key at the same time, the second collides and is done again.
 */
export async function create(
  engine: Engine,
  asked: readonly NewRun[],
  replica: string,
  now: Instant,
): Promise<readonly Created[]> {
  if (asked.length === 0) return [];
  return engine.write(async (write) => {
    const there = await whatIsThere(engine, write, asked, replica);
    const results: Created[] = [];
    const made: NewRun[] = [];
    for (const one of asked) {
      const known = there.find(one);
      results.push(known ?? { kind: 'created', hold: { id: one.run.id, fence: FIRST_FENCE } });
      if (known !== undefined) continue;
      made.push(one);
      there.add(one);
    }
    await insert(engine, write, made, { replica, now });
    return results;
  });
}

interface There {
  /** What becomes of a run for which something is there already. */
  find(asked: NewRun): Created | undefined;
  add(made: NewRun): void;
}

interface UsedKey {
  readonly fingerprint: string;
  readonly runId: string;
}

async function whatIsThere(engine: Engine, write: Write, asked: readonly NewRun[], replica: string): Promise<There> {
  const keys = await usedKeys(engine, write, asked);
  const ids = [...asked.map(({ run }) => run.id), ...[...keys.values()].map(({ runId }) => runId)];
  const rows = await wholeRuns(write.db).select('a.owner').where(engine.says.isAmong('r.id', ids)).execute();
  const runs = new Map<string, KnownRun>(
    rows.map((row) => {
      const run = runOf(row);
      // Still held by whoever asks: this very call was carried out before, and its answer got lost.
      return [run.id, { run, ...(row.owner === replica && { fence: row.fence }) }];
    }),
  );
  return {
    find({ run, idempotency }) {
      const used = idempotency && keys.get(keyOf(run.namespace, idempotency.key));
      if (used === undefined) return repeated(runs.get(run.id));
      if (used.fingerprint !== idempotency?.fingerprint) return { kind: 'mismatch' };
      const known = runs.get(used.runId);
      if (known === undefined) return { kind: 'gone' };
      return used.runId === run.id ? repeated(known) : { kind: 'exists', run: known.run };
    },
    add({ run, idempotency }) {
      runs.set(run.id, { run, fence: FIRST_FENCE });
      if (idempotency === undefined) return;
      keys.set(keyOf(run.namespace, idempotency.key), { fingerprint: idempotency.fingerprint, runId: run.id });
    },
  };
}

interface KnownRun {
  readonly run: StoredRun;
  /** Of whoever asks, if it is theirs. */
  readonly fence?: number;
}

/** What becomes of a run that is there already. */
function repeated(known: KnownRun | undefined): Created | undefined {
  if (known === undefined) return undefined;
  const { run, fence } = known;
  return fence === undefined ? { kind: 'exists', run } : { kind: 'created', hold: { id: run.id, fence } };
}

async function usedKeys({ says }: Engine, { db }: Write, asked: readonly NewRun[]): Promise<Map<string, UsedKey>> {
  const keys = asked.flatMap(({ idempotency }) => idempotency?.key ?? []);
  if (keys.length === 0) return new Map();
  const namespaces = [...new Set(asked.map(({ run }) => run.namespace))];
  const rows = await db
    .selectFrom('idempotency_keys')
    .select(['namespace', 'key', 'fingerprint', 'run_id'])
    .where(says.isAmong('namespace', namespaces))
    .where(says.isAmong('key', keys))
    .execute();
  return new Map(
    rows.map(({ namespace, key, fingerprint, run_id }) => [keyOf(namespace, key), { fingerprint, runId: run_id }]),
  );
}

function keyOf(namespace: string, key: string): string {
  return JSON.stringify([namespace, key]);
}

const RUNS: BulkInsert = {
  table: 'runs',
  columns: {
    id: 'text',
    namespace: 'text',
    name: 'text',
    labels: 'json',
    source: 'json',
    created_at: 'double precision',
    attempt: 'integer',
  },
};
const WISHES: BulkInsert = { table: 'run_wishes', columns: { run_id: 'text', wish: 'json' } };
const MARKS: BulkInsert = {
  table: 'run_marks',
  columns: { namespace: 'text', mark: 'json', created_at: 'double precision', run_id: 'text' },
};
const KEYS: BulkInsert = {
  table: 'idempotency_keys',
  columns: { namespace: 'text', key: 'text', fingerprint: 'text', run_id: 'text', created_at: 'double precision' },
};
const ATTEMPTS: BulkInsert = {
  table: 'attempts',
  columns: {
    run_id: 'text',
    attempt: 'integer',
    namespace: 'text',
    created_at: 'double precision',
    owner: 'text',
    fence: 'bigint',
    is_terminating: 'integer',
    next_number: 'integer',
    phase: 'text',
    sentence: 'json',
    started_at: 'double precision',
    stand: 'json',
  },
};

async function insert(
  engine: Engine,
  write: Write,
  made: readonly NewRun[],
  { replica, now }: { readonly replica: string; readonly now: Instant },
): Promise<void> {
  if (made.length === 0) return;
  const { db } = write;
  const insertAll = engine.says.insertAll.bind(engine.says, db);
  const rows = made.map(({ run, body, idempotency }) => ({
    run,
    body,
    idempotency,
    of: { run_id: run.id, namespace: run.namespace, created_at: run.createdAt },
    stand: standColumns(run.stand),
  }));
  await insertAll(
    RUNS,
    rows.map(({ run, of: { namespace, created_at } }) => {
      const { id, name, attempt } = run;
      const [labels, source] = [jsonText(run.labels), jsonText(run.wish.source)];
      return { id, namespace, name, labels, source, created_at, attempt };
    }),
  );
  await insertAll(
    WISHES,
    rows.map(({ run, of }) => ({ ...of, wish: jsonText(run.wish) })),
  );
  await insertAll(
    ATTEMPTS,
    rows.map(({ run, of, stand }) => ({
      ...of,
      ...stand,
      attempt: run.attempt,
      owner: replica,
      fence: FIRST_FENCE,
      is_terminating: 0,
      next_number: 0,
    })),
  );
  await insertAll(
    MARKS,
    rows.flatMap(({ run, of }) => marksOf(run).map((mark) => ({ ...of, mark }))),
  );
  await insertAll(
    KEYS,
    rows
      .flatMap(({ of, idempotency }) => (idempotency ? [{ ...of, ...idempotency, created_at: now }] : []))
      // In one order everywhere, so that two batches with the same keys wait for each other one way only.
      .sort((a, b) => (keyOf(a.namespace, a.key) < keyOf(b.namespace, b.key) ? -1 : 1)),
  );
  await appendHistory(
    engine,
    write,
    rows.map(({ run, body, stand }) => ({
      namespace: run.namespace,
      runId: run.id,
      attempt: run.attempt,
      number: null,
      kind: 'created',
      at: now,
      body,
      after: stand,
    })),
  );
}

function marksOf({ labels, wish }: StoredRun): readonly string[] {
  const marks = [
    ...Object.entries(labels).map(([name, value]) => labelMark(name, value)),
    ...wish.source.map(templateMark),
  ];
  return [...new Set(marks)];
}
