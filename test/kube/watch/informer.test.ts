import { expect, it, onTestFinished } from 'vitest';
import { after, millisOf } from '../../../src/core/instant.ts';
import type { JsonObject } from '../../../src/core/json.ts';
import { textIn } from '../../../src/core/json-members.ts';
import { byLabel } from '../../../src/kube/watch/indexed.ts';
import { startInformer } from '../../../src/kube/watch/informer.ts';
import { VirtualClock } from '../../../src/simulator/virtual-clock.ts';
import { MemoryApi, unreachable } from '../../support/memory-api.ts';

const PATH = '/api/v1/namespaces/shop/configmaps';

it('objects are kept up to date through breaks, an API that forgot, and one that is away', async () => {
  const { api, clock, informer, changes, troubles } = await informed();
  await create(api, 'a');
  await informer.synced;
  await create(api, 'b');
  await clock.settle();
  expect([names(informer.objects.all()), changes]).toEqual([
    ['a', 'b'],
    ['added a', 'added b'],
  ]);
  api.breakWatches();
  await remove(api, 'a');
  await pass(clock, 1_000);
  expect(names(informer.objects.all())).toEqual(['b']);
  api.before = ({ method }) => {
    if (method === 'GET') throw unreachable('away');
  };
  api.breakWatches();
  await pass(clock, 300_000);
  await remove(api, 'b');
  await create(api, 'c');
  api.breakWatches({ forget: true });
  await pass(clock, 300_000);
  expect(new Set(troubles)).toEqual(new Set(['away']));
  api.before = () => {};
  await pass(clock, 10_000);
  expect(names(informer.objects.find('tier', 'c'))).toEqual(['c']);
  expect(changes.slice(2)).toEqual(['deleted a', 'added c', 'deleted b']);
  expect(troubles.at(-1)).toBe('too old resource version: 103');
});

it('every object is told of again at a resync', async () => {
  const { api, clock, informer, changes } = await informed();
  await create(api, 'a');
  await informer.synced;
  await pass(clock, 1_800_000);
  expect(changes).toEqual(['added a', 'resync a', 'resync a']);
});

async function informed() {
  const api = new MemoryApi();
  const clock = new VirtualClock();
  const abort = new AbortController();
  const changes: string[] = [];
  const troubles: string[] = [];
  const options = {
    resource: { apiVersion: 'v1', kind: 'ConfigMap', plural: 'configmaps' },
    namespace: 'shop',
    indexes: { tier: byLabel('tier') },
    resyncMs: millisOf(900_000),
    onChange: ({ kind, object }: { kind: string; object: JsonObject }) => changes.push(`${kind} ${names([object])}`),
    onTrouble: (message: string) => troubles.push(message),
  };
  const informer = startInformer(options, { cluster: api, clock, random: () => 0.5, signal: abort.signal });
  onTestFinished(async () => {
    abort.abort();
    await informer.over;
  });
  return { api, clock, informer, changes, troubles };
}

async function create(api: MemoryApi, name: string): Promise<void> {
  await api.request({ method: 'POST', path: PATH, body: { metadata: { name, labels: { tier: name } } } });
}

async function remove(api: MemoryApi, name: string): Promise<void> {
  await api.request({ method: 'DELETE', path: `${PATH}/${name}` });
}

function pass(clock: VirtualClock, ms: number): Promise<void> {
  return clock.run(after(clock.now(), millisOf(ms)));
}

function names(objects: readonly JsonObject[]): readonly string[] {
  return objects.map(({ metadata }) => textIn(metadata, 'name')).sort();
}
