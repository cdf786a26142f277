import { type LineLook, lineText } from './line-text.ts';
import type { Teller } from './teller.ts';
import { wrapLines } from './wrap-words.ts';

/** For what is no terminal: a line an event. */
export function lineTeller(write: (text: string) => void, look: LineLook): Teller {
  const { paint, width } = look;
  const wrapped = (text: string): string => (width === undefined ? text : wrapLines(text, width));
  return {
    begin: (title, text) => write(`\n${paint('bold', wrapped(title))}\n${wrapped(text)}\n\n`),
    say: (text) => write(`${wrapped(text)}\n`),
    quote: (text) => write(`${text}\n`),
    tell: (line) => write(`${lineText(line, look)}\n`),
    show: () => {},
    rest: () => {},
  };
}
