import { want } from '../plan/difference.ts';
import type { Draft } from '../plan/draft.ts';
import { delaysScaleDownOnAbort } from './abort-delay.ts';

/** The new and the stable ReplicaSet stay: they may have waited for their end before they were wanted again (rollout.md §6.6). */
export function dropDeadlines(draft: Draft): Draft {
  const { newRS, stableRS } = draft.sets;
  const staying = delaysScaleDownOnAbort(draft)
    ? [stableRS]
    : [newRS, stableRS?.name === newRS?.name ? undefined : stableRS];
  return want(draft, ...staying.flatMap((set) => (set === undefined ? [] : [{ kind: 'deadline', set } as const])));
}
