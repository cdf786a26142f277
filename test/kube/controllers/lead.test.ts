import { describe, expect, it } from 'vitest';
import { after, millisOf } from '../../../src/core/instant.ts';
import type { JsonObject } from '../../../src/core/json.ts';
import { objectIn } from '../../../src/core/json-members.ts';
import { type Lead, lead } from '../../../src/kube/controllers/lead.ts';
import { LEASE_TIMES } from '../../../src/kube/lease/election.ts';
import { VirtualClock } from '../../../src/simulator/virtual-clock.ts';
import { controllersAt, looker } from '../../support/controllers-at.ts';
import { MemoryApi, refusal, unreachable } from '../../support/memory-api.ts';

const LEASE = '/apis/coordination.k8s.io/v1/namespaces/ops/leases/lock';

describe('who leads', () => {
  it('starts the controllers once it holds the lease', async () => {
    const { led, starts, clock } = world();
    expect([led.mayWrite(), led.running()]).toEqual([false, undefined]);
    await pass(clock, 0);
    expect([led.mayWrite(), starts.length]).toEqual([true, 1]);
  });

  it('lets them rest when the lease is lost, and go on with what they know when it is won again', async () => {
    const { api, led, starts, rollouts, clock } = world();
    await pass(clock, 0);
    const running = led.running();
    api.before = ({ method }) => {
      if (method === 'PUT') throw unreachable();
    };
    await pass(clock, 10_001);
    expect(led.mayWrite()).toBe(false);
    await make(api, 'web');
    await pass(clock, 60_000);
    expect(rollouts.looked).toEqual([]);
    api.before = () => {};
    await pass(clock, 3_000);
    expect([led.mayWrite(), rollouts.looked, starts.length, led.running() === running]).toEqual([
      true,
      ['shop/web'],
      1,
      true,
    ]);
  });

  it('gives the lease back when its controllers have ended, and writes nothing from then on', async () => {
    const { api, led, clock } = world();
    await pass(clock, 0);
    await led.stopControllers(millisOf(1_000));
    expect([led.mayWrite(), await holder(api)]).toEqual([true, 'me']);
    const given = led.giveBack(millisOf(1_000));
    expect(led.mayWrite()).toBe(false);
    await given;
    expect(await holder(api)).toBe('');
  });

  it('does not wait longer than it may for the lease to be given back', async () => {
    const { api, led, clock } = world();
    await pass(clock, 0);
    api.before = () => new Promise(() => {});
    let isOver = false;
    const given = led.giveBack(millisOf(1_500)).then(() => {
      isOver = true;
    });
    await pass(clock, 1_499);
    expect(isOver).toBe(false);
    await pass(clock, 1);
    await given;
  });

  it('starts nothing any more when it is asked to end before it led', async () => {
    const { api, led, starts, clock } = world(() => {
      throw unreachable();
    });
    await pass(clock, 5_000);
    await led.stopControllers(millisOf(1_000));
    api.before = () => {};
    await pass(clock, 5_000);
    expect(starts.length).toBe(0);
    await led.giveBack(millisOf(1_000));
  });

  it('says once a minute why it cannot have the lease', async () => {
    const { warnings, clock } = world(() => {
      throw refusal(404, 'NotFound', 'namespaces "ops" not found');
    });
    await pass(clock, 59_000);
    expect(warnings).toEqual([
      'the lease ops/lock cannot be had now, it is tried for again: namespaces "ops" not found',
    ]);
    await pass(clock, 60_000);
    expect(warnings.length).toBe(2);
  });

  it('acts at once where no lease is asked for', async () => {
    const { api, led, starts } = world(undefined, { hasLease: false });
    expect([led.mayWrite(), starts.length]).toEqual([true, 1]);
    await led.giveBack(millisOf(1_000));
    expect([led.mayWrite(), api.writes]).toEqual([false, []]);
  });
});

function world(before: MemoryApi['before'] = () => {}, { hasLease = true } = {}) {
  const api = new MemoryApi();
  api.before = (request) => (request.path.includes('leases') ? before(request) : undefined);
  const clock = new VirtualClock();
  const rollouts = looker('Rollouts', 'rollouts');
  const starts: string[] = [];
  const warnings: string[] = [];
  const led: Lead = lead({
    ...(hasLease && { lease: { lease: { namespace: 'ops', name: 'lock' }, identity: 'me', times: LEASE_TIMES } }),
    cluster: api,
    clock,
    random: () => 0,
    log: { debug() {}, info() {}, warn: (text) => warnings.push(text), error() {} },
    start() {
      starts.push('started');
      return controllersAt(api, clock, [rollouts]);
    },
  });
  return { api, led, starts, rollouts, warnings, clock };
}

async function make(api: MemoryApi, name: string): Promise<void> {
  const path = '/apis/argoproj.io/v1alpha1/namespaces/shop/rollouts';
  await api.request({ method: 'POST', path, body: { metadata: { name } } });
}

async function holder(api: MemoryApi): Promise<unknown> {
  const lease = (await api.request({ method: 'GET', path: LEASE })) as JsonObject;
  return objectIn(lease, 'spec')['holderIdentity'];
}

async function pass(clock: VirtualClock, ms: number): Promise<void> {
  await clock.run(after(clock.now(), millisOf(ms)));
  for (let turns = 0; turns < 10; turns += 1) await clock.settle();
}
