import { formatGoDuration } from '../../core/go/duration.ts';
import { formatInstantExactly, type Instant, type Millis } from '../../core/instant.ts';
import type { Json, JsonObject } from '../../core/json.ts';
import { textIn } from '../../core/json-members.ts';
import { statusFromJson, statusToJson } from '../../resources/run-status-json.ts';
import { evidenceSpec } from '../../runner/evidence/evidence-spec.ts';
import { redactionOf } from '../../runner/evidence/redaction-of.ts';
import { shownArguments } from '../../runner/report/report-of.ts';
import type { RunSummary, StoredRun } from '../store/rows.ts';

/**
 * A run as the API and callbacks show it: what a list shows, and `args` (secrets as `*****`), `timeout` (a Go duration, where there is
 * one), `spec` (as merged, secrets taken out), `status` (upstream's, whole seconds) and `explanation` (null before the first step).
 */
export function runToJson({ wish, stand, ...run }: StoredRun): JsonObject {
  const redact = redactionOf(wish.spec);
  const sentence = textIn(stand.explanation ?? {}, 'sentence');
  return {
    ...runSummaryToJson({ ...run, ...stand, source: wish.source, sentence }),
    args: shownArguments(wish.spec, redact),
    ...(wish.timeoutMs !== undefined && { timeout: durationOf(wish.timeoutMs) }),
    spec: evidenceSpec(wish.spec, redact),
    status: statusToJson(statusFromJson(stand.status)),
    explanation: stand.explanation,
  };
}

/** A run as a list shows it. Times of its own have milliseconds, and are null where they have not come; so is the verdict. */
export function runSummaryToJson(run: RunSummary): JsonObject {
  const { id, namespace, name, labels, source, verdict, phase, sentence, attempt, isTerminating } = run;
  return {
    id,
    namespace,
    name,
    labels,
    source,
    verdict,
    phase,
    sentence,
    attempt,
    isTerminating,
    createdAt: formatInstantExactly(run.createdAt),
    startedAt: timeOf(run.startedAt),
    endedAt: timeOf(run.endedAt),
  };
}

function timeOf(moment: Instant | undefined): Json {
  return moment === undefined ? null : formatInstantExactly(moment);
}

function durationOf(length: Millis): string {
  return formatGoDuration(BigInt(Math.round(length * 1e6)));
}
