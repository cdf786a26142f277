import { describe, expect, it } from 'vitest';
import { waitUntil } from '../../../src/core/clock.ts';
import { after, millisOf } from '../../../src/core/instant.ts';
import type { JsonObject } from '../../../src/core/json.ts';
import { listIn, objectIn } from '../../../src/core/json-members.ts';
import { openVirtualCluster, type VirtualCluster } from '../../support/virtual-cluster.ts';

const HOUR = millisOf(3_600_000);
const ROLLOUTS = '/apis/argoproj.io/v1alpha1/namespaces/shop/rollouts';
const COUNT = 1_000;
const PODS = 3;

describe('1,000 Rollouts of three pods that nobody touches', () => {
  it('are not written to in an hour, nor is anything else but the lease', { timeout: 120_000 }, async () => {
    const world = await openVirtualCluster({ tellsEvents: false });
    await world.until(deployed(world));
    // What is left to say of the deploys is said: progress deadlines pass, events are sent.
    await world.clock.run(after(world.clock.now(), HOUR));
    const [writes, changes] = [world.writes.length, world.history.length];
    await world.clock.run(after(world.clock.now(), HOUR));
    const others = world.writes.slice(writes).filter(({ call }) => !call.path.includes('/leases/'));
    expect(others).toEqual([]);
    expect(world.history.slice(changes)).toEqual([]);
    // The controller is there: it renews its lease, about every three seconds.
    expect(world.writes.length - writes).toBeGreaterThan(1_000);
    await world.close();
  });
});

async function deployed({ cluster, clock }: VirtualCluster): Promise<void> {
  await cluster.request({ method: 'POST', path: '/api/v1/namespaces', body: { metadata: { name: 'shop' } } });
  for (let i = 0; i < COUNT; i += 1)
    await cluster.request({ method: 'POST', path: ROLLOUTS, body: rollout(`web-${i}`) });
  for (;;) {
    const all = listIn(await cluster.request({ method: 'GET', path: ROLLOUTS }), 'items');
    const statuses = all.map((one) => objectIn(one, 'status'));
    if (statuses.every(({ phase, availableReplicas }) => phase === 'Healthy' && availableReplicas === PODS)) return;
    await waitUntil(clock, after(clock.now(), millisOf(10_000)));
  }
}

function rollout(name: string): JsonObject {
  const labels = { app: name };
  return {
    apiVersion: 'argoproj.io/v1alpha1',
    kind: 'Rollout',
    metadata: { name },
    spec: {
      replicas: PODS,
      selector: { matchLabels: labels },
      template: { metadata: { labels }, spec: { containers: [{ name: 'web', image: 'web:1' }] } },
      strategy: { canary: { steps: [{ setWeight: 20 }, { pause: {} }] } },
    },
  };
}
