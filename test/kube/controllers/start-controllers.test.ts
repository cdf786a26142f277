import { describe, expect, it } from 'vitest';
import { after, millisOf } from '../../../src/core/instant.ts';
import { KINDS } from '../../../src/kube/kinds.ts';
import { collectionPath, objectPath } from '../../../src/kube/resource.ts';
import { VirtualClock } from '../../../src/simulator/virtual-clock.ts';
import { controllersAt, looker, NO_MEASURES } from '../../support/controllers-at.ts';
import { MemoryApi } from '../../support/memory-api.ts';

const ROLLOUTS = collectionPath(KINDS.rollouts, 'shop');
const RUNS = collectionPath(KINDS.analysisRuns, 'shop');

describe('controllers', () => {
  it('work on what they heard once everything is known, not before', async () => {
    const { api, clock } = world();
    await make(api, ROLLOUTS, 'web');
    const { promise, resolve } = Promise.withResolvers<void>();
    api.before = ({ path }) => (path.endsWith('/analysisruns') ? promise : undefined);
    const rollouts = looker('Rollouts', 'rollouts');
    const running = controllersAt(api, clock, [rollouts]);
    await clock.settle();
    expect([running.isSynced(), rollouts.looked]).toEqual([false, []]);
    resolve();
    await pass(clock);
    expect([running.isSynced(), rollouts.looked]).toEqual([true, ['shop/web']]);
  });

  it('look at nothing while they rest, save at AnalysisRuns, and afterwards at what happened meanwhile and at all AnalysisRuns', async () => {
    const { api, clock } = world();
    const [rollouts, runs] = [looker('Rollouts', 'rollouts'), looker('AnalysisRuns', 'analysisRuns')];
    const running = controllersAt(api, clock, [rollouts, runs]);
    await pass(clock);
    running.pause();
    await make(api, ROLLOUTS, 'web');
    await make(api, RUNS, 'run');
    await pass(clock);
    expect([rollouts.looked, runs.looked]).toEqual([[], ['shop/run']]);
    running.resume();
    await pass(clock);
    expect([rollouts.looked, runs.looked]).toEqual([['shop/web'], ['shop/run', 'shop/run']]);
  });

  it('that rest before everything is known do not begin when it is', async () => {
    const { api, clock } = world();
    await make(api, ROLLOUTS, 'web');
    const rollouts = looker('Rollouts', 'rollouts');
    const running = controllersAt(api, clock, [rollouts]);
    running.pause();
    await pass(clock);
    expect([running.isSynced(), rollouts.looked]).toEqual([true, []]);
  });

  it('end after the work in hand, each with what it does beside its queue', async () => {
    const { api, clock } = world();
    await make(api, ROLLOUTS, 'web');
    const order: string[] = [];
    const rollouts = looker('Rollouts', 'rollouts', {
      async stop() {
        order.push('stopped');
        await Promise.resolve();
      },
    });
    const { promise, resolve } = Promise.withResolvers<void>();
    rollouts.block = promise.then(() => void order.push('work ended'));
    const running = controllersAt(api, clock, [rollouts]);
    await pass(clock);
    const stopped = running.stop(millisOf(60_000)).then(() => void order.push('all ended'));
    await make(api, ROLLOUTS, 'late');
    await pass(clock);
    expect(order).toEqual([]);
    resolve();
    await stopped;
    expect([order, rollouts.looked]).toEqual([['work ended', 'stopped', 'all ended'], ['shop/web']]);
  });

  it('do not wait longer for work in hand than they may', async () => {
    const { api, clock } = world();
    await make(api, ROLLOUTS, 'web');
    const rollouts = looker('Rollouts', 'rollouts');
    rollouts.block = new Promise(() => {});
    const running = controllersAt(api, clock, [rollouts]);
    await pass(clock);
    let isOver = false;
    const stopped = running.stop(millisOf(2_000)).then(() => {
      isOver = true;
    });
    await clock.run(after(clock.now(), millisOf(1_999)));
    expect(isOver).toBe(false);
    await clock.run(after(clock.now(), millisOf(1)));
    await stopped;
  });

  it('follow the kinds that they are to look at, and no others', async () => {
    const { api, clock } = world();
    const running = controllersAt(api, clock, []);
    await pass(clock);
    const followed = api.requests.filter(({ method }) => method === 'WATCH').map(({ path }) => path);
    expect(followed).toEqual(['rollouts', 'analysisruns'].map((plural) => `/apis/argoproj.io/v1alpha1/${plural}`));
    expect([running.isSynced(), running.caches.services.all()]).toEqual([true, []]);
  });

  it('tell that an object is gone', async () => {
    const { api, clock } = world();
    await make(api, ROLLOUTS, 'web');
    const gone: unknown[] = [];
    controllersAt(api, clock, [], { ...NO_MEASURES, gone: (kind, name) => gone.push([kind, name]) });
    await pass(clock);
    await api.request({ method: 'DELETE', path: objectPath(KINDS.rollouts, { namespace: 'shop', name: 'web' }) });
    await pass(clock);
    expect(gone).toEqual([['Rollout', { namespace: 'shop', name: 'web' }]]);
  });
});

function world() {
  return { api: new MemoryApi(), clock: new VirtualClock() };
}

async function make(api: MemoryApi, path: string, name: string): Promise<void> {
  await api.request({ method: 'POST', path, body: { metadata: { name } } });
}

/** What needs no time happens in a moment. */
async function pass(clock: VirtualClock): Promise<void> {
  for (let turns = 0; turns < 10; turns += 1) await clock.settle();
}
