import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { systemClock } from '../../../../src/cli/system-clock.ts';
import { Fault } from '../../../../src/core/fault.ts';
import { openSqlite } from '../../../../src/service/store/sqlite/open-sqlite.ts';
import { sqliteFault } from '../../../../src/service/store/sqlite/sqlite-fault.ts';
import { findBinary } from '../../../support/find-binary.ts';
import { storeProcess, storeProgram } from '../../../support/store-process.ts';
import { type TemporaryFolder, temporaryFolder } from '../../../support/temporary-folder.ts';

const prlimit = findBinary('prlimit', 'lets a disk get full and have room again');

describe('SQLite', () => {
  let folder: TemporaryFolder;
  let path: string;
  beforeEach(() => {
    folder = temporaryFolder();
    path = folder.at('verdict.db');
  });
  afterEach(() => folder.remove());

  it('that another process keeps busy is waited for, while this process goes on', async () => {
    const store = await openSqlite({ folder: folder.path, clock: systemClock });
    const other = new DatabaseSync(path);
    other.exec('BEGIN IMMEDIATE');
    const checked = store.check();
    for (let turn = 0; turn < 3; turn += 1) await new Promise(setImmediate);
    other.exec('COMMIT');
    await checked;
    other.close();
    await store.close();
  });

  it('that another process keeps busy for too long is unavailable, and then available again', async () => {
    const store = await openSqlite({ folder: folder.path, clock: systemClock, busyMs: 20 });
    const other = new DatabaseSync(path);
    other.exec('BEGIN IMMEDIATE');
    await expect(store.check()).rejects.toMatchObject({
      code: 'STORE_UNAVAILABLE',
      message: `${path} cannot be used now, another process is writing: database is locked`,
    });
    // Reading does not wait for writers.
    expect(await store.runs.namespaces()).toEqual([]);
    other.exec('ROLLBACK');
    await store.check();
    other.close();
    await store.close();
  });

  it.skipIf(prlimit === undefined)(
    'whose disk is full says so, loses nothing, and goes on when there is room',
    async () => {
      // A limit on the size of files, whose signal is ignored, so that writing fails.
      const writer = storeProcess(
        await storeProgram(folder.at('program')),
        ['asked', folder.path],
        `trap '' XFSZ; ulimit -S -f 1000`,
      );
      expect(await writer.next()).toBe('open');
      let ok = 0;
      const ask = async (): Promise<string | undefined> => {
        writer.say(`run-${ok}`);
        return await writer.next();
      };
      let answer = await ask();
      for (; answer === 'ok' && ok < 1000; answer = await ask()) ok += 1;
      expect(answer).toMatch(
        /^STORE_UNAVAILABLE: .*verdict\.db cannot be used now, the disk (is full|does not read or write)/u,
      );
      expect(ok).toBeGreaterThan(0);
      expect(await ask()).toBe(answer);
      execFileSync(prlimit ?? '', ['--pid', String(writer.pid), '--fsize=unlimited:unlimited']);
      expect(await ask()).toBe('ok');
      await writer.kill();

      const store = await openSqlite({ folder: folder.path, clock: systemClock });
      const { runs } = await store.runs.list('shop', {}, { limit: 2000 });
      expect(runs).toHaveLength(ok + 1);
      await store.close();
    },
  );

  it.each<{ given: string; then: string | undefined; fail: (path: string) => void }>([
    {
      given: 'a full disk',
      then: 'STORE_UNAVAILABLE',
      fail: (path) => {
        const database = new DatabaseSync(path);
        database.exec('PRAGMA max_page_count = 2; CREATE TABLE a (b); CREATE TABLE c (d)');
      },
    },
    {
      given: 'a file that may only be read',
      then: 'STORE_UNAVAILABLE',
      fail: (path) => {
        new DatabaseSync(path).close();
        new DatabaseSync(path, { readOnly: true }).exec('CREATE TABLE a (b)');
      },
    },
    {
      given: 'a folder that is gone',
      then: 'STORE_UNAVAILABLE',
      fail: (path) => new DatabaseSync(`${path}/gone/verdict.db`),
    },
    {
      given: 'a lock of another',
      then: 'STORE_UNAVAILABLE',
      fail: (path) => {
        new DatabaseSync(path).exec('BEGIN IMMEDIATE');
        new DatabaseSync(path, { timeout: 0 }).exec('BEGIN IMMEDIATE');
      },
    },
    {
      given: 'damage',
      then: 'STORE_UNFIT',
      fail: (path) => {
        const database = new DatabaseSync(path);
        database.exec('CREATE TABLE a (b)');
        database.close();
        writeFileSync(path, readFileSync(path).fill(0xa5, 1000, 5000));
        new DatabaseSync(path).exec('SELECT * FROM a');
      },
    },
    { given: 'a mistake of ours', then: undefined, fail: (path) => new DatabaseSync(path).exec('SELEC') },
  ])('has $then for $given', ({ then, fail }) => {
    const fault = sqliteFault(
      thrownBy(() => fail(path)),
      path,
    );
    expect(fault instanceof Fault ? fault.code : undefined).toBe(then);
    expect(fault).toBeInstanceOf(Error);
  });
});

function thrownBy(fail: () => void): unknown {
  try {
    fail();
  } catch (thrown) {
    return thrown;
  }
  throw new Error('nothing was thrown');
}
