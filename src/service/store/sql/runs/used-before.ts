import type { Idempotency, UsedBefore } from '../../store.ts';
import type { Engine } from '../engine.ts';
import { runOf, wholeRuns } from './run-rows.ts';

/** Looks up what a key has led to. Nothing is locked: whoever then makes a run finds out once more. */
export function usedBefore(
  engine: Engine,
  namespace: string,
  { key, fingerprint }: Idempotency,
): Promise<UsedBefore | undefined> {
  return engine.read(async (db) => {
    const used = await db
      .selectFrom('idempotency_keys')
      .select(['fingerprint', 'run_id'])
      .where('namespace', '=', namespace)
      .where('key', '=', key)
      .executeTakeFirst();
    if (used === undefined) return undefined;
    if (used.fingerprint !== fingerprint) return { kind: 'mismatch' };
    const row = await wholeRuns(db).where('r.id', '=', used.run_id).executeTakeFirst();
    return row === undefined ? { kind: 'gone' } : { kind: 'exists', run: runOf(row) };
  });
}
