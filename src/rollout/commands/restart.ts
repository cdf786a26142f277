import { Fault } from '../../core/fault.ts';
import { durationMs } from '../../core/go/duration.ts';
import { after, formatInstant, type Instant } from '../../core/instant.ts';
import type { CommandRequest } from './command-request.ts';

/**
 * Replaces the pods of a Rollout that are older than a moment to come.
 *
 * @param delay  a Go duration, not negative; fractions of a second are dropped
 * @throws Fault DURATION_INVALID, also for a negative one: it would restart only the pods that were older then
 * @see reference/interfaces.md §3.14
 */
export function restartRollout(name: string, delay: string, now: Instant): CommandRequest {
  const length = durationMs(delay);
  if (length < 0) {
    throw new Fault('DURATION_INVALID', `the time before a restart is not negative: "${delay}"`, { text: delay });
  }
  const patch = { spec: { restartAt: formatInstant(after(now, length)) } };
  return { kind: 'patch', on: { kind: 'Rollout', name }, patch };
}
