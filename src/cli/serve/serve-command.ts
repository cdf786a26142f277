import { setFlagsFromString } from 'node:v8';
import { auditIn } from '../../service/access/audit/audit.ts';
import type { ServiceLog } from '../../service/service-log.ts';
import { controllerLog } from '../controller/controller-log.ts';
import { EXIT } from '../exit-code.ts';
import type { World } from '../world.ts';
import { realOutside } from './outside.ts';
import { sayWelcome } from './say-welcome.ts';
import type { ServeOptions } from './serve-options.ts';
import { startService } from './start-service.ts';

/**
 * Thousands of runs that go on are a large heap that changes little. While V8 looks at what lives in it, in tasks of this thread, everything
 * else waits; without those tasks another thread does a part of it. It is done once the heap has grown to two and a half times what lives in it:
 * looks wait less often for a few hundred megabytes. What is short-lived is collected without waking further threads.
 */
const SPARING = [
  '--heap-growing-percent=150',
  '--no-incremental-marking-task',
  '--no-memory-reducer',
  '--no-parallel-scavenge',
] as const;

/**
 * `verdict serve`: serves until it is asked to end.
 *
 * @returns the exit code
 * @throws Fault USAGE_INVALID, INPUT_INVALID, PLUGIN_INVALID, STORE_UNFIT, STORE_UNAVAILABLE, CLUSTER_UNREACHABLE: nothing is served then
 */
export async function serveCommand(options: ServeOptions, world: World): Promise<number> {
  for (const flag of SPARING) setFlagsFromString(flag);
  const { logLevel: level, logFormat = world.stderr.isTTY ? 'text' : 'json' } = options;
  const logAt = (least: ServeOptions['logLevel']): ServiceLog =>
    controllerLog({ level: least, format: logFormat, fields: {}, clock: world.clock }, world.stderr);
  const log = logAt(level);
  const asked = endAsked(world);
  const service = await startService(options, world, realOutside(options, world), {
    log,
    // Who asks for warnings only wants to know of changes all the same.
    audit: auditIn(logAt('info')),
  });
  sayWelcome(service, world);
  await asked.promise;
  log.info('ending: runs are handed over, requests under way are answered');
  await service.end();
  log.info('ended');
  return EXIT.pass;
}

/** Resolves when the process is asked to end. Who asks a second time does not wait for what is in hand. */
function endAsked(world: World): { readonly promise: Promise<void> } {
  const { promise, resolve } = Promise.withResolvers<void>();
  let isAsked = false;
  world.onInterrupt(() => {
    if (isAsked) world.leave(EXIT.interrupted);
    isAsked = true;
    resolve();
  });
  return { promise };
}
