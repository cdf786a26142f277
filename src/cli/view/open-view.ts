import type { Clock } from '../../core/clock.ts';
import type { Environment } from '../world.ts';
import { createLineView } from './line-view.ts';
import type { RunView } from './run-view.ts';
import type { Terminal } from './terminal-view.ts';
import { everySecond } from './ticker.ts';

/** What a view is opened with. */
export interface OpenViewOptions {
  /** Name of the run. */
  readonly name: string;
  readonly clock: Clock;
  readonly env: Environment;
}

/** The live view where `out` is a terminal that can move its cursor, otherwise a line an event. */
export async function openView(
  out: Terminal & { readonly isTTY?: boolean },
  { name, clock, env }: OpenViewOptions,
): Promise<RunView> {
  if (out.isTTY !== true || env['TERM'] === 'dumb') return createLineView(out, clock);
  // Loaded only where it is used: it is a good part of the time to start.
  const { createTerminalView } = await import('./terminal-view.ts');
  return createTerminalView(out, { name, clock, ticker: everySecond });
}
