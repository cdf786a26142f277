import type { Draft } from '../plan/draft.ts';
import { isFullyPromoted } from '../status.ts';
import type { CanaryStrategy } from '../strategy.ts';

/**
 * Back to the stable revision while it is too small for all traffic, because its pods went as traffic left it. Traffic then follows its
 * pods back, and what takes the rest is the revision that was new.
 *
 * @returns the hash of the revision that still takes traffic; undefined where this is not so
 * @see rollout.md §11.3
 */
export function dynamicRollback({ sets, rollout }: Draft, { trafficRouting }: CanaryStrategy): string | undefined {
  const { status, spec } = rollout;
  const told = status.canary.weights?.canary.podTemplateHash;
  if (trafficRouting?.dynamicStableScale !== true || !isFullyPromoted(status) || told === undefined) return undefined;
  const isDone = told === (sets.newRS?.hash ?? '') || (sets.newRS?.available ?? 0) >= spec.replicas;
  return isDone ? undefined : told;
}
