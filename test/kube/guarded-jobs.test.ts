import { describe, expect, it } from 'vitest';
import { Fault } from '../../src/core/fault.ts';
import { guardedJobs } from '../../src/kube/guarded-jobs.ts';
import type { Jobs, NewJob, Unavailable } from '../../src/providers/job/jobs.ts';
import { VirtualClock } from '../../src/simulator/virtual-clock.ts';
import { at, T0 } from '../support/builders.ts';

const NEW: NewJob = { namespace: 'shop', name: 'smoke', labels: {}, annotations: {}, spec: {} };
const AWAY: Unavailable = { kind: 'unavailable', message: 'connection refused' };

describe('Jobs in the cluster of the runs', () => {
  it('are asked for until the API answers', async () => {
    const world = worldOf(true, { awayUntil: 30 });
    const created = world.guarded.create(NEW, world.signal);
    await world.clock.run(at(60));
    expect(await created).toEqual({ kind: 'created' });
    // After 0.2, 0.6, 1.4, 3, 6.2, 12.6, 22.6 and 32.6 s.
    expect(world.asked()).toBe(9);
  });

  it('are deleted once the API answers', async () => {
    const world = worldOf(true, { awayUntil: 3 });
    const deleted = world.guarded.delete(NEW, world.signal);
    await world.clock.run(at(10));
    await deleted;
    expect(world.asked()).toBe(5);
  });

  it('are asked for no more when nobody waits', async () => {
    const world = worldOf(true, { awayUntil: 30 });
    const created = world.guarded.create(NEW, world.signal);
    await world.clock.run(at(1));
    world.abort();
    expect(await created).toEqual(AWAY);
  });
});

describe('Jobs of another cluster', () => {
  it('are asked for once: an API that does not answer is an error of the measurement', async () => {
    const world = worldOf(false, { awayUntil: 30 });
    expect(await world.guarded.create(NEW, world.signal)).toEqual(AWAY);
    await expect(world.guarded.delete(NEW, world.signal)).rejects.toThrow('connection refused');
    expect(world.asked()).toBe(2);
  });
});

describe.each([true, false])('without the lease, Jobs (of the cluster of the runs: %s)', (holdsRuns) => {
  it('are neither created nor deleted before it is held again', async () => {
    const world = worldOf(holdsRuns, { leadsFrom: 10 });
    const done = Promise.all([world.guarded.create(NEW, world.signal), world.guarded.delete(NEW, world.signal)]);
    await world.clock.run(at(9));
    expect(world.asked()).toBe(0);
    await world.clock.run(at(20));
    await done;
    expect(world.asked()).toBe(2);
  });

  it('are created and deleted after it was lost while a request waited for its turn, and is held again', async () => {
    const world = worldOf(holdsRuns, { fencedUntil: 10 });
    const done = Promise.all([world.guarded.create(NEW, world.signal), world.guarded.delete(NEW, world.signal)]);
    await world.clock.run(at(20));
    expect(await done).toEqual([{ kind: 'created' }, undefined]);
  });

  it.each([
    { when: 'before it was sent', lost: { leadsFrom: 10 } },
    { when: 'while it waited for its turn', lost: { fencedUntil: 10 } },
  ])('are not created for a run that was given up $when', async ({ lost }) => {
    const world = worldOf(holdsRuns, lost);
    const created = world.guarded.create(NEW, world.signal);
    world.abort();
    await expect(created).rejects.toThrow('does not hold the lease');
    expect(world.asked()).toBe(0);
  });

  it('are not cleaned up', async () => {
    const world = worldOf(holdsRuns, { leadsFrom: 10 });
    await expect(world.guarded.list('shop', ['run', 'u'], world.signal)).rejects.toMatchObject({ code: 'LEASE_LOST' });
  });
});

/** Times in seconds after the beginning. */
function worldOf(holdsRuns: boolean, { awayUntil = 0, leadsFrom = 0, fencedUntil = 0 }) {
  const clock = new VirtualClock(T0);
  const abort = new AbortController();
  let asked = 0;
  const isAway = (): boolean => {
    asked += 1;
    return clock.now() < at(awayUntil);
  };
  /** What is refused at the last moment, after it was allowed. */
  const fenced = async <T>(write: () => T): Promise<T> => {
    if (clock.now() >= at(fencedUntil)) return write();
    throw new Fault('LEASE_LOST', 'not sent, for this process does not hold the lease any more');
  };
  const jobs: Jobs = {
    holdsRuns,
    create: () => fenced(() => (isAway() ? AWAY : { kind: 'created' })),
    get: () => Promise.resolve(isAway() ? AWAY : { kind: 'absent' }),
    delete: () =>
      fenced(() => {
        if (isAway()) throw new Fault('CLUSTER_UNREACHABLE', AWAY.message);
      }),
    list: () => Promise.resolve([]),
    pods: () => Promise.resolve([]),
  };
  return {
    clock,
    guarded: guardedJobs(jobs, { clock, mayWrite: () => clock.now() >= at(leadsFrom) }),
    signal: abort.signal,
    abort: () => abort.abort(),
    asked: () => asked,
  };
}
