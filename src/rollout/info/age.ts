import { type Instant, millisOf, parseInstant } from '../../core/instant.ts';
import { humanDuration } from './human-duration.ts';
import type { InfoMeta, ReplicaSetInfo } from './model.ts';

/** How long an object has been there. One without a time is as old as can be told: `292y`. */
export function ageOf({ creationTimestamp }: Pick<InfoMeta, 'creationTimestamp'>, now: Instant): string {
  return humanDuration(millisOf(now - (parseInstant(creationTimestamp) ?? -Infinity)));
}

/** How long the pods of a ReplicaSet stay: `24s`, `passed`; empty for a deadline that is no time. */
export function scaleDownDelay({ scaleDownDeadline }: Pick<ReplicaSetInfo, 'scaleDownDeadline'>, now: Instant): string {
  const deadline = parseInstant(scaleDownDeadline);
  if (deadline === undefined) return '';
  return deadline < now ? 'passed' : humanDuration(millisOf(deadline - now));
}
