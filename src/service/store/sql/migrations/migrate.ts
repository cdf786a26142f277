import { sql } from 'kysely';
import { Fault } from '../../../../core/fault.ts';
import type { Instant } from '../../../../core/instant.ts';
import type { Db } from '../tables.ts';
import { FIRST } from './0001-first.ts';
import { DUE_RUNS } from './0002-due-runs.ts';
import type { Migration, SqlDialect } from './migration.ts';

/** All steps of the schema, in their order. */
const MIGRATIONS: readonly Migration[] = [FIRST, DUE_RUNS];

/** The schema that this program works with. */
export const KNOWN_VERSION = MIGRATIONS.length;

/** A database to be brought up to the schema of this program. */
export interface Migrated {
  /** One connection of it, in a transaction in which nobody else migrates. */
  readonly db: Db;
  readonly dialect: SqlDialect;
  /** What it is called in texts, without a password. */
  readonly place: string;
}

/**
 * Applies the steps that a database lacks, and remembers them in `schema_versions`.
 *
 * @throws Fault STORE_UNFIT for a schema that is newer than this program
 */
export async function migrate({ db, dialect, place }: Migrated, now: Instant): Promise<void> {
  const moment = dialect === 'sqlite' ? 'real' : 'double precision';
  await sql
    .raw(
      `CREATE TABLE IF NOT EXISTS schema_versions (version integer NOT NULL PRIMARY KEY, name text NOT NULL, applied_at ${moment} NOT NULL)`,
    )
    .execute(db);
  const { version } = await db
    .selectFrom('schema_versions')
    .select(({ fn }) => fn.coalesce(fn.max('version'), sql<number>`0`).as('version'))
    .executeTakeFirstOrThrow();
  refuseNewer(version, place);
  for (const migration of MIGRATIONS.slice(version)) {
    for (const statement of migration.statements(dialect)) await sql.raw(statement).execute(db);
    await db
      .insertInto('schema_versions')
      .values({ version: migration.version, name: migration.name, applied_at: now })
      .execute();
  }
}

/** @throws Fault STORE_UNFIT for a schema that is newer than this program; `place` is what the database is called in the text */
export function refuseNewer(version: number, place: string): void {
  if (version <= KNOWN_VERSION) return;
  throw new Fault(
    'STORE_UNFIT',
    `${place} has version ${version} of the schema, and this program knows versions up to ${KNOWN_VERSION}: a newer Verdict has written it. Start that one, or name another place. It was left as it is.`,
    { found: version, known: KNOWN_VERSION },
  );
}
