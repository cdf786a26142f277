import { quote } from '../../core/go/quote.ts';
import { hasTimedOut } from '../phase/has-timed-out.ts';
import { isProgressing } from '../phase/is-progressing.ts';
import { type Draft, intend, isUpdateAborted, tell } from '../plan/draft.ts';
import { warning } from '../plan/event.ts';
import { aborting } from '../plan/intent.ts';
import { isRollbackWithinWindow } from '../replica-sets/rollback.ts';
import { isUpdateCompleted, type RolloutStatus } from '../status.ts';
import { isWaiting } from './progress.ts';

/**
 * Aborts an update that has shown no progress for too long, where the user wants that. An update that is over is left alone, whatever
 * happens to its pods later.
 *
 * @see rollout.md §12
 */
export function abortAfterDeadline(draft: Draft, status: RolloutStatus): Draft {
  const { rollout, facts } = draft;
  const { spec } = rollout;
  const isDue =
    spec.progressDeadlineAbort &&
    !isUpdateAborted(draft) &&
    !isUpdateCompleted(status) &&
    !isProgressing(spec.strategy.kind, rollout.status, status) &&
    !isWaiting(draft) &&
    !getsItsTime(draft) &&
    // It would be taken back by the next sync (decision 0025).
    !isRollbackWithinWindow(draft) &&
    hasTimedOut(rollout.status, spec.progressDeadline, facts.now);
  if (!isDue) return draft;
  const why = timeOutText(draft);
  return tell(intend(draft, aborting(draft.intent, why)), warning('RolloutAborted', why));
}

/**
 * Whether something was begun only now, perhaps because the API was away: pods were asked for, a pause or an analysis begins. An update that
 * would be aborted gives it its time (decision 0025).
 */
export function getsItsTime({ actions, afterStatus, intent, rollout }: Draft): boolean {
  const isBegun = afterStatus.length > 0 || intent.pausesFor.length > 0 || actions.some(({ kind }) => kind === 'scale');
  return rollout.spec.progressDeadlineAbort && isBegun;
}

/** `ReplicaSet "shop-6c54544bf9" has timed out progressing.` */
export function timeOutText({ sets, rollout }: Draft): string {
  const { newRS } = sets;
  const subject = newRS === undefined ? `Rollout ${quote(rollout.name)}` : `ReplicaSet ${quote(newRS.name)}`;
  return `${subject} has timed out progressing.`;
}
