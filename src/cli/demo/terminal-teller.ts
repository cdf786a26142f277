import { createLogUpdate } from 'log-update';
import type { Clock } from '../../core/clock.ts';
import type { Instant } from '../../core/instant.ts';
import type { Paint } from '../terminal/paint.ts';
import type { Terminal } from '../view/terminal-view.ts';
import type { Ticker } from '../view/ticker.ts';
import { lineText } from './line-text.ts';
import { picture } from './picture.ts';
import type { Seen } from './seen.ts';
import type { Teller } from './teller.ts';
import { wrapLines } from './wrap-words.ts';

export interface TerminalTellerOptions {
  readonly startedAt: Instant;
  readonly clock: Pick<Clock, 'now'>;
  /** Repaints in between, so that ages go on. */
  readonly ticker: Ticker;
  readonly paint: Paint;
}

/** For a terminal: what happened stays and scrolls away, and below it stands how things are, painted anew in place. */
export function terminalTeller(out: Terminal, { startedAt, clock, ticker, paint }: TerminalTellerOptions): Teller {
  const update = createLogUpdate(out);
  let seen: Seen | undefined;
  let stopTicking: (() => void) | undefined;

  // One column and one line are left free: a terminal wraps or scrolls when its very last one is written.
  // A terminal that does not know its size says 0.
  const columns = (): number => Math.max(20, (out.columns || 80) - 1);
  const rows = (): number => Math.max(8, (out.rows || 24) - 1);
  const repaint = (): void => {
    if (seen === undefined) return;
    update(picture(seen, { columns: columns(), rows: rows() }, clock.now(), paint).join('\n'));
  };
  const keep = (text: string): void => {
    if (seen === undefined) {
      out.write(`${text}\n`);
      return;
    }
    // It takes the last line break for its own.
    update.persist(`${text}\n`);
    repaint();
  };
  return {
    begin: (title, text) => keep(`\n${paint('bold', wrapLines(title, columns()))}\n${wrapLines(text, columns())}\n`),
    say: (text) => keep(wrapLines(text, columns())),
    quote: keep,
    tell: (line) => keep(lineText(line, { startedAt, paint, width: columns() })),
    show(now) {
      seen = now;
      stopTicking ??= ticker(repaint);
      repaint();
    },
    rest() {
      stopTicking?.();
      stopTicking = undefined;
      seen = undefined;
      update.done();
    },
  };
}
