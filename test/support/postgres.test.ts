import { existsSync } from 'node:fs';
import { Client } from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Postgres, postgresBinaries, sharedPostgres, startPostgres } from './postgres.ts';

const binaries = postgresBinaries('starts a PostgreSQL');

async function ask(url: string, query: string): Promise<unknown[][]> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query({ text: query, rowMode: 'array' })).rows;
  } finally {
    await client.end();
  }
}

describe.skipIf(binaries === undefined)("a PostgreSQL of a test's own", () => {
  let server: Postgres;

  beforeAll(async () => {
    server = await startPostgres(binaries ?? '', { fsync: 'on', max_connections: '12' });
  });

  afterAll(() => server.stop());

  it('has the settings it was started with', async () => {
    expect(await ask(server.url, 'SHOW fsync')).toEqual([['on']]);
    expect(await ask(server.url, 'SHOW max_connections')).toEqual([['12']]);
  });

  it('gives databases that share nothing', async () => {
    const [one, other] = [await server.database(), await server.database()];
    await ask(one, 'CREATE TABLE seen (id int)');
    await expect(ask(other, 'SELECT * FROM seen')).rejects.toThrow('relation "seen" does not exist');
  });

  it('wants its password', async () => {
    await expect(ask(server.url.replace(/:[0-9a-f]+@/u, ':wrong@'), 'SELECT 1')).rejects.toThrow(
      'password authentication failed',
    );
  });

  it('keeps through a kill what was committed', async () => {
    const database = await server.database();
    await ask(database, 'CREATE TABLE kept (id int)');
    const open = new Client({ connectionString: database });
    const broken = new Promise((resolve) => {
      open.on('error', resolve);
    });
    await open.connect();
    await open.query('INSERT INTO kept VALUES (1)');
    await open.query('BEGIN');
    await open.query('INSERT INTO kept VALUES (2)');
    await server.kill();
    await broken;
    await expect(ask(database, 'SELECT 1')).rejects.toThrow('ECONNREFUSED');
    await server.restart();
    expect(await ask(database, 'SELECT id FROM kept')).toEqual([[1]]);
  });

  it('is taken away when it is stopped', async () => {
    const brief = await startPostgres(binaries ?? '');
    await brief.stop();
    expect(existsSync(brief.folder)).toBe(false);
    await expect(ask(brief.url, 'SELECT 1')).rejects.toThrow('ECONNREFUSED');
  });

  it('is one for all that ask for the shared one', async () => {
    const [one, other] = await Promise.all([sharedPostgres(binaries ?? ''), sharedPostgres(binaries ?? '')]);
    expect(other.port).toBe(one.port);
    expect(await one.database()).not.toBe(await other.database());
  });
});
