import type { Draft } from '../plan/draft.ts';
import { isFastRollback } from '../replica-sets/rollback.ts';
import type { BlueGreenStrategy } from '../strategy.ts';

/** Whether an update waits for nothing: a quick way back, a full promotion, or nobody who would be served otherwise (rollout.md §13.1). */
export function isFastTracked(draft: Draft, { activeService }: BlueGreenStrategy): boolean {
  const active = draft.services.get(activeService)?.hash;
  const isServed = active === undefined || active === draft.sets.newRS?.hash;
  return isServed || draft.rollout.status.promoteFull || isFastRollback(draft);
}
