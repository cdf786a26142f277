import { Fault, type FaultCode, textOf } from '../core/fault.ts';
import { EXIT } from './exit-code.ts';
import type { World } from './world.ts';

/** Codes that say that something outside failed while the input was good; every other Fault is bad input. */
const OUTSIDE: ReadonlySet<FaultCode> = new Set<FaultCode>([
  'PROVIDER_UNREACHABLE',
  'PROVIDER_ANSWER_INVALID',
  'CLUSTER_UNREACHABLE',
  'CLUSTER_REFUSED',
  'SERVICE_UNREACHABLE',
  'SERVICE_REFUSED',
  'RATE_LIMITED',
  'BUSY',
  'STORE_UNAVAILABLE',
  'STORE_UNFIT',
  'ISSUER_UNREACHABLE',
  'INTERNAL',
]);

/**
 * Says on stderr why a command cannot go on: the text of a Fault, or for anything unforeseen how to get its stack.
 *
 * @returns the exit code for it
 */
export function sayError(thrown: unknown, world: World): number {
  world.stderr.write(`verdict: ${textOf(thrown)}\n`);
  sayWhere(thrown, world);
  if (!(thrown instanceof Fault)) return EXIT.error;
  return OUTSIDE.has(thrown.code) ? EXIT.error : EXIT.invalidInput;
}

/** Says on stderr where something was thrown, when VERDICT_DEBUG asks for it; for anything unforeseen, how to ask. */
export function sayWhere(thrown: unknown, { stderr, env }: World): void {
  const wantsStack = env['VERDICT_DEBUG'] === '1';
  if (wantsStack && thrown instanceof Error) stderr.write(`${stackOf(thrown)}\n`);
  const isExpected = thrown instanceof Fault;
  if (!isExpected && !wantsStack) {
    stderr.write('This was not foreseen. VERDICT_DEBUG=1 shows where it happened.\n');
  }
}

function stackOf(error: Error): string {
  const own = error.stack ?? error.message;
  return error.cause instanceof Error ? `${own}\ncaused by: ${stackOf(error.cause)}` : own;
}
