import type { Line } from './line.ts';
import type { Seen } from './seen.ts';

/** What shows the demo while it goes on. */
export interface Teller {
  /** A new part begins. */
  begin(title: string, text: string): void;
  /** A text between events; it may have several lines. */
  say(text: string): void;
  /** A text that is to be copied, so that no line of it is broken. */
  quote(text: string): void;
  tell(line: Line): void;
  /** How it stands now. */
  show(seen: Seen): void;
  /** Nothing goes on any more: what was shown last stays. */
  rest(): void;
}
