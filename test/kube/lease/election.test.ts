import { afterEach, describe, expect, it } from 'vitest';
import { after, millisOf } from '../../../src/core/instant.ts';
import type { JsonObject } from '../../../src/core/json.ts';
import { Election, LEASE_TIMES } from '../../../src/kube/lease/election.ts';
import { VirtualClock } from '../../../src/simulator/virtual-clock.ts';
import { MemoryApi, refusal, unreachable } from '../../support/memory-api.ts';

const PATH = '/apis/coordination.k8s.io/v1/namespaces/ops/leases/lock';

describe('an election', () => {
  it('is won by the first, who renews with one request every 2.6 seconds', async () => {
    const { api, clock, join } = world();
    const one = join('one');
    await clock.settle();
    expect(one.election.isLeading()).toBe(true);
    expect(await spec(api)).toEqual({
      holderIdentity: 'one',
      leaseDurationSeconds: 15,
      acquireTime: '2026-03-01T10:00:00.000000Z',
      renewTime: '2026-03-01T10:00:00.000000Z',
      leaseTransitions: 0,
    });
    const before = api.requests.length;
    await pass(clock, 60_000);
    expect(api.requests.length - before).toBe(23);
    expect(await spec(api)).toMatchObject({ renewTime: '2026-03-01T10:00:59.800000Z', leaseTransitions: 0 });
    expect(one.heard).toEqual([true]);
  });

  it('has one leader at a time, and the next when the first one is gone without a word', async () => {
    const { api, clock, join } = world();
    const one = join('one');
    await clock.settle();
    const two = join('two');
    await pass(clock, 30_000);
    expect([one.election.isLeading(), two.election.isLeading()]).toEqual([true, false]);
    one.isCutOff = true;
    await pass(clock, 9_999);
    expect(two.election.isLeading()).toBe(false);
    await pass(clock, 2);
    expect([one.election.isLeading(), one.heard]).toEqual([false, [true, false]]);
    await pass(clock, 10_000);
    expect(two.election.isLeading()).toBe(true);
    expect(await spec(api)).toMatchObject({ holderIdentity: 'two', leaseTransitions: 1 });
  });

  it('is won back by a leader who could not renew, when nobody took the lease', async () => {
    const { clock, join } = world();
    const one = join('one');
    await clock.settle();
    one.isCutOff = true;
    await pass(clock, 600_000);
    expect(one.election.isLeading()).toBe(false);
    one.isCutOff = false;
    await pass(clock, 3_000);
    expect(one.heard).toEqual([true, false, true]);
  });

  it('ends the leadership at once when somebody else has written himself in', async () => {
    const { api, clock, join } = world();
    const one = join('one');
    await clock.settle();
    const body = { spec: { holderIdentity: 'upstream', leaseDurationSeconds: 15 } };
    await api.request({ method: 'PATCH', path: PATH, patch: 'merge', body });
    await pass(clock, 2_600);
    expect([one.election.isLeading(), one.heard]).toEqual([false, [true, false]]);
  });

  it('is free at once when the leader gives the lease back', async () => {
    const { api, clock, join } = world();
    const one = join('one');
    await clock.settle();
    const two = join('two');
    await clock.settle();
    await one.election.stop();
    expect([one.election.isLeading(), await spec(api)]).toMatchObject([false, { holderIdentity: '' }]);
    await pass(clock, 2_400);
    expect(two.election.isLeading()).toBe(true);
    await two.election.stop();
    expect(await clock.next()).toBe(false);
  });

  it('is not given back by those who did not win it', async () => {
    const { api, clock, join } = world();
    join('one');
    await clock.settle();
    const two = join('two');
    await clock.settle();
    await two.election.stop();
    expect(await spec(api)).toMatchObject({ holderIdentity: 'one' });
  });

  it('gives a lease back whose last renewal was carried out, but not answered', async () => {
    const { api, clock, join } = world();
    const one = join('one');
    await clock.settle();
    one.answersGetLost = true;
    await pass(clock, 2_600);
    one.answersGetLost = false;
    await one.election.stop();
    expect(await spec(api)).toMatchObject({ holderIdentity: '' });
    expect(one.troubles).toEqual(['connect ECONNREFUSED']);
  });

  it('says that a lease cannot be made for want of its namespace', async () => {
    const { api, clock, join } = world();
    api.before = ({ method }) => {
      if (method === 'POST') throw refusal(404, 'NotFound', 'namespaces "ops" not found');
    };
    const one = join('one');
    await clock.settle();
    expect([one.election.isLeading(), one.troubles]).toEqual([false, ['namespaces "ops" not found']]);
  });

  it('does not trust the times of others: a holder whose clock is wrong is waited for all the same', async () => {
    const { api, clock, join } = world();
    const body = { metadata: { name: 'lock' }, spec: { ...HELD, renewTime: '1999-01-01T00:00:00.000000Z' } };
    await api.request({ method: 'POST', path: PATH.replace('/lock', ''), body });
    const one = join('one');
    await pass(clock, 14_900);
    expect(one.election.isLeading()).toBe(false);
    await pass(clock, 3_000);
    expect(one.election.isLeading()).toBe(true);
  });

  it('is decided by the API when two try at once', async () => {
    const { clock, join } = world();
    const all = ['one', 'two', 'three'].map(join);
    await pass(clock, 10_000);
    expect(all.filter(({ election }) => election.isLeading()).length).toBe(1);
  });
});

const HELD = { holderIdentity: 'upstream', leaseDurationSeconds: 15, leaseTransitions: 3 };
const joined: Election[] = [];
afterEach(async () => {
  await Promise.all(joined.splice(0).map((election) => election.stop()));
});

function world() {
  const api = new MemoryApi();
  const clock = new VirtualClock();
  const join = (identity: string) => {
    const self = { heard: [] as boolean[], troubles: [] as string[], isCutOff: false, answersGetLost: false };
    const cluster = {
      context: api.context,
      server: api.server,
      namespace: api.namespace,
      lines: api.lines.bind(api),
      close: api.close.bind(api),
      request: async (...[request]: Parameters<MemoryApi['request']>) => {
        if (self.isCutOff) throw unreachable();
        const answer = await api.request(request);
        if (self.answersGetLost) throw unreachable();
        return answer;
      },
    };
    const election = new Election({
      lease: { namespace: 'ops', name: 'lock' },
      identity,
      times: LEASE_TIMES,
      onChange: (isLeading) => self.heard.push(isLeading),
      onTrouble: (message) => self.troubles.push(message),
      cluster,
      clock,
      random: () => 0.5,
    });
    joined.push(election);
    return Object.assign(self, { election });
  };
  return { api, clock, join };
}

async function spec(api: MemoryApi): Promise<unknown> {
  const lease = (await api.request({ method: 'GET', path: PATH })) as JsonObject;
  return lease['spec'];
}

function pass(clock: VirtualClock, ms: number): Promise<void> {
  return clock.run(after(clock.now(), millisOf(ms)));
}
