import { DatabaseSync } from 'node:sqlite';
import { Client } from 'pg';
import { describe, expect, it } from 'vitest';
import { systemClock } from '../../../src/cli/system-clock.ts';
import { instantOf, millisOf } from '../../../src/core/instant.ts';
import { openPostgres } from '../../../src/service/store/postgres/open-postgres.ts';
import { FIRST } from '../../../src/service/store/sql/migrations/0001-first.ts';
import type { SqlDialect } from '../../../src/service/store/sql/migrations/migration.ts';
import { openSqlite } from '../../../src/service/store/sqlite/open-sqlite.ts';
import type { Store } from '../../../src/service/store/store.ts';
import { postgresBinaries, sharedPostgres } from '../../support/postgres.ts';
import { running } from '../../support/stored-runs.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

const STAND = JSON.stringify(running());

/** What a program of the first schema wrote: its tables, and one run that goes on. */
function firstSchema(dialect: SqlDialect): readonly string[] {
  return [
    'CREATE TABLE schema_versions (version integer NOT NULL PRIMARY KEY, name text NOT NULL, applied_at double precision NOT NULL)',
    ...FIRST.statements(dialect),
    `INSERT INTO schema_versions VALUES (1, '${FIRST.name}', 0)`,
    `INSERT INTO runs (id, namespace, name, labels, source, created_at, attempt) VALUES ('r-1', 'shop', 'checkout-1', '{}', '["checkout"]', 1000, 1)`,
    `INSERT INTO run_wishes VALUES ('r-1', '{"source":["checkout"],"documents":[],"spec":{"metrics":[]}}')`,
    `INSERT INTO attempts (run_id, attempt, namespace, created_at, owner, fence, is_terminating, next_number, phase, sentence, started_at, stand)
      VALUES ('r-1', 1, 'shop', 1000, 'gone', 3, 0, 4, 'Running', '""', 1000, '${STAND}')`,
  ];
}

/** A database as that program left it, opened by this program. */
interface Place {
  open(): Promise<Store>;
  remove(): void;
}

const BINARIES = postgresBinaries('is brought up from an older schema');

const PLACES: readonly { readonly name: string; readonly given: () => Promise<Place> }[] = [
  {
    name: 'SQLite',
    async given() {
      const folder = temporaryFolder();
      const database = new DatabaseSync(folder.at('verdict.db'));
      for (const statement of firstSchema('sqlite')) database.exec(statement);
      database.close();
      return { open: () => openSqlite({ folder: folder.path, clock: systemClock }), remove: () => folder.remove() };
    },
  },
  ...(BINARIES === undefined
    ? []
    : [
        {
          name: 'PostgreSQL',
          async given(): Promise<Place> {
            const url = await (await sharedPostgres(BINARIES)).database();
            const client = new Client({ connectionString: url });
            await client.connect();
            for (const statement of firstSchema('postgres')) await client.query(statement);
            await client.end();
            return { open: () => openPostgres({ url, clock: systemClock }), remove: () => {} };
          },
        },
      ]),
];

describe.each(PLACES)('what a program of the first schema wrote into $name', ({ given }) => {
  it('is read, and its runs go on where they stood', async () => {
    const place = await given();
    const store = await place.open();
    await store.replicas.beat('two', millisOf(60_000));
    expect(await store.runs.get('shop', 'r-1')).toMatchObject({ id: 'r-1', stand: running() });
    const [claimed, ...more] = await store.runs.claim('two', 10, 'ticket');
    expect(more).toEqual([]);
    expect(claimed).toMatchObject({ run: { id: 'r-1' }, stand: STAND, dueAt: instantOf(0), nextNumber: 4 });
    expect(await store.runs.count()).toEqual({ live: 1, unheld: 0 });
    await store.close();
    place.remove();
  });
});
