import { createLogUpdate } from 'log-update';
import type { Clock } from '../../core/clock.ts';
import { type Paint, paintFor } from '../terminal/paint.ts';
import { printable } from '../terminal/printable.ts';
import { renderRows } from './rows.ts';
import type { RunView } from './run-view.ts';
import type { Ticker } from './ticker.ts';
import { firstState, nextState, type ViewState } from './view-state.ts';

/** What a live view is made of beside its terminal. */
export interface TerminalViewOptions {
  /** Name of the run, for the header. */
  readonly name: string;
  readonly clock: Clock;
  /** Repaints in between steps, so that times go on. */
  readonly ticker: Ticker;
  /** Default: the terminal's own colours, as the environment allows. */
  readonly paint?: Paint;
}

/** What is needed of a terminal. */
export type Terminal = NodeJS.WritableStream & { readonly columns?: number; readonly rows?: number };

/** A live view that paints itself anew in place, at every step and every tick. The last picture stays when the run has ended. */
export function createTerminalView(out: Terminal, { name, clock, ticker, paint }: TerminalViewOptions): RunView {
  const update = createLogUpdate(out);
  const chosen = paint ?? paintFor(out);
  let state: ViewState | undefined;
  let stopTicking: (() => void) | undefined;

  const repaint = (): void => {
    if (state === undefined) return;
    // One column and one line are left free: a terminal wraps or scrolls when its very last one is written.
    // A terminal that does not know its size says 0.
    const size = { columns: Math.max(1, (out.columns || 80) - 1), rows: Math.max(2, (out.rows || 24) - 1) };
    update(renderRows(state, size, clock.now(), chosen).join('\n'));
  };

  return {
    show(progress, explanation) {
      state = state === undefined ? firstState(name, progress, explanation) : nextState(state, progress, explanation);
      stopTicking ??= ticker(repaint);
      repaint();
    },
    note(text) {
      update.persist(printable(text));
      repaint();
    },
    end() {
      stopTicking?.();
      repaint();
      update.done();
      // The report follows: it shall not stick to the picture.
      out.write('\n');
    },
  };
}
