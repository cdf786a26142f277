import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../../../src/core/json.ts';
import type { Api, ApiCall, WatchEvent } from '../../../src/simulator/api/call.ts';
import { VirtualClock } from '../../../src/simulator/virtual-clock.ts';
import { workloadOn } from '../../../src/simulator/workload/workload-on.ts';
import { pods, second, service, web } from './shop.ts';

/** An API that serves some paths, and whose watches hear what a test says. */
function scriptedApi(
  served: readonly string[],
): Pick<Api, 'watch'> & { tell(event: WatchEvent): void; watched: string[] } {
  const hearers = new Set<(event: WatchEvent) => void>();
  const watched: string[] = [];
  return {
    watched,
    tell(event) {
      for (const hear of hearers) hear(event);
    },
    watch({ path }: ApiCall, hear) {
      if (!served.includes(path))
        return { status: 404, body: { message: 'the server could not find the requested resource' } };
      watched.push(path);
      // One watch hears all, so that nothing is told twice.
      if (path === '/api/v1/pods') hearers.add(hear);
      return { stop: () => hearers.delete(hear) };
    },
  };
}

describe('a workload on a cluster', () => {
  const core = ['/api/v1/pods', '/api/v1/services'];
  const added = (object: JsonObject): WatchEvent => ({ type: 'ADDED', object });

  it('follows the objects as they come, change and go, until it is stopped', async () => {
    const clock = new VirtualClock(second(0));
    const api = scriptedApi(core);
    const { workload, stop } = workloadOn({ api: api as unknown as Api, clock }, web);
    const seen = (): unknown =>
      [...workload.tally(second(0), clock.now(), 'users').revisions].map(([revision, { requests }]) => [
        revision,
        requests,
      ]);
    const [first, other] = [...pods(1, 'a'), ...pods(1, 'b')];
    for (const object of [service('web'), first, other]) api.tell(added(object ?? {}));
    await clock.run(second(10));
    api.tell({ type: 'DELETED', object: other ?? {} });
    api.tell({ type: 'BOOKMARK', object: {} });
    await clock.run(second(20));
    expect(seen()).toEqual([
      ['a', 1500],
      ['b', 500],
    ]);
    stop();
    api.tell({ type: 'DELETED', object: first ?? {} });
    await clock.run(second(30));
    expect(seen()).toEqual([
      ['a', 2500],
      ['b', 500],
    ]);
  });

  it('hears of what its entries need', () => {
    const api = scriptedApi([...core, '/apis/networking.k8s.io/v1/ingresses']);
    const entry = { kind: 'nginx', namespace: 'shop', name: 'web' } as const;
    const app = { ...web, streams: [{ name: 'users', entry, requestsPerSecond: 1 }] };
    workloadOn({ api: api as unknown as Api, clock: new VirtualClock() }, app);
    expect(api.watched).toEqual([...core, '/apis/networking.k8s.io/v1/ingresses']);
  });

  it('says what is not served', () => {
    const entry = { kind: 'istio', namespace: 'shop', name: 'web' } as const;
    const app = { ...web, streams: [{ name: 'users', entry, requestsPerSecond: 1 }] };
    expect(() => workloadOn({ api: scriptedApi(core) as unknown as Api, clock: new VirtualClock() }, app)).toThrow(
      'the workload cannot follow /apis/networking.istio.io/v1beta1/virtualservices: the server could not find the requested resource',
    );
  });
});
