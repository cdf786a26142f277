import { describe, expect, it } from 'vitest';
import { watchForStop } from '../../../src/cli/run/stop.ts';
import { VirtualClock } from '../../../src/simulator/virtual-clock.ts';
import { at, seconds, T0 } from '../../support/builders.ts';
import { testWorld } from '../../support/cli-world.ts';

function watched(timeout?: ReturnType<typeof seconds>) {
  const clock = new VirtualClock(T0);
  let elapsed = 0;
  const world = testWorld({ clock, elapsed: () => elapsed });
  const said: string[] = [];
  const stopping = watchForStop(world, timeout, (text) => said.push(text));
  const pressAfter = (ms: number): void => {
    elapsed += ms;
    world.interrupt();
  };
  return { clock, world, said, stopping, pressAfter };
}

describe('Ctrl-C', () => {
  it('asks the run to end, and says what a second one does', () => {
    const { stopping, said, world, pressAfter } = watched();
    pressAfter(5000);
    expect(stopping.signal.aborted).toBe(true);
    expect(said).toEqual(['Stopping: what is under way is ended, then the verdict follows. Once more leaves at once.']);
    expect(world.leftWith()).toBeUndefined();
  });

  it('pressed again leaves at once with 130', () => {
    const { world, pressAfter } = watched();
    pressAfter(5000);
    pressAfter(300);
    expect(world.leftWith()).toBe(130);
  });

  it('that arrives twice, from the terminal and passed on by npm, counts once', () => {
    const { world, pressAfter } = watched();
    pressAfter(5000);
    pressAfter(20);
    expect(world.leftWith()).toBeUndefined();
  });

  it('is left alone once the run is over', () => {
    const { stopping, pressAfter } = watched();
    stopping.release();
    pressAfter(1);
    expect(stopping.signal.aborted).toBe(false);
  });
});

describe('a time limit', () => {
  it('asks the run to end when it is over, not before', async () => {
    const { clock, stopping, said } = watched(seconds(90));
    await clock.run(at(89));
    expect(stopping.signal.aborted).toBe(false);
    await clock.run(at(90));
    expect(stopping.signal.aborted).toBe(true);
    expect(said).toEqual(['The time given with --timeout is over: the run is ended, then the verdict follows.']);
  });

  it('says nothing of a run that ended before', async () => {
    const { clock, stopping, said } = watched(seconds(90));
    stopping.release();
    await clock.run(at(100));
    expect(stopping.signal.aborted).toBe(false);
    expect(said).toEqual([]);
  });
});
