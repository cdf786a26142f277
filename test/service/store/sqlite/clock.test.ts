import { expect, it } from 'vitest';
import { systemClock } from '../../../../src/cli/system-clock.ts';
import { after, type Instant, millisOf } from '../../../../src/core/instant.ts';
import { openSqlite } from '../../../../src/service/store/sqlite/open-sqlite.ts';
import { startedOne, steps, write } from '../../../support/stored-runs.ts';
import { NOW } from '../../../support/stores.ts';

const TEN_SECONDS = millisOf(10_000);
const AN_HOUR = 3_600_000;

it.each([
  { given: 'goes on', by: 9_000, isFree: false },
  { given: 'goes on until its time is over', by: 10_000, isFree: true },
  { given: 'is set ahead by an hour', by: AN_HOUR, isFree: true },
  { given: 'is set back a little', by: -9_000, isFree: false },
  { given: 'is set back by an hour', by: -AN_HOUR, isFree: true },
])('while the clock $given, a replica that is silent loses its runs: $isFree', async ({ by, isFree }) => {
  let now: Instant = NOW;
  const store = await openSqlite({ clock: { ...systemClock, now: () => now } });
  await store.replicas.beat('one', TEN_SECONDS);
  const held = await startedOne(store);
  now = after(NOW, millisOf(by));
  await store.replicas.beat('two', TEN_SECONDS);
  expect(await store.runs.count()).toEqual({ live: 1, unheld: isFree ? 1 : 0 });
  expect(await store.runs.claim('two', 10, 'ticket')).toHaveLength(isFree ? 1 : 0);
  // It is told so, and can write if nobody has taken what it holds.
  expect(await store.replicas.beat('one', TEN_SECONDS)).toBe(!isFree);
  expect((await store.runs.record([write(held, steps(0, 0))])).size).toBe(isFree ? 1 : 0);
  await store.close();
});
