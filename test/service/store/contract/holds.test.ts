import { expect, it } from 'vitest';
import { instantOf, millisOf } from '../../../../src/core/instant.ts';
import type { Store } from '../../../../src/service/store/store.ts';
import { T0 } from '../../../support/builders.ts';
import {
  end,
  type Held,
  newRun,
  running,
  said,
  started,
  startedOne,
  steps,
  withoutStand,
  write,
} from '../../../support/stored-runs.ts';
import { eachStore, NOW } from '../../../support/stores.ts';

const AN_HOUR = millisOf(3_600_000);
/** A replica that beats so is dead at once. */
const NO_TIME = millisOf(0);

async function takenBy(store: Store, replica: string, limit = 100): Promise<readonly string[]> {
  return (await store.runs.claim(replica, limit, `ticket of ${replica}`)).map(({ run }) => run.id);
}

eachStore('a hold', (given) => {
  it('goes from a replica that is dead to one that lives, where the run stood', async () => {
    const { store } = given();
    await store.replicas.beat('one', AN_HOUR);
    const held = await startedOne(store);
    await store.runs.record([write(held, steps(0, 4), { dueAt: instantOf(NOW + 7) })]);
    expect(await store.runs.count()).toEqual({ live: 1, unheld: 0 });
    expect(await takenBy(store, 'two')).toEqual([]);

    await store.replicas.beat('one', NO_TIME);
    expect(await store.runs.count()).toEqual({ live: 1, unheld: 1 });
    const [claimed, ...more] = await store.runs.claim('two', 10, 'ticket');
    expect(more).toEqual([]);
    expect(claimed).toEqual({
      hold: { id: held.run.id, fence: expect.any(Number) },
      run: withoutStand(held.run),
      stand: expect.any(String),
      startedAt: T0,
      dueAt: instantOf(NOW + 7),
      nextNumber: 5,
    });
    expect(JSON.parse(claimed?.stand ?? '')).toEqual(running());
    expect(claimed?.hold.fence).toBeGreaterThan(held.hold.fence);
  });

  it('is lost to whoever had it before, and theirs who has it now is good', async () => {
    const { store } = given();
    const old = await startedOne(store);
    const [claimed] = await store.runs.claim('two', 10, 'ticket');
    if (claimed === undefined) throw new Error('nothing was claimed');
    expect(await store.runs.lost([old.hold, claimed.hold, { id: 'nowhere', fence: 1 }])).toEqual(
      new Set([old.run.id, 'nowhere']),
    );
    expect(await store.runs.record([write(old, steps(0, 0))])).toEqual(new Set([old.run.id]));
    expect(await store.runs.record([write(claimed, steps(0, 1))])).toEqual(new Set());
    expect(said(await store.history.ofAttempt(old.run.id, 1, 0, 10))).toEqual(['step 0', 'step 1']);
  });

  it('stays with a replica that was taken for dead, as long as nobody has claimed it', async () => {
    const { store } = given();
    expect(await store.replicas.beat('one', NO_TIME)).toBe(true);
    const held = await startedOne(store);
    // Whoever claims lives, whatever the clock says, and does not lose what it holds to itself.
    expect(await takenBy(store, 'one')).toEqual([]);
    expect(await store.replicas.beat('one', AN_HOUR)).toBe(false);
    expect(await store.replicas.beat('one', AN_HOUR)).toBe(true);
    expect(await takenBy(store, 'two')).toEqual([]);
    expect(await store.runs.record([write(held, steps(0, 0))])).toEqual(new Set());
  });

  it('is given back by a replica that leaves, and is worth nothing to it any more', async () => {
    const { store } = given();
    await store.replicas.beat('one', AN_HOUR);
    await store.replicas.beat('two', AN_HOUR);
    const held = await startedOne(store);
    const others = await startedOne(store, {}, 'two');
    await store.replicas.leave('one');
    await store.replicas.leave('one');
    expect(await store.runs.lost([held.hold, others.hold])).toEqual(new Set([held.run.id]));
    expect(await store.runs.record([write(held, steps(0, 0)), write(others, steps(0, 0))])).toEqual(
      new Set([held.run.id]),
    );
    expect(await takenBy(store, 'two')).toEqual([held.run.id]);
    expect(await store.runs.count()).toEqual({ live: 2, unheld: 0 });
  });

  it('is claimed with those of other runs, the oldest first and no more than asked for', async () => {
    const { store } = given();
    const ages = [3, 1, 2, 0];
    const held = await started(
      store,
      ages.map((age) => newRun({ createdAt: instantOf(NOW - age) })),
    );
    await store.replicas.beat('two', AN_HOUR);
    await store.replicas.beat('three', AN_HOUR);
    expect(await takenBy(store, 'two', 3)).toEqual([0, 2, 1].map((index) => held[index]?.run.id));
    expect(await takenBy(store, 'three')).toEqual([held[3]?.run.id]);
    expect(await takenBy(store, 'four')).toEqual([]);
  });

  it('is claimed first where something is to be done first, by whomever it was held', async () => {
    const { store } = given();
    // Not looked at yet: at once.
    const due = [30, 10, undefined, 20, 10, 40];
    const held: Held[] = [];
    for (const [index, after] of due.entries()) {
      const one = await startedOne(store, { createdAt: instantOf(NOW - index) }, index % 2 === 0 ? 'one' : 'other');
      held.push(one);
      if (after !== undefined) await store.runs.record([write(one, steps(0, 0), { dueAt: instantOf(NOW + after) })]);
    }
    await store.replicas.beat('two', AN_HOUR);
    await store.replicas.beat('three', AN_HOUR);
    expect(await takenBy(store, 'two', 4)).toEqual([2, 4, 1, 3].map((index) => held[index]?.run.id));
    expect(await takenBy(store, 'three')).toEqual([0, 5].map((index) => held[index]?.run.id));
  });

  it('comes back to whoever claims again by the same ticket', async () => {
    const { store } = given();
    await started(store, [newRun(), newRun(), newRun()]);
    await store.replicas.beat('two', AN_HOUR);
    const first = await store.runs.claim('two', 2, 'a');
    expect(await store.runs.claim('two', 2, 'a')).toEqual(first);
    const second = await store.runs.claim('two', 2, 'b');
    expect(second).toHaveLength(1);
    expect(await store.runs.claim('two', 2, 'c')).toEqual([]);
    // What has ended, or has gone to others since, does not come back.
    const [ending] = first;
    if (ending === undefined) throw new Error('nothing was claimed');
    await end(store, ending);
    expect(await store.runs.claim('two', 2, 'a')).toEqual(first.slice(1));
    await store.replicas.leave('two');
    await store.replicas.beat('three', AN_HOUR);
    await store.runs.claim('three', 10, 'd');
    expect(await store.runs.claim('two', 2, 'b')).toEqual([]);
  });

  it('is not for runs that have ended', async () => {
    const { store } = given();
    await end(store, await startedOne(store));
    expect(await takenBy(store, 'two')).toEqual([]);
  });
});
