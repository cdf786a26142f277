import { Fault } from '../../../core/fault.ts';
import { durationMs } from '../../../core/go/duration.ts';
import { type Millis, millisOf } from '../../../core/instant.ts';
import { refused } from '../check/refused.ts';

/** For clients: seconds, or a Go duration. */
export const WAIT_PATTERN = '^([0-9]+(\\.[0-9]+)?|([0-9]+(\\.[0-9]+)?(ms|s|m|h))+)$';

/** What is wrong with how long a caller wants to wait; too long is for `waitOf` to say. */
export function waitFaults(text: string): readonly string[] {
  return (lengthIn(text) ?? -1) < 0 ? ['a duration such as 60s or 5m was expected'] : [];
}

/**
 * Reads how long a caller wants to wait: a Go duration, or seconds without a unit.
 *
 * @throws Fault REQUEST_INVALID for anything else, below 0 or above `longest`
 */
export function waitOf(text: string, longest: Millis): Millis {
  const wait = lengthIn(text);
  if (wait !== undefined && wait >= 0 && wait <= longest) return wait;
  const expected = `a duration from 0s to ${longest / 1000}s, such as 60s or 5m`;
  throw refused('query', [
    { pointer: 'wait', detail: `wait: expected ${expected}, found ${JSON.stringify(text)}`, expected },
  ]);
}

function lengthIn(text: string): Millis | undefined {
  try {
    return /^\d+(\.\d+)?$/.test(text) ? millisOf(Number(text) * 1000) : durationMs(text);
  } catch (thrown) {
    if (thrown instanceof Fault) return undefined;
    throw thrown;
  }
}
