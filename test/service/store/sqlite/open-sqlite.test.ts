import { chmodSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { systemClock } from '../../../../src/cli/system-clock.ts';
import { millisOf } from '../../../../src/core/instant.ts';
import { openSqlite } from '../../../../src/service/store/sqlite/open-sqlite.ts';
import { takeServingLock } from '../../../../src/service/store/sqlite/serving-lock.ts';
import type { Store } from '../../../../src/service/store/store.ts';
import { startedOne, steps, withoutStand, write } from '../../../support/stored-runs.ts';
import { type TemporaryFolder, temporaryFolder } from '../../../support/temporary-folder.ts';

const NOBODY_ELSE = 0o077;

describe('a data folder', () => {
  let folder: TemporaryFolder;
  beforeEach(() => {
    folder = temporaryFolder();
  });
  afterEach(() => folder.remove());

  const open = (isServing = true, path = folder.path): Promise<Store> =>
    openSqlite({ folder: path, clock: systemClock, isServing });

  /** A database of ours with a run in it, closed. */
  async function filled(): Promise<string> {
    const store = await open();
    const held = await startedOne(store, {
      wish: { source: ['x'.repeat(50_000)], documents: [], spec: { metrics: [] } },
    });
    await store.runs.record([write(held, steps(0, 200))]);
    await store.close();
    return folder.at('verdict.db');
  }

  it('is made with its files for its owner only', async () => {
    const path = folder.at('share/verdict');
    const store = await open(true, path);
    await startedOne(store);
    expect(readdirSync(path).sort()).toEqual(['serving.lock', 'verdict.db', 'verdict.db-shm', 'verdict.db-wal']);
    for (const name of ['', ...readdirSync(path)]) expect(statSync(`${path}/${name}`).mode & NOBODY_ELSE).toBe(0);
    await store.close();
  });

  it('keeps what was written, and gives runs back that the process before has held', async () => {
    const first = await open();
    const held = await startedOne(first);
    await first.close();
    await first.close();
    await expect(first.check()).rejects.toMatchObject({ code: 'STORE_UNAVAILABLE' });
    const second = await open();
    expect(await second.runs.lost([held.hold])).toEqual(new Set([held.run.id]));
    expect(await second.runs.claim('two', 10, 'ticket')).toMatchObject([{ run: withoutStand(held.run) }]);
    await second.close();
  });

  it('is left as it is by others: what is held stays held', async () => {
    const store = await open();
    await store.replicas.beat('one', millisOf(60_000));
    const held = await startedOne(store);
    const beside = await open(false);
    expect(await store.runs.lost([held.hold])).toEqual(new Set());
    await beside.close();
    await store.close();
  });

  it.each<{ given: string; damage: (path: string) => void; text: string }>([
    {
      given: 'is no database',
      damage: (path) => writeFileSync(path, 'notes '.repeat(2000)),
      text: 'it is no database',
    },
    {
      given: 'was cut off',
      damage: (path) => writeFileSync(path, readFileSync(path).subarray(0, 8192)),
      text: 'it is damaged',
    },
    {
      given: "is another program's",
      damage: (path) => {
        writeFileSync(path, '');
        const other = new DatabaseSync(path);
        other.exec('CREATE TABLE notes (text TEXT)');
        other.close();
      },
      text: "is another program's database",
    },
    {
      given: 'was written by a newer version',
      damage: (path) => {
        const newer = new DatabaseSync(path);
        newer.exec("INSERT INTO schema_versions VALUES (99, 'what is to come', 0)");
        newer.close();
      },
      text: 'has version 99 of the schema, and this program knows versions up to 2',
    },
  ])('whose database $given is refused and left as it is', async ({ damage, text }) => {
    const path = await filled();
    damage(path);
    const before = readFileSync(path);
    for (const isServing of [true, false, true]) {
      await expect(open(isServing)).rejects.toMatchObject({
        code: 'STORE_UNFIT',
        message: expect.stringContaining(text),
      });
    }
    expect(readFileSync(path).equals(before)).toBe(true);
    expect(readdirSync(folder.path).sort()).toEqual(['serving.lock', 'verdict.db']);
  });

  it('whose database is damaged somewhere inside says so when it gets there', async () => {
    const path = await filled();
    const bytes = readFileSync(path);
    // All but the first pages, which say what tables there are.
    bytes.fill(0xa5, 4096 * 40);
    writeFileSync(path, bytes);
    const store = await open(false);
    await expect(store.history.since(0, {}, 1000)).rejects.toMatchObject({ code: 'STORE_UNFIT' });
    await store.close();
  });

  it('that is no folder is refused', async () => {
    const path = folder.write('file', 'x');
    await expect(open(true, path)).rejects.toMatchObject({
      code: 'STORE_UNFIT',
      message: expect.stringContaining(`${path} cannot be used as a data folder`),
    });
  });

  it('is not brought up to a new schema beneath whoever serves it', async () => {
    const lock = takeServingLock(folder.at('serving.lock'), 0);
    await expect(open(false)).rejects.toMatchObject({
      code: 'STORE_UNFIT',
      message: `${folder.path} is served by an older Verdict: end that one first`,
    });
    lock?.release();
    const store = await open(false);
    await store.check();
    await store.close();
  });

  it('keeps the rights that its owner has given it', async () => {
    const path = folder.at('mine');
    mkdirSync(path);
    chmodSync(path, 0o750);
    const store = await open(true, path);
    expect(statSync(path).mode & 0o777).toBe(0o750);
    await store.close();
  });
});
