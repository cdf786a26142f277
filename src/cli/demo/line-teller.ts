import { type LineLook, lineText } from './line-text.ts';
import type { Teller } from './teller.ts';

/** For what is no terminal: a line an event. */
export function lineTeller(write: (text: string) => void, look: LineLook): Teller {
  return {
    say: (text) => write(`${text}\n`),
    tell: (line) => write(`${lineText(line, look)}\n`),
    show: () => {},
    rest: () => {},
  };
}
