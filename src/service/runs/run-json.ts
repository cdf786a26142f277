import { formatInstantExactly, type Instant } from '../../core/instant.ts';
import type { Json, JsonObject } from '../../core/json.ts';
import { statusFromJson, statusToJson } from '../../resources/run-status-json.ts';
import type { RunSummary, StoredRun } from '../store/rows.ts';

/**
 * A run as the API and callbacks show it: `id`, `namespace`, `name`, `templates`, `labels`, `attempt`, `verdict` (null while it goes on),
 * `phase`, `status` (upstream's, whole seconds), `explanation` (null before the first step), `terminating`, and the times of its own
 * with milliseconds, null where they have not come.
 */
export function runToJson({ wish, stand, ...run }: StoredRun): JsonObject {
  return {
    ...identityOf({ ...run, source: wish.source }),
    verdict: stand.verdict,
    phase: stand.phase,
    status: statusToJson(statusFromJson(stand.status)),
    explanation: stand.explanation,
    ...timesOf({ ...run, ...stand }),
  };
}

/** A run of a list: as `runToJson` without `status` and `explanation`, and with the explanation's one `sentence`. */
export function runSummaryToJson(run: RunSummary): JsonObject {
  const { verdict, phase, sentence } = run;
  return { ...identityOf(run), verdict, phase, sentence, ...timesOf(run) };
}

type Identified = Pick<RunSummary, 'id' | 'namespace' | 'name' | 'source' | 'labels' | 'attempt' | 'isTerminating'>;

function identityOf({ id, namespace, name, source, labels, attempt, isTerminating }: Identified): JsonObject {
  return { id, namespace, name, templates: source, labels, attempt, terminating: isTerminating };
}

function timesOf({
  createdAt,
  startedAt,
  endedAt,
}: Pick<RunSummary, 'createdAt' | 'startedAt' | 'endedAt'>): JsonObject {
  return { createdAt: formatInstantExactly(createdAt), startedAt: timeOf(startedAt), endedAt: timeOf(endedAt) };
}

function timeOf(moment: Instant | undefined): Json {
  return moment === undefined ? null : formatInstantExactly(moment);
}
