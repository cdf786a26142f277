import { describe, expect, it } from 'vitest';
import { after, millisOf } from '../../../src/core/instant.ts';
import type { JsonObject } from '../../../src/core/json.ts';
import { listIn } from '../../../src/core/json-members.ts';
import type { ObjectEvent } from '../../../src/kube/events/event.ts';
import { EventRecorder } from '../../../src/kube/events/event-recorder.ts';
import { VirtualClock } from '../../../src/simulator/virtual-clock.ts';
import { MemoryApi, refusal, unreachable } from '../../support/memory-api.ts';

describe('an event', () => {
  it('is written beside its object, in the shape of core/v1', async () => {
    const { recorder, clock, events } = world();
    recorder.record(paused('web'));
    await pass(clock, 100);
    expect(await events()).toMatchObject([
      {
        apiVersion: 'v1',
        kind: 'Event',
        metadata: { name: expect.stringMatching(/^web\.[0-9a-f]{16}$/), namespace: 'shop' },
        involvedObject: {
          apiVersion: 'argoproj.io/v1alpha1',
          kind: 'Rollout',
          namespace: 'shop',
          name: 'web',
          uid: 'uid-web',
          resourceVersion: '7',
        },
        type: 'Normal',
        reason: 'RolloutPaused',
        message: 'Rollout is paused',
        source: { component: 'rollouts-controller' },
        reportingComponent: 'rollouts-controller',
        firstTimestamp: '2026-03-01T10:00:00Z',
        lastTimestamp: '2026-03-01T10:00:00Z',
        count: 1,
      },
    ]);
  });

  it('that happens again is counted on, whether the first one waits, was sent or was forgotten', async () => {
    const { api, recorder, clock, events } = world();
    recorder.record(paused('web'));
    recorder.record(paused('web'));
    await pass(clock, 5_000);
    recorder.record(paused('web'));
    recorder.record({ ...paused('web'), message: 'another' });
    await pass(clock, 5_000);
    const [first, other] = await events();
    expect(first).toMatchObject({
      count: 3,
      firstTimestamp: '2026-03-01T10:00:00Z',
      lastTimestamp: '2026-03-01T10:00:05Z',
    });
    expect(other).toMatchObject({ count: 1, message: 'another' });
    await api.request({ method: 'DELETE', path: `${PATH}/${nameIn(first)}` });
    recorder.record(paused('web'));
    await pass(clock, 5_000);
    expect((await events())[1]).toMatchObject({ count: 1, message: 'Rollout is paused' });
  });

  it('of an object with the longest name has a name that the API takes', async () => {
    const { recorder, clock, events } = world();
    recorder.record(paused('x'.repeat(253)));
    await pass(clock, 100);
    expect(nameIn((await events())[0]).length).toBe(253);
  });

  it('of an object that lives in no namespace is kept in default', async () => {
    const { api, recorder, clock } = world();
    recorder.record({ ...paused('web'), about: { kind: 'Node', metadata: { name: 'n' } } });
    await pass(clock, 100);
    expect(api.writes).toEqual(['POST /api/v1/namespaces/default/events']);
  });
});

