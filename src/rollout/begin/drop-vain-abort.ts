import { type Draft, intend, isUpdateAborted } from '../plan/draft.ts';
import { isFullyPromoted } from '../status.ts';

/** With nothing to update there is nothing to abort (rollout.md §12). */
export function dropVainAbort(draft: Draft): Draft {
  if (!isFullyPromoted(draft.rollout.status) || !isUpdateAborted(draft)) return draft;
  return intend(draft, { ...draft.intent, dropsAbort: true });
}
