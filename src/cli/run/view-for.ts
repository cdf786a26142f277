import { createLineView } from '../view/line-view.ts';
import type { RunView } from '../view/run-view.ts';
import { createTerminalView } from '../view/terminal-view.ts';
import { everySecond } from '../view/ticker.ts';
import type { Output, World } from '../world.ts';

/** The view that fits an output: a live one on a terminal that can move its cursor, otherwise a line an event. */
export function viewFor(out: Output, name: string, { clock, env }: World): RunView {
  const isLive = out.isTTY === true && env['TERM'] !== 'dumb';
  return isLive ? createTerminalView(out, { name, clock, ticker: everySecond }) : createLineView(out, clock);
}
