import type { DatabaseSync } from 'node:sqlite';
import { Fault } from '../../../core/fault.ts';
import { refuseNewer } from '../sql/migrations/migrate.ts';

/**
 * Which version of the schema a file has, looked up before anything is written into it; 0 for an empty one.
 *
 * @throws Fault STORE_UNFIT for another program's database, or one of a newer version
 */
export function foundVersion(database: DatabaseSync, place: string): number {
  const tables = database.prepare(`SELECT name FROM sqlite_schema WHERE type = 'table'`).all();
  if (tables.length === 0) return 0;
  if (!tables.some(({ name }) => name === 'schema_versions')) {
    throw new Fault(
      'STORE_UNFIT',
      `${place} is another program's database: it has tables, and none of them is 'schema_versions'. It was left as it is: name another folder.`,
      { place },
    );
  }
  const version = Number(
    database.prepare('SELECT max(version) AS version FROM schema_versions').get()?.['version'] ?? 0,
  );
  refuseNewer(version, place);
  return version;
}