describe('events', () => {
  it('that are few are sent at once', async () => {
    const { api, recorder, clock } = world();
    for (const reason of ['First', 'Second', 'Third']) recorder.record({ ...paused('web'), reason });
    await clock.settle();
    expect(api.writes.length).toBe(3);
  });

  it('of a burst are spread, and all sent within half a minute', async () => {
    const { api, recorder, clock } = world();
    for (let i = 0; i < 4_000; i += 1) recorder.record(paused(`web-${i}`));
    await pass(clock, 1_000);
    expect(api.writes.length).toBeLessThan(300);
    await pass(clock, 9_000);
    for (let i = 0; i < 1_000; i += 1) recorder.record(paused(`late-${i}`));
    await pass(clock, 21_000);
    expect(api.writes.length).toBe(5_000);
    expect(recorder.depth).toBe(0);
  });

  it('of one object are sent one after the other, those of several side by side', async () => {
    const { api, recorder, clock } = world();
    const held: (() => void)[] = [];
    api.before = () => new Promise<void>((resolve) => held.push(resolve));
    for (const reason of ['First', 'Second'])
      for (const name of ['a', 'b']) recorder.record({ ...paused(name), reason });
    await pass(clock, 1_000);
    expect(held.length).toBe(2);
    for (const release of held.splice(0)) release();
    await pass(clock, 1_000);
    for (const release of held.splice(0)) release();
    await pass(clock, 1_000);
    expect(api.writes.length).toBe(4);
  });

  it('wait for an API that is away, which is asked seldom, and none is lost or doubled', async () => {
    const { api, recorder, clock, dropped } = world();
    api.before = () => {
      throw unreachable();
    };
    for (let i = 0; i < 40; i += 1) recorder.record(paused(`web-${i}`));
    await pass(clock, 600_000);
    expect(api.requests.length).toBeLessThan(150);
    api.before = () => {};
    api.requests.length = 0;
    await pass(clock, 30_000);
    expect([api.requests.length, dropped]).toEqual([40, []]);
  });

  it('that the API refuses are dropped and counted', async () => {
    const { api, recorder, clock, dropped } = world();
    api.before = () => {
      throw refusal(403, 'Forbidden', 'the namespace is being terminated');
    };
    recorder.record(paused('web'));
    recorder.record(paused('web'));
    await pass(clock, 1_000);
    expect(dropped).toEqual(['2: the namespace is being terminated']);
  });

  it('are dropped and counted when too many wait, the oldest first', async () => {
    const { api, recorder, clock, dropped, fence } = world();
    fence.isOpen = false;
    for (let i = 0; i < 20_002; i += 1) recorder.record(paused(`web-${i}`));
    expect(dropped).toEqual(['1: more than 20000 events wait', '1: more than 20000 events wait']);
    await pass(clock, 10_000);
    expect(api.requests).toEqual([]);
    await stopped(recorder, clock, 100);
  });

  it('that wait at the end are sent at once', async () => {
    const { api, recorder, clock, dropped } = world();
    for (let i = 0; i < 500; i += 1) recorder.record(paused(`web-${i}`));
    await recorder.stop(millisOf(2_000));
    expect([api.writes.length, dropped]).toEqual([500, []]);
    expect(await clock.next()).toBe(false);
  });

  it('that cannot be sent at the end do not hold it up', async () => {
    const { api, recorder, clock, dropped } = world();
    api.before = () => {
      throw unreachable();
    };
    recorder.record(paused('web'));
    recorder.record(paused('web'));
    const start = clock.now();
    await stopped(recorder, clock, 2_000);
    expect([clock.now() - start, dropped]).toEqual([2_000, ['2: the controller ends']]);
  });
});

const PATH = '/api/v1/namespaces/shop/events';

function world() {
  const api = new MemoryApi();
  const clock = new VirtualClock();
  const dropped: string[] = [];
  const fence = { isOpen: true };
  const recorder = new EventRecorder({
    cluster: api,
    clock,
    component: 'rollouts-controller',
    mayWrite: () => fence.isOpen,
    onDrop: (count, why) => dropped.push(`${count}: ${why}`),
  });
  const events = async () => listIn(await api.request({ method: 'GET', path: PATH }), 'items');
  return { api, clock, recorder, dropped, fence, events };
}

function paused(name: string): ObjectEvent {
  const metadata = { name, namespace: 'shop', uid: `uid-${name}`, resourceVersion: '7' };
  const about = { apiVersion: 'argoproj.io/v1alpha1', kind: 'Rollout', metadata };
  return { about, type: 'Normal', reason: 'RolloutPaused', message: 'Rollout is paused' };
}

function nameIn(event: JsonObject | undefined): string {
  return ((event?.['metadata'] ?? {}) as { name: string }).name;
}

async function stopped(recorder: EventRecorder, clock: VirtualClock, within: number): Promise<void> {
  const stopping = recorder.stop(millisOf(within));
  await pass(clock, within);
  await stopping;
}

function pass(clock: VirtualClock, ms: number): Promise<void> {
  return clock.run(after(clock.now(), millisOf(ms)));
}
