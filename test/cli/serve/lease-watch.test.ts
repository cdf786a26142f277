import { expect, it } from 'vitest';
import { watchLeases } from '../../../src/cli/serve/lease-watch.ts';
import { millisOf } from '../../../src/core/instant.ts';
import { openSqlite } from '../../../src/service/store/sqlite/open-sqlite.ts';
import { VirtualClock } from '../../../src/simulator/virtual-clock.ts';
import { at, T0 } from '../../support/builders.ts';

it('a replica is ready while its leases are renewed', async () => {
  const clock = new VirtualClock(T0);
  const bare = await openSqlite({ clock });
  const { store, unreadiness } = watchLeases(bare, clock);
  expect(unreadiness()).toContain('not been renewed yet');
  await store.replicas.beat('a', millisOf(6_000));
  expect(unreadiness()).toBeUndefined();
  await clock.run(at(9));
  expect(unreadiness()).toBe('the leases of this replica were renewed 9 s ago for the last time');
  await store.replicas.beat('a', millisOf(6_000));
  expect(unreadiness()).toBeUndefined();
  await store.replicas.leave('a');
  await store.close();
});
