import { metricsInProcess } from '../../src/cli/demo/open-metrics.ts';
import { openStage } from '../../src/cli/demo/open-stage.ts';
import { playDemo, type Show } from '../../src/cli/demo/play-demo.ts';
import type { Teller } from '../../src/cli/demo/teller.ts';
import type { Clock } from '../../src/core/clock.ts';
import { millisOf } from '../../src/core/instant.ts';
import { VirtualClock } from '../../src/simulator/virtual-clock.ts';

/** As `verdict demo` has it. */
const PATIENCE = millisOf(60_000);

/**
 * Plays the whole of `verdict demo` on a clock that stands still in between: what it tells is the same every time, and takes no time.
 *
 * @param tellerOn  makes the teller, at the beginning
 * @param signal    ends it early. Default: it is played to its end
 * @returns         whether everything went as told
 */
export async function recordDemo(
  show: Show,
  tellerOn: (clock: Clock) => Teller,
  signal: AbortSignal = new AbortController().signal,
): Promise<boolean> {
  const clock = new VirtualClock();
  const stage = await openStage({
    clock,
    random: sameNumbers(),
    entries: show.entries,
    openMetrics: metricsInProcess,
  });
  const teller = tellerOn(clock);
  const isAsTold = await clock.until(playDemo(show, { stage, teller, signal, patience: PATIENCE }));
  await clock.until(stage.end());
  return isAsTold;
}

/** Numbers from 0 to below 1 that look like chance and are always the same. @see https://en.wikipedia.org/wiki/Linear_congruential_generator */
function sameNumbers(): () => number {
  let state = 1;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}
