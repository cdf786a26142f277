import type { Line } from './line.ts';
import type { Seen } from './seen.ts';

/** What shows the demo while it goes on. */
export interface Teller {
  /** A text between events, such as the title of a part; it may have several lines. */
  say(text: string): void;
  tell(line: Line): void;
  /** How it stands now. */
  show(seen: Seen): void;
  /** Nothing goes on any more: the picture goes, the lines stay. Said and told may still be after it, and shown again. */
  rest(): void;
}
