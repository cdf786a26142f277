import { describe, expect, it, onTestFinished } from 'vitest';
import type { ListRolloutsOptions } from '../../../src/cli/list/list-options.ts';
import { rolloutRow } from '../../../src/cli/list/rollout-row.ts';
import { tellChanges } from '../../../src/cli/list/tell-changes.ts';
import { onlyThat } from '../../../src/cli/sight/named.ts';
import { after, millisOf } from '../../../src/core/instant.ts';
import { VirtualClock } from '../../../src/simulator/virtual-clock.ts';
import { testWorld } from '../../support/cli-world.ts';
import { until } from '../../support/until.ts';
import { apiWithWeb, createWeb, deleteWeb, putStatus, readWeb, WEB } from '../support/memory-rollouts.ts';

describe('a list that goes on', () => {
  it('tells what changes in what a row shows, half a second at a time', async () => {
    const { api, seen, pass, world } = await start({});
    await putStatus(api, 'Paused', 'only the message is new');
    await putStatus(api, 'Progressing');
    await putStatus(api, 'Healthy');
    await seen(3);
    await pass(499);
    expect(world.said().stdout).toBe('');
    await pass(1);
    expect(world.said().stdout).toBe(
      [
        'web         Canary     Progressing   -     20          0/0    5        0           0        \n',
        'web         Canary     Healthy       -     20          0/0    5        0           0        \n',
      ].join(''),
    );
  });

  it('tells of a deletion, and of the same name anew', async () => {
    const { api, seen, pass, world } = await start({ timestamps: true, allNamespaces: true });
    await deleteWeb(api);
    await seen(1);
    await pass(500);
    await createWeb(api, 'Healthy');
    await seen(2);
    await pass(500);
    const lines = world.said().stdout.split('\n').slice(0, -1);
    expect(lines.map((line) => line.split(/ +/).slice(0, 5))).toEqual([
      ['2026-03-01T10:00:00Z', 'shop', 'web', 'Canary', 'Deleted'],
      ['2026-03-01T10:00:00Z', 'shop', 'web', 'Canary', 'Progressing'],
      ['2026-03-01T10:00:00Z', 'shop', 'web', 'Canary', 'Healthy'],
    ]);
  });

  it('ends at Ctrl-C', async () => {
    const { world, telling } = await start({});
    world.interrupt();
    await expect(telling).resolves.toBeUndefined();
  });
});

async function start(options: ListRolloutsOptions) {
  const api = await apiWithWeb('Paused');
  const told = [rolloutRow(await readWeb(api))];
  const clock = new VirtualClock();
  const world = testWorld({ clock });
  const telling = tellChanges({ wanted: new Map([['rollouts', onlyThat(WEB)]]), told, options }, api, world);
  onTestFinished(async () => {
    world.interrupt();
    await telling;
  });
  const isWatching = (): boolean => api.requests.some(({ method }) => method === 'WATCH');
  await until(isWatching, telling);
  return {
    api,
    world,
    telling,
    /** Lets that many changes come in: the memory's watch gives one a turn. */
    seen: async (count: number): Promise<void> => {
      for (let i = 0; i < count + 2; i += 1) await clock.settle();
    },
    pass: (ms: number) => clock.run(after(clock.now(), millisOf(ms))),
  };
}
