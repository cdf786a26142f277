import type { Draft } from '../plan/draft.ts';
import type { CanaryStrategy } from '../strategy.ts';
import type { CanaryUpdate } from './update.ts';

/** What decides the sizes of a canary, as a sync sees it. */
export function canaryUpdate({ rollout, sets }: Draft, strategy: CanaryStrategy): CanaryUpdate {
  return { replicas: rollout.spec.replicas, strategy, status: rollout.status, sets };
}
