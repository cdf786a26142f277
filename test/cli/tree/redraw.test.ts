import { describe, expect, it, onTestFinished } from 'vitest';
import { onlyThat } from '../../../src/cli/sight/named.ts';
import { redraw } from '../../../src/cli/tree/redraw.ts';
import { after, millisOf } from '../../../src/core/instant.ts';
import { Fields } from '../../../src/rollout/reading/fields.ts';
import { VirtualClock } from '../../../src/simulator/virtual-clock.ts';
import { testWorld } from '../../support/cli-world.ts';
import type { MemoryApi } from '../../support/memory-api.ts';
import { until } from '../../support/until.ts';
import { apiWithWeb, deleteWeb, putStatus, WEB } from '../support/memory-rollouts.ts';

const CLEAR = '\u001b[H\u001b[2J\u001b[0;0H';

describe('a picture that is drawn again and again', () => {
  it('is drawn once a second though nothing happens', async () => {
    const { pictures, pass, drawn } = await start();
    await drawn(1);
    await pass(3000);
    expect(pictures()).toEqual(['Paused 0', 'Paused 1000', 'Paused 2000', 'Paused 3000']);
  });

  it('is drawn when something changes, but no more than five times a second', async () => {
    const { api, pictures, pass, drawn } = await start();
    await drawn(1);
    await pass(500);
    await putStatus(api, 'Progressing');
    await drawn(2);
    await putStatus(api, 'Degraded');
    await putStatus(api, 'Healthy');
    await pass(100);
    expect(pictures()).toEqual(['Paused 0', 'Progressing 500']);
    await pass(100);
    await drawn(3);
    expect(pictures()).toEqual(['Paused 0', 'Progressing 500', 'Healthy 700']);
  });

  it('stays while the thing is gone', async () => {
    const { api, pictures, pass, drawn } = await start();
    await drawn(1);
    await deleteWeb(api);
    await pass(1000);
    expect(pictures()).toEqual(['Paused 0', 'Paused 1000']);
  });

  it('is over when it is asked to be', async () => {
    const { end, drawing, drawn } = await start();
    await drawn(1);
    end.abort();
    await expect(drawing).resolves.toBeUndefined();
  });

  it('waits for an API that does not answer, and says so', async () => {
    const { api, world, said, drawn, pictures } = await start((given) => {
      given.before = ({ path }) => {
        given.before = () => {};
        throw new Error(`${path} is broken`);
      };
    });
    await said('rollouts is broken; asking again');
    await drawn(1);
    expect([pictures(), world.said().stderr.split('\n').length, api.writes.length]).toEqual([['Paused 0'], 2, 2]);
  });
});

async function start(prepare: (api: MemoryApi) => void = () => {}) {
  const api = await apiWithWeb('Paused');
  prepare(api);
  const clock = new VirtualClock();
  const begin = clock.now();
  const world = testWorld({ clock });
  const end = new AbortController();
  const drawing = redraw(
    {
      wanted: new Map([['rollouts', onlyThat(WEB)]]),
      known: new Map(),
      see: (found) => new Fields(found('rollouts')[0]).below('status').text('phase') || undefined,
      draw: (phase, now) => `${phase} ${now - begin}`,
    },
    { cluster: api, world, signal: end.signal },
  );
  onTestFinished(async () => {
    end.abort();
    await drawing;
  });
  const pictures = (): readonly string[] => world.said().stdout.split(CLEAR).slice(1);
  return {
    api,
    world,
    end,
    drawing,
    pictures,
    drawn: (count: number) => until(() => pictures().length >= count, drawing),
    said: (text: string) => until(() => world.said().stderr.includes(text), drawing),
    pass: (ms: number) => clock.run(after(clock.now(), millisOf(ms))),
  };
}
