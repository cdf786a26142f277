import { type Draft, intend } from '../plan/draft.ts';
import { aborting, pausing } from '../plan/intent.ts';
import type { RunView } from './run-view.ts';

/** What the phase of a run means for the update: one that could not tell pauses it, one that failed aborts it (rollout.md §17). */
export function heedRun(draft: Draft, run: RunView | undefined, title: string): Draft {
  switch (run?.phase) {
    case 'Inconclusive':
      return intend(draft, pausing(draft.intent, 'InconclusiveAnalysisRun'));
    case 'Error':
    case 'Failed': {
      const why = `${title} analysis phase error/failed`;
      return intend(draft, aborting(draft.intent, run.message === '' ? why : `${why}: ${run.message}`));
    }
    case 'Pending':
    case 'Running':
    case 'Successful':
    case '':
    case undefined:
      return draft;
  }
}
