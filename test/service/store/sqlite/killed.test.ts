import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { systemClock } from '../../../../src/cli/system-clock.ts';
import { openSqlite } from '../../../../src/service/store/sqlite/open-sqlite.ts';
import { storeProcess, storeProgram } from '../../../support/store-process.ts';
import { type TemporaryFolder, temporaryFolder } from '../../../support/temporary-folder.ts';

/** How many acknowledgements a process lives for, before it is killed somewhere in its next writes. */
const LIVES = [0, 4, 25, 140];

describe('a process that writes into SQLite', () => {
  let folder: TemporaryFolder;
  let home: TemporaryFolder;
  let program: string;
  beforeAll(async () => {
    home = temporaryFolder();
    program = await storeProgram(home.path);
  });
  afterAll(() => home.remove());
  beforeEach(() => {
    folder = temporaryFolder();
  });
  afterEach(() => folder.remove());

  it('loses nothing that was acknowledged when it is killed, and leaves nothing half', async () => {
    /** Steps of each run that were acknowledged, by any of the processes. */
    const acknowledged = new Map<string, number>();
    const take = (line: string | undefined): void => {
      const [id = '', count] = line?.split(' ') ?? [];
      // The last line may have been cut off with the process.
      if (count !== undefined && id.length === 36) acknowledged.set(id, Number(count));
    };
    for (const life of LIVES) {
      const writer = storeProcess(program, ['storm', folder.path, String(life)]);
      for (let heard = 0; heard <= life; heard += 1) take(await writer.next());
      for (const line of await writer.kill()) take(line);
    }

    const store = await openSqlite({ folder: folder.path, clock: systemClock });
    const claimed = await store.runs.claim('two', 100, 'ticket');
    const numbers = new Map(claimed.map(({ run, nextNumber }) => [run.id, nextNumber]));
    for (const [id, count] of acknowledged) expect(numbers.get(id)).toBeGreaterThanOrEqual(count);
    for (const { run, stand, nextNumber } of claimed) {
      const entries = await store.history.ofAttempt(run.id, 1, 0, 10_000);
      expect(entries.map(({ number }) => number)).toEqual(Array.from({ length: nextNumber }, (_, index) => index));
      expect(JSON.parse(stand).memory).toEqual({ count: { value: nextNumber - 1 } });
    }
    // The runs of a process are written together: none is ahead of the others.
    for (const life of LIVES) {
      const ofProcess = claimed.filter(({ run }) => run.name === String(life));
      expect(ofProcess).toHaveLength(3);
      expect(new Set(ofProcess.map(({ nextNumber }) => nextNumber)).size).toBe(1);
    }
    await store.close();
  });

  it('keeps its folder from being served by others while it lives, and not a moment longer', async () => {
    const writer = storeProcess(program, ['asked', folder.path]);
    await writer.next();
    await expect(openSqlite({ folder: folder.path, clock: systemClock })).rejects.toMatchObject({
      code: 'STORE_UNFIT',
      message: `${folder.path} is served by another process: end that one, or name another folder`,
    });
    const beside = await openSqlite({ folder: folder.path, clock: systemClock, isServing: false });
    await beside.check();
    await beside.close();
    await writer.kill();
    const store = await openSqlite({ folder: folder.path, clock: systemClock });
    await store.close();
  });

  it('makes the tables once, however many begin at the same time', async () => {
    const openers = [1, 2, 3].map(() => storeProcess(program, ['open', folder.path]));
    expect(await Promise.all(openers.map((opener) => opener.next()))).toEqual(['open', 'open', 'open']);
    await Promise.all(openers.map(({ ended }) => ended));
    const store = await openSqlite({ folder: folder.path, clock: systemClock });
    await store.check();
    await store.close();
  });
});
