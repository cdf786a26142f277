import { writeSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { systemClock } from '../../src/cli/system-clock.ts';
import { Fault } from '../../src/core/fault.ts';
import { millisOf } from '../../src/core/instant.ts';
import { openSqlite } from '../../src/service/store/sqlite/open-sqlite.ts';
import type { Store } from '../../src/service/store/store.ts';
import { newRun, running, started, steps, write } from './stored-runs.ts';

/**
 * `store-program.ts MODE FOLDER NAME`, run by `storeProcess`.
 * `open`: opens the folder without serving it, says `open` and ends. `storm`: starts runs of that name and writes steps of all of them as fast as it can,
 * and says `ID COUNT` for each as soon as it is acknowledged. `asked`: for each line that it is told it starts a run, and says `ok` or the
 * code of the fault.
 */
const [mode, folder = '', name = ''] = process.argv.slice(2);

/** At once, whatever happens to this process next. */
function say(line: string): void {
  writeSync(1, `${line}\n`);
}

async function storm(store: Store): Promise<void> {
  await store.replicas.beat('one', millisOf(60_000));
  const held = await started(store, [newRun({ name }), newRun({ name }), newRun({ name })]);
  for (let count = 0; ; count += 1) {
    const stand = running({ memory: { count: { value: count } } });
    await store.runs.record(held.map((one) => write(one, steps(count, count), { stand })));
    for (const { run } of held) say(`${run.id} ${count + 1}`);
  }
}

async function asked(store: Store): Promise<void> {
  say('open');
  for await (const line of createInterface({ input: process.stdin })) {
    try {
      await started(store, [newRun({ name: line, labels: { long: 'x'.repeat(20_000) } })]);
      say('ok');
    } catch (thrown) {
      say(thrown instanceof Fault ? `${thrown.code}: ${thrown.message}` : String(thrown));
    }
  }
}

const store = await openSqlite({ folder, clock: systemClock, isServing: mode !== 'open' });
if (mode === 'storm') await storm(store);
if (mode === 'asked') await asked(store);
say('open');
await store.close();
