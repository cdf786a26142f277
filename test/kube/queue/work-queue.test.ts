import { describe, expect, it } from 'vitest';
import { after, millisOf } from '../../../src/core/instant.ts';
import { WorkQueue } from '../../../src/kube/queue/work-queue.ts';
import { VirtualClock } from '../../../src/simulator/virtual-clock.ts';

describe('a work queue', () => {
  it('works on a key once, however often it was added before', async () => {
    const { queue, begun, clock } = queueOf(5);
    for (const key of ['a', 'b', 'a', 'a']) queue.add(key);
    expect(begun).toEqual([]);
    await clock.settle();
    expect(begun).toEqual(['a', 'b']);
  });

  it('never works on a key twice at a time, and again afterwards when it was added meanwhile', async () => {
    const { queue, begun, finish, clock } = queueOf(5, { held: true });
    queue.add('a');
    await clock.settle();
    queue.add('a');
    queue.add('a');
    await clock.settle();
    expect(begun).toEqual(['a']);
    finish('a');
    await clock.settle();
    expect(begun).toEqual(['a', 'a']);
    finish('a');
    await clock.settle();
    expect(begun).toEqual(['a', 'a']);
  });

  it('comes again to a key that its own work adds', async () => {
    const clock = new VirtualClock();
    let times = 0;
    const queue: WorkQueue = new WorkQueue({
      clock,
      workers: 2,
      onFailure: fail,
      work: (key) => {
        times += 1;
        if (times < 3) queue.add(key);
        return Promise.resolve();
      },
    });
    queue.add('a');
    await clock.settle();
    expect(times).toBe(3);
  });

  it('slows down a key that comes again and again, and no other', async () => {
    const clock = new VirtualClock();
    const times = { a: 0, b: 0 };
    const queue: WorkQueue = new WorkQueue({
      clock,
      workers: 2,
      onFailure: fail,
      work: (key) => {
        times[key === 'a' ? 'a' : 'b'] += 1;
        if (key === 'a') queue.add(key);
        return Promise.resolve();
      },
    });
    queue.add('a');
    await clock.run(after(clock.now(), millisOf(9_000)));
    queue.add('b');
    await clock.run(after(clock.now(), millisOf(900)));
    expect(times).toEqual({ a: 300, b: 1 });
    await clock.run(after(clock.now(), millisOf(100)));
    expect(times.a).toBe(600);
    await queue.stop();
  });

  it('keeps to its number of workers, first come, first served', async () => {
    const { queue, begun, finish, clock } = queueOf(2, { held: true });
    for (const key of ['a', 'b', 'c', 'd']) queue.add(key);
    await clock.settle();
    expect(begun).toEqual(['a', 'b']);
    expect(queue.depth).toBe(2);
    finish('b');
    await clock.settle();
    expect(begun).toEqual(['a', 'b', 'c']);
  });

  it('lets others have a turn after a hundred keys that needed no waiting', async () => {
    const { queue, begun, clock } = queueOf(10);
    for (let i = 0; i < 250; i += 1) queue.add(`${i}`);
    await clock.settle();
    expect(begun.length).toBe(100);
    await clock.next();
    expect(begun.length).toBe(200);
    await clock.next();
    expect(begun.length).toBe(250);
  });

  it.each<{ given: string; lengths: readonly number[]; then: readonly number[] }>([
    { given: 'one wish', lengths: [500], then: [500] },
    { given: 'a later one after it', lengths: [500, 900], then: [500] },
    { given: 'an earlier one after it', lengths: [900, 500], then: [500] },
    { given: 'no length at all', lengths: [0], then: [0] },
    { given: 'a moment that has passed', lengths: [-5], then: [0] },
  ])('of several wishes for later the earliest counts: $given', async ({ lengths, then }) => {
    const { queue, at, clock } = queueOf(1);
    for (const length of lengths) queue.addAfter('a', millisOf(length));
    while (await clock.next());
    expect(at).toEqual(then);
  });

  it('waits twice as long after each failure, from 1 ms to 10 s, and forgets them all after a success', async () => {
    const clock = new VirtualClock();
    const pauses: number[] = [];
    let times = 0;
    const queue = new WorkQueue({
      clock,
      workers: 1,
      onFailure: (_, __, pause) => pauses.push(pause),
      work: () => {
        times += 1;
        return times === 17 || times > 18 ? Promise.resolve() : Promise.reject(new Error('no'));
      },
    });
    queue.add('a');
    while (await clock.next());
    const growing = [1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 1024, 2048, 4096, 8192, 10_000, 10_000];
    expect(pauses).toEqual(growing);
    queue.add('a');
    while (await clock.next());
    expect(pauses).toEqual([...growing, 1]);
  });

  it('takes what is thrown before any promise as a failure too', async () => {
    const clock = new VirtualClock();
    const thrown: unknown[] = [];
    const queue = new WorkQueue({
      clock,
      workers: 1,
      onFailure: (_, error) => thrown.push(error),
      work: () => {
        throw new Error('at once');
      },
    });
    queue.add('a');
    await clock.settle();
    expect(thrown).toEqual([new Error('at once')]);
    await queue.stop();
  });

  it('begins nothing while it is held, finishes what is under way, and goes on when it is released', async () => {
    const { queue, begun, finish, clock } = queueOf(1, { held: true });
    queue.add('a');
    await clock.settle();
    queue.hold();
    queue.add('b');
    queue.addAfter('c', millisOf(10));
    finish('a');
    await clock.next();
    expect([begun, queue.depth]).toEqual([['a'], 2]);
    queue.release();
    await clock.settle();
    finish('b');
    await clock.settle();
    expect(begun).toEqual(['a', 'b', 'c']);
  });

  it('tells who counts it of every key once: waits, begins, ends, is put off', async () => {
    const clock = new VirtualClock();
    const told: string[] = [];
    const note =
      (what: string) =>
      (key = '') =>
        void told.push(`${what} ${key}`.trim());
    const queue: WorkQueue = new WorkQueue({
      clock,
      workers: 1,
      onFailure: fail,
      async work(key) {
        if (told.filter((one) => one === `begins ${key}`).length === 1) queue.add(key);
        await Promise.resolve();
      },
      watch: {
        waits: note('waits'),
        begins: note('begins'),
        ends: note('ends'),
        putOff: note('put off'),
        dropped: note('dropped'),
      },
    });
    queue.add('a');
    queue.add('a');
    queue.addAfter('later', millisOf(10));
    await clock.settle();
    await queue.stop();
    expect(told).toEqual([
      'waits a',
      'put off later',
      'begins a',
      'ends a',
      'waits a',
      'begins a',
      'ends a',
      'dropped',
    ]);
  });

  it('ends the work under way when it is stopped, and begins no more', async () => {
    const { queue, begun, finish, clock } = queueOf(1, { held: true });
    queue.add('a');
    queue.add('b');
    queue.addAfter('c', millisOf(10));
    await clock.settle();
    queue.add('a');
    let isOver = false;
    const stopped = queue.stop().then(() => {
      isOver = true;
    });
    queue.add('d');
    queue.addAfter('e', millisOf(1));
    await clock.settle();
    expect(isOver).toBe(false);
    finish('a');
    await stopped;
    expect(await clock.next()).toBe(false);
    expect(begun).toEqual(['a']);
  });
});

function fail(_: string, thrown: unknown): void {
  throw thrown;
}

/** A queue that tells what it begins and when; with `held`, work ends when the test says so. */
function queueOf(workers: number, { held = false } = {}) {
  const clock = new VirtualClock();
  const start = clock.now();
  const begun: string[] = [];
  const at: number[] = [];
  const ends = new Map<string, () => void>();
  const work = (key: string): Promise<void> => {
    begun.push(key);
    at.push(clock.now() - start);
    const { promise, resolve } = Promise.withResolvers<void>();
    if (held) ends.set(key, resolve);
    else resolve();
    return promise;
  };
  const queue = new WorkQueue({ clock, workers, work, onFailure: fail });
  return { queue, begun, at, clock, finish: (key: string) => ends.get(key)?.() };
}
