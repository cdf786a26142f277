import { describe, expect, it } from 'vitest';
import { Fault } from '../../../../src/core/fault.ts';
import { after, millisOf } from '../../../../src/core/instant.ts';
import { Rounds } from '../../../../src/simulator/controllers/loop/rounds.ts';
import { VirtualClock } from '../../../../src/simulator/virtual-clock.ts';
import { at, T0 } from '../builders.ts';

const PAUSE = millisOf(5);

function world(): { clock: VirtualClock; rounds: Rounds; done: string[]; note: (word: string) => void } {
  const clock = new VirtualClock(T0);
  const done: string[] = [];
  const note = (word: string): void => {
    done.push(`${word} at ${clock.now() - T0}`);
  };
  return { clock, rounds: new Rounds(clock, PAUSE), done, note };
}

describe('rounds of work', () => {
  it('take controllers in the order in which they came, and keys in theirs, each once', async () => {
    const { clock, rounds, done, note } = world();
    const first = rounds.register((key) => note(`first ${key}`));
    const second = rounds.register((key) => note(`second ${key}`));
    second.add('a');
    for (const key of ['b', 'a', 'b']) first.add(key);
    await clock.run(at(1));
    expect(done).toEqual(['first b at 5', 'first a at 5', 'second a at 5']);
  });

  it('leave what is put aside meanwhile for the next one', async () => {
    const { clock, rounds, done, note } = world();
    const bench = rounds.register((key) => {
      note(key);
      if (key === 'a') bench.add('b');
    });
    bench.add('a');
    await clock.run(at(1));
    expect(done).toEqual(['a at 5', 'b at 10']);
  });

  it('come when it is time, at the earliest moment that was asked for', async () => {
    const { clock, rounds, done, note } = world();
    const bench = rounds.register(note);
    bench.addAt('a', at(3));
    bench.addAt('a', at(2));
    bench.addAt('a', at(4));
    await clock.run(at(9));
    expect(done).toEqual(['a at 2005']);
  });

  it('try again what the API refused, after a longer pause each time', async () => {
    const { clock, rounds, done, note } = world();
    const bench = rounds.register((key) => {
      note(key);
      if (done.length < 4) throw new Fault('CLUSTER_REFUSED', 'no');
    });
    bench.add('a');
    await clock.run(at(1));
    expect(done).toEqual(['a at 5', 'a at 15', 'a at 30', 'a at 55']);
  });

  it('do not hide what is a fault of their own', async () => {
    const { clock, rounds } = world();
    const bench = rounds.register(() => {
      throw new Error('a fault');
    });
    bench.add('a');
    await expect(clock.run(at(1))).rejects.toThrow('a fault');
  });

  it('end for good', async () => {
    const { clock, rounds, done, note } = world();
    const bench = rounds.register(note);
    bench.add('a');
    bench.addAt('b', after(T0, millisOf(50)));
    rounds.stop();
    bench.add('c');
    bench.addAt('d', at(1));
    await clock.run(at(2));
    expect([done, await clock.next()]).toEqual([[], false]);
  });
});
