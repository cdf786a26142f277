import { Fault } from '../../../core/fault.ts';
import { durationMs } from '../../../core/go/duration.ts';
import { type Millis, millisOf } from '../../../core/instant.ts';
import { refused } from '../check/refused.ts';

/** For clients: seconds, or a Go duration. */
export const WAIT_PATTERN = '^([0-9]+(\\.[0-9]+)?|([0-9]+(\\.[0-9]+)?(ms|s|m|h))+)$';

/**
 * Reads how long a caller wants to wait: a Go duration, or seconds without a unit.
 *
 * @throws Fault REQUEST_INVALID for anything else, below 0 or above `longest`
 */
export function waitOf(text: string, longest: Millis): Millis {
  const wait = /^\d+(\.\d+)?$/.test(text) ? millisOf(Number(text) * 1000) : durationIn(text);
  if (wait !== undefined && wait >= 0 && wait <= longest) return wait;
  const expected = `a duration from 0s to ${longest / 1000}s, such as 60s or 5m`;
  throw refused('query', [
    { pointer: 'wait', detail: `wait: expected ${expected}, found ${JSON.stringify(text)}`, expected },
  ]);
}

function durationIn(text: string): Millis | undefined {
  try {
    return durationMs(text);
  } catch (thrown) {
    if (thrown instanceof Fault) return undefined;
    throw thrown;
  }
}
