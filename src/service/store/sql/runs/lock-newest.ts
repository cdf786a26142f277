import type { Engine, Write } from '../engine.ts';
import type { Tables } from '../tables.ts';

/** The newest attempt of a run, locked. */
export type LockedAttempt = Pick<
  Tables['attempts'],
  | 'run_id'
  | 'attempt'
  | 'namespace'
  | 'created_at'
  | 'fence'
  | 'is_terminating'
  | 'verdict'
  | 'phase'
  | 'sentence'
  | 'ended_at'
>;

/**
 * Locks the newest attempt of a run: whoever writes anything of a run does it under this lock. A run that gets a new attempt while its
 * old one is waited for is looked at again.
 *
 * @returns undefined when there is no such run
 */
export async function lockNewest(
  { says }: Engine,
  { db }: Write,
  namespace: string,
  id: string,
): Promise<LockedAttempt | undefined> {
  const newest = async (): Promise<number | undefined> => {
    const run = db.selectFrom('runs').select('attempt').where('id', '=', id).where('namespace', '=', namespace);
    return (await run.executeTakeFirst())?.attempt;
  };
  for (let attempt = await newest(); attempt !== undefined; attempt = await newest()) {
    const row = db
      .selectFrom('attempts')
      .select(['run_id', 'attempt', 'namespace', 'created_at', 'fence', 'is_terminating'])
      .select(['verdict', 'phase', 'sentence', 'ended_at'])
      .where('run_id', '=', id)
      .where('attempt', '=', attempt);
    const locked = await (says.forUpdate ? row.modifyEnd(says.forUpdate) : row).executeTakeFirst();
    if (locked !== undefined && (await newest()) === attempt) return locked;
  }
  return undefined;
}
