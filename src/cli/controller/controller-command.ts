import { setFlagsFromString } from 'node:v8';
import { millisOf } from '../../core/instant.ts';
import type { Log } from '../../kube/controllers/log.ts';
import { EXIT } from '../exit-code.ts';
import type { World } from '../world.ts';
import { controllerLog } from './controller-log.ts';
import { type Given, readOptions } from './controller-options.ts';
import { realOutside } from './outside.ts';
import { startProcess } from './start-process.ts';

/**
 * What V8 does by default suits a program with few hot loops and memory to spare. A controller has neither: objects come and go with
 * every change, and its work is spread over much code that is each time a little. So the heap is kept small, only what is really hot is
 * optimised, and what is short-lived is collected without waking other threads: a third less memory, a quarter less of the processor
 * (docs/performance.md).
 */
const SPARING = [
  '--semi-space-growth-factor=1',
  '--heap-growing-percent=30',
  '--invocation-count-for-turbofan=30000',
  '--no-parallel-scavenge',
] as const;

/** How long each part of the way out may take: less than five seconds together, whatever the API does. */
const WAY_OUT = { controllers: millisOf(2_200), events: millisOf(800), lease: millisOf(1_500) };

/**
 * `verdict controller`: works until it is asked to end.
 *
 * @returns the exit code
 * @throws Fault USAGE_INVALID, PLUGIN_INVALID, and CLUSTER_UNREACHABLE for a cluster that cannot be opened; an API that does not
 *   answer is tried for good
 */
export async function controllerCommand(given: Given, world: World): Promise<number> {
  for (const flag of SPARING) setFlagsFromString(flag);
  const options = readOptions(given);
  const { logLevel: level, logFormat: format, isReadOnly } = options;
  const log = controllerLog(
    { level, format, fields: isReadOnly ? { readOnly: true } : {}, clock: world.clock },
    world.stderr,
  );
  for (const warning of options.warnings) log.warn(warning);
  const end = asked(world, log);
  const started = await startProcess(options, world, realOutside(options, world), log);
  await end;
  await started.end(WAY_OUT);
  log.info('ended');
  return EXIT.pass;
}

/** Resolves when the process is asked to end. Who asks a second time does not wait for what is in hand. */
function asked(world: World, log: Log): Promise<void> {
  return new Promise((resolve) => {
    let isAsked = false;
    world.onInterrupt(() => {
      if (isAsked) world.leave(EXIT.interrupted);
      isAsked = true;
      log.info('ending: writes in hand are finished, then the lease is given back');
      resolve();
    });
  });
}
