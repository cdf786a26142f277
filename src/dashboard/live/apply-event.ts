import type { RunEvent, RunSummary } from '../api/wire.ts';
import { fits, type RunFilter } from './run-filter.ts';

/** A list of runs after something happened. */
export interface Applied {
  readonly runs: readonly RunSummary[];
  /** Whether something happened that the list cannot show by itself: it has to be asked for again. */
  readonly isStale: boolean;
}

/** Takes what happened to one run into a list of runs. What does not concern the list leaves it the very same object. */
export function applyEvent(runs: readonly RunSummary[], event: RunEvent, filter: RunFilter): Applied {
  const known = runs.find(({ id }) => id === event.run);
  if (event.kind === 'deleted') {
    return { runs: known === undefined ? runs : runs.filter((run) => run !== known), isStale: false };
  }
  // Who is not listed is new, or fits only now. A measurement makes nobody fit who did not.
  if (known === undefined) return { runs, isStale: event.kind !== 'measured' };
  if (event.attempt < known.attempt) return { runs, isStale: false };
  const next = runAfter(known, event);
  if (!fits(next, filter)) return { runs: runs.filter((run) => run !== known), isStale: false };
  return { runs: runs.map((run) => (run === known ? next : run)), isStale: false };
}

/** A run after something happened to it, as far as the event tells. */
function runAfter(run: RunSummary, event: RunEvent): RunSummary {
  const { attempt, verdict, phase, sentence, kind, at } = event;
  const now = { ...run, attempt, verdict, phase, sentence };
  switch (kind) {
    case 'created':
      return run;
    case 'retried':
      return { ...now, isTerminating: false, startedAt: null, endedAt: null };
    case 'started':
    case 'measured':
      return { ...now, startedAt: run.startedAt ?? at };
    case 'terminating':
      return { ...now, isTerminating: true };
    case 'ended':
      return { ...now, isTerminating: false, endedAt: at };
    case 'deleted':
      return run;
  }
}
