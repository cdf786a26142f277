import type { Clock } from '../../core/clock.ts';
import { after, type Instant, type Millis, millisOf } from '../../core/instant.ts';

const QUIET: Millis = millisOf(60_000);

/** Passes a text on that was not passed on within the last minute by the same one who says it. */
export function seldom(
  clock: Clock,
  say: (message: string, who: string) => void,
): (message: string, who?: string) => void {
  const last = new Map<string, { readonly message: string; readonly until: Instant }>();
  return (message, who = '') => {
    const before = last.get(who);
    if (before !== undefined && message === before.message && clock.now() < before.until) return;
    last.set(who, { message, until: after(clock.now(), QUIET) });
    say(message, who);
  };
}
