import type { Instant } from '../../core/instant.ts';
import type { Format, Paint } from '../terminal/paint.ts';
import { printable } from '../terminal/printable.ts';
import { clockText } from '../view/time-text.ts';
import type { Line, Tone } from './line.ts';
import { wrapWords } from './wrap-words.ts';

/** How lines look. */
export interface LineLook {
  /** When the demo began: times are told since then. */
  readonly startedAt: Instant;
  readonly paint: Paint;
  /** Columns; absent: no line is broken. */
  readonly width?: number;
}

const SIGNS: Readonly<Record<Tone, string>> = { good: '✔', bad: '✖', warn: '⚠', plain: ' ' };
const FORMATS: Readonly<Record<Exclude<Tone, 'plain'>, Format>> = { good: 'green', bad: 'red', warn: 'yellow' };
const INDENT = 8;

/** A line as it is shown: ` 0:12 ✔ what happened`, with what does not fit below. Without a line break at its end. */
export function lineText({ at, tone, text }: Line, { startedAt, paint, width }: LineLook): string {
  const sign = tone === 'plain' ? SIGNS.plain : paint(FORMATS[tone], SIGNS[tone]);
  const time = paint('dim', clockText(at - startedAt).padStart(5));
  const shown = printable(text);
  const parts = width === undefined ? [shown] : wrapWords(shown, width - INDENT);
  return `${time} ${sign} ${parts.join(`\n${' '.repeat(INDENT)}`)}`;
}
