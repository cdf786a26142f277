import { after, type Instant, millisOf } from '../../core/instant.ts';
import { conditionOf } from '../conditions/set-condition.ts';
import { isHealthy } from '../phase/is-healthy.ts';
import { type Draft, wake } from '../plan/draft.ts';
import type { RolloutStatus } from '../status.ts';
import { isOpenEnded, isWaiting } from './progress.ts';

/** A second beyond the deadline, since stored times have no fractions. */
const GRACE = millisOf(1000);

/**
 * A sync in which nothing changed looks again when the progress deadline passes: no other event would come then. Once it has passed and does
 * not count, because old pods wait for theirs, there is nothing to look for; upstream looks again and again without a pause.
 *
 * @see rollout.md §4.3
 */
export function wakeForDeadline(draft: Draft, status: RolloutStatus): Draft {
  const { rollout, facts } = draft;
  const { spec, status: stored } = rollout;
  const progress = conditionOf(stored.conditions, 'Progressing');
  const isPaused = stored.pauseConditions.length > 0 || spec.paused;
  const isOver = isHealthy(rollout, status) || progress?.reason === 'ProgressDeadlineExceeded';
  if (progress?.lastUpdateTime === undefined || isOver || isPaused || stored.abort || isOpenEnded(draft)) return draft;
  const at = after(progress.lastUpdateTime, spec.progressDeadline);
  if (at < facts.now && isWaiting(draft)) return draft;
  return wake(draft, latest(after(at, GRACE), after(facts.now, GRACE)));
}

function latest(a: Instant, b: Instant): Instant {
  return a > b ? a : b;
}
