import { describe, expect, it } from 'vitest';
import { lastPhase } from '../../../src/cli/status/last-phase.ts';
import { type Millis, millisOf } from '../../../src/core/instant.ts';
import { VirtualClock } from '../../../src/simulator/virtual-clock.ts';
import { type TestWorld, testWorld } from '../../support/cli-world.ts';
import type { MemoryApi } from '../../support/memory-api.ts';
import { until } from '../../support/until.ts';
import { apiWithWeb, deleteWeb, putStatus, readWeb, WEB } from '../support/memory-rollouts.ts';

describe('waiting for the end of an update', () => {
  it('says each phase once, and ends with the last', async () => {
    const { api, world, waiting, said } = await waitFrom('Progressing');
    await said('Progressing\n');
    await putStatus(api, 'Paused', 'CanaryPauseStep');
    await said('CanaryPauseStep');
    await putStatus(api, 'Progressing');
    await said('CanaryPauseStep\nProgressing\n');
    await putStatus(api, 'Healthy');
    expect(await waiting).toMatchObject({ phase: 'Healthy' });
    expect(world.said()).toEqual({
      stdout: 'Progressing\nPaused - CanaryPauseStep\nProgressing\nHealthy\n',
      stderr: '',
    });
  });

  it('is over at once when there is nothing to wait for', async () => {
    const { api, waiting } = await waitFrom('Degraded');
    expect(await waiting).toMatchObject({ phase: 'Degraded' });
    expect(api.requests.filter(({ method }) => method === 'WATCH')).toEqual([]);
  });

  it('ends with the phase as it is when the time is over', async () => {
    const { waiting, clock, said } = await waitFrom('Paused', millisOf(90_000));
    await said('Paused\n');
    await clock.run(clock.now());
    while (await clock.next());
    expect(await waiting).toMatchObject({ phase: 'Paused' });
  });

  it('ends with the phase as it is at Ctrl-C', async () => {
    const { waiting, world, said } = await waitFrom('Paused');
    await said('Paused\n');
    world.interrupt();
    expect(await waiting).toMatchObject({ phase: 'Paused' });
    expect(world.leftWith()).toBeUndefined();
  });

  it('fails when the Rollout is deleted', async () => {
    const { api, waiting, said } = await waitFrom('Paused');
    await said('Paused\n');
    await deleteWeb(api);
    await expect(waiting).rejects.toThrow('rollout.argoproj.io "web" not found');
  });
});

interface Waiting {
  readonly api: MemoryApi;
  readonly world: TestWorld;
  readonly clock: VirtualClock;
  readonly waiting: ReturnType<typeof lastPhase>;
  readonly said: (text: string) => Promise<void>;
}

async function waitFrom(phase: string, timeout?: Millis): Promise<Waiting> {
  const api = await apiWithWeb(phase);
  const clock = new VirtualClock();
  const world = testWorld({ clock });
  const subject = { named: WEB, rollout: await readWeb(api) };
  const waiting = lastPhase(subject, timeout, { cluster: api, world });
  return {
    api,
    world,
    clock,
    waiting,
    said: (text) => until(() => world.said().stdout.includes(text), waiting),
  };
}
