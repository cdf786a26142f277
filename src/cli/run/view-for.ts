import { createLineView } from '../view/line-view.ts';
import type { RunView } from '../view/run-view.ts';
import { everySecond } from '../view/ticker.ts';
import type { Output, World } from '../world.ts';

/**
 * The view that fits an output: a live one on a terminal that can move its cursor, otherwise a line an event.
 * The live one is loaded only when it is wanted: what draws it takes longer to start than everything else together.
 */
export async function viewFor(out: Output, name: string, { clock, env }: World): Promise<RunView> {
  const isLive = out.isTTY === true && env['TERM'] !== 'dumb';
  if (!isLive) return createLineView(out, clock);
  const { createTerminalView } = await import('../view/terminal-view.ts');
  return createTerminalView(out, { name, clock, ticker: everySecond });
}
