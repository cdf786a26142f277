import { describe, expect, it } from 'vitest';
import { after, millisOf } from '../../src/core/instant.ts';
import { limitedCluster } from '../../src/kube/limited-cluster.ts';
import { readOnlyCluster } from '../../src/kube/read-only-cluster.ts';
import { VirtualClock } from '../../src/simulator/virtual-clock.ts';
import { MemoryApi } from '../support/memory-api.ts';

const LIST = { method: 'GET', path: '/api/v1/services' } as const;

describe('a cluster with a limit of requests', () => {
  it('takes a burst at once and the rest in turn, and a burst again after a quiet time', async () => {
    const api = new MemoryApi();
    const clock = new VirtualClock();
    const cluster = limitedCluster(api, { perSecond: 10, burst: 5 }, clock);
    const pass = (ms: number) => clock.run(after(clock.now(), millisOf(ms)));
    const ask = (times: number) => Array.from({ length: times }, () => cluster.request(LIST));
    const answered = Promise.all(ask(20));
    await pass(0);
    expect(api.requests.length).toBe(5);
    await pass(500);
    expect(api.requests.length).toBe(10);
    await pass(1_000);
    await answered;
    await pass(60_000);
    const again = Promise.all(ask(6));
    await pass(0);
    expect(api.requests.length).toBe(25);
    await pass(100);
    await again;
  });
});

describe('a cluster that is only read', () => {
  it('sends questions and nothing else', async () => {
    const api = new MemoryApi();
    const cluster = readOnlyCluster(api);
    await cluster.request(LIST);
    const path = '/api/v1/namespaces/shop/services';
    await expect(cluster.request({ method: 'POST', path, body: {} })).rejects.toThrow(
      `read-only: POST ${path} is not sent`,
    );
    expect(api.requests).toEqual([LIST]);
  });
});
