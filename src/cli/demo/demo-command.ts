import type { Clock } from '../../core/clock.ts';
import { millisOf } from '../../core/instant.ts';
import { steadyClock } from '../../kube/steady-clock.ts';
import { serveApi } from '../embedded/front/serve-api.ts';
import { EXIT } from '../exit-code.ts';
import { paintFor } from '../terminal/paint.ts';
import { everySecond } from '../view/ticker.ts';
import type { World } from '../world.ts';
import { type DemoOptions, type GivenDemoOptions, readDemoOptions } from './demo-options.ts';
import { keepRunning } from './keep-running.ts';
import { lineTeller } from './line-teller.ts';
import { metricsOverHttp } from './open-metrics.ts';
import { type OpenStage, openStage } from './open-stage.ts';
import { pacedClock } from './paced-clock.ts';
import { playDemo, SHOWS } from './play-demo.ts';
import type { Teller } from './teller.ts';
import { terminalTeller } from './terminal-teller.ts';

/** For one release, in its own time: three times what it takes. */
const PATIENCE_MS = 60_000;

/**
 * `verdict demo`: a cluster in this process, a good release on it and a bad one.
 *
 * @returns 0 only if everything went as told; 1 if not; 5 when it was ended early
 * @throws Fault USAGE_INVALID for options that cannot be used, and for a port that cannot be had
 */
export async function demoCommand(given: GivenDemoOptions, world: World): Promise<number> {
  const options = readDemoOptions(given);
  const clock = pacedClock(steadyClock, options.speed);
  const { entries } = SHOWS[options.strategy];
  // First of all: whoever ends it while the stage is still being built leaves nothing behind either.
  const end = askedToEnd(world);
  try {
    const stage = await openStage({ clock, random: Math.random, entries, openMetrics: metricsOverHttp });
    try {
      return await shown(options, stage, { world, clock, signal: end.signal });
    } finally {
      await stage.end();
    }
  } finally {
    end.release();
  }
}

interface Around {
  readonly world: World;
  readonly clock: Clock;
  readonly signal: AbortSignal;
}

async function shown(options: DemoOptions, stage: OpenStage, { world, clock, signal }: Around): Promise<number> {
  const { strategy, speed, keptPort } = options;
  // Before anything is played: a port that is taken is told at once.
  const served = keptPort === undefined ? undefined : await serveApi(stage.api, { port: keptPort, clock });
  try {
    const teller = tellerFor(world, clock);
    // Requests take as long at any speed: where it is high they need more of the demo's time.
    const patience = millisOf(PATIENCE_MS * Math.min(2, Math.max(1, speed)));
    const isKept = served !== undefined;
    const isAsTold = !signal.aborted && (await playDemo(SHOWS[strategy], { stage, teller, signal, patience, isKept }));
    if (signal.aborted) {
      teller.say('\nended early; nothing is left behind');
      return EXIT.notEvaluated;
    }
    if (served !== undefined) {
      await keepRunning(served, stage, { teller, signal });
      teller.say('\nended; nothing is left behind');
    }
    return isAsTold ? EXIT.pass : EXIT.fail;
  } finally {
    await served?.stop();
  }
}

function tellerFor({ stdout, env }: World, clock: Clock): Teller {
  const startedAt = clock.now();
  const paint = paintFor(stdout);
  return stdout.isTTY === true && env['TERM'] !== 'dumb'
    ? terminalTeller(stdout, { startedAt, clock, ticker: everySecond, paint })
    : lineTeller((text) => stdout.write(text), { startedAt, paint });
}

/** Listens for Ctrl-C and SIGTERM. A second one leaves at once. */
function askedToEnd(world: World): { readonly signal: AbortSignal; release(): void } {
  const end = new AbortController();
  const release = world.onInterrupt(() => {
    if (end.signal.aborted) world.leave(EXIT.interrupted);
    end.abort();
  });
  return { signal: end.signal, release };
}
