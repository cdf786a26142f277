import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { afterAll, expect, it } from 'vitest';
import { systemClock } from '../../../src/cli/system-clock.ts';
import { openSqlite } from '../../../src/service/store/sqlite/open-sqlite.ts';
import { entriesOf, measuredIn } from '../../support/gate.ts';
import { startServer } from '../../support/http-server.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

const PROCESS = fileURLToPath(new URL('../../support/driving-process.ts', import.meta.url));
const RUNS = 15;

const folder = temporaryFolder();
const processes: ChildProcess[] = [];
afterAll(() => {
  for (const process of processes) process.kill('SIGKILL');
  folder.remove();
});

function begin(backend: string, starts: number): ChildProcess {
  const child = spawn(process.execPath, [PROCESS, folder.path, backend, String(starts)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  processes.push(child);
  return child;
}

it('a process that is killed with SIGKILL, again and again, leaves each measurement once, no gap, and the verdict of an undisturbed run', {
  timeout: 120_000,
}, async () => {
  let asked = 0;
  let heard = (): void => {};
  const backend = await startServer(() => {
    asked += 1;
    heard();
    return { body: { value: 1 } };
  });
  const askedTimes = (count: number) =>
    new Promise<void>((resolve) => {
      const wanted = asked + count;
      heard = () => asked >= wanted && resolve();
    });
  for (const [life, looks] of [5, 60].entries()) {
    const child = begin(backend.url, life === 0 ? RUNS : 0);
    if (life === 0) await once(child.stdout ?? child, 'data');
    await askedTimes(looks);
    child.kill('SIGKILL');
    await once(child, 'exit');
  }
  const [code] = (await once(begin(backend.url, 0), 'exit')) as [number | null];
  expect(code).toBe(0);
  await backend.stop();
  const store = await openSqlite({ folder: folder.path, clock: systemClock });
  const { runs } = await store.runs.list('team', {}, { limit: 100 });
  expect(runs.map(({ verdict }) => verdict)).toEqual(Array.from({ length: RUNS }, () => 'pass'));
  for (const { id } of runs) {
    const measured = await measuredIn(store, id);
    expect(new Set(measured).size).toBe(13);
    expect(measured).toHaveLength(13);
    const entries = await entriesOf(store, id);
    expect(entries.map((one) => Number(one.split(' ')[0]))).toEqual(entries.map((_, index) => index));
    expect(entries.filter((one) => one.endsWith('ended'))).toEqual([entries.at(-1)]);
  }
  await store.close();
});
