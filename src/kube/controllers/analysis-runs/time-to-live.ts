import { after, type Instant, millisOf, parseInstant } from '../../../core/instant.ts';
import type { JsonObject } from '../../../core/json.ts';
import { objectIn, textIn } from '../../../core/json-members.ts';

/** Which lengths of `ttlStrategy` count for a phase, the first that is there. @see analysis.md §10 */
const LENGTHS: Readonly<Record<string, readonly string[]>> = {
  Successful: ['secondsAfterSuccess', 'secondsAfterCompletion'],
  Failed: ['secondsAfterFailure', 'secondsAfterCompletion'],
  Error: ['secondsAfterCompletion'],
  Inconclusive: ['secondsAfterCompletion'],
};

/**
 * When a run has outlived its `ttlStrategy`: once more whole seconds than it says have passed since the end. Undefined for one that
 * goes on, keeps no such strategy, or does not say when it ended.
 */
export function endOfLife(run: JsonObject): Instant | undefined {
  const strategy = objectIn(objectIn(run, 'spec'), 'ttlStrategy');
  const status = objectIn(run, 'status');
  const seconds = (LENGTHS[textIn(status, 'phase')] ?? [])
    .map((name) => strategy[name])
    .find((length) => typeof length === 'number');
  const completedAt = parseInstant(textIn(status, 'completedAt'));
  return completedAt === undefined || typeof seconds !== 'number'
    ? undefined
    : after(completedAt, millisOf((seconds + 1) * 1000));
}
