import { type Draft, isUpdateAborted } from '../plan/draft.ts';

/** Whether the new pods of an aborted update stay for a while, rather than go at once or never (rollout.md §8.4). */
export function delaysScaleDownOnAbort(draft: Draft): boolean {
  return isUpdateAborted(draft) && draft.sets.stableRS !== undefined && draft.facts.delays.onAbort !== undefined;
}
