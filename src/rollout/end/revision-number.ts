import { parseInt64 } from '../../core/go/int.ts';
import { storedRevision } from '../begin/set-revision.ts';
import type { Draft } from '../plan/draft.ts';

/** The revision of the Rollout as events name it; 0 where there is none. */
export function revisionNumber(draft: Pick<Draft, 'facts'>): number {
  const read = parseInt64(storedRevision(draft));
  return read.ok ? Number(read.value) : 0;
}
