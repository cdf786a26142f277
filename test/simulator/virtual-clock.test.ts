import { describe, expect, it } from 'vitest';
import { waitUntil } from '../../src/core/clock.ts';
import { after, instantOf, millisOf } from '../../src/core/instant.ts';
import { VirtualClock } from '../../src/simulator/virtual-clock.ts';

const START = instantOf(0);
const at = (ms: number) => after(START, millisOf(ms));

describe('a virtual clock', () => {
  it('stands still until it is told to move', async () => {
    const clock = new VirtualClock(START);
    const rung: string[] = [];
    clock.alarm(at(0), () => rung.push('now'));
    expect([clock.now(), rung]).toEqual([START, []]);
    await clock.next();
    expect([clock.now(), rung]).toEqual([START, ['now']]);
  });

  it('rings alarms in the order of their moments, those of a moment as they were set, and none that was taken back', async () => {
    const clock = new VirtualClock(START);
    const rung: string[] = [];
    clock.alarm(at(20), () => rung.push('late'));
    clock.alarm(at(10), () => rung.push('first'));
    clock.alarm(at(10), () => rung.push('second'));
    clock.alarm(at(10), () => rung.push('taken back'))();
    await clock.run(at(30));
    expect([clock.now(), rung]).toEqual([at(30), ['first', 'second', 'late']]);
  });

  it('rings at once what is set for a moment that has passed, and lets promises settle between moments', async () => {
    const clock = new VirtualClock(at(100));
    const seen: number[] = [];
    const walk = async (): Promise<void> => {
      for (const ms of [0, 150, 120, 300]) {
        await waitUntil(clock, at(ms));
        seen.push(clock.now());
      }
    };
    const walked = walk();
    await clock.run(at(1_000));
    await walked;
    expect(seen).toEqual([100, 150, 150, 300]);
  });

  it('moves on until something comes, and no further', async () => {
    const clock = new VirtualClock(START);
    clock.alarm(at(500), () => {});
    expect(await clock.until(waitUntil(clock, at(90)).then(() => 'here'))).toBe('here');
    expect(clock.now()).toBe(at(90));
    await expect(clock.until(Promise.reject(new Error('no')))).rejects.toThrow('no');
    expect(clock.now()).toBe(at(90));
  });

  it('says so when what is awaited cannot come', async () => {
    await expect(new VirtualClock(START).until(new Promise(() => {}))).rejects.toThrow('nobody waits for any moment');
  });
});
