import type { Explanation } from '../../analysis/explanation.ts';
import type { Instant } from '../../core/instant.ts';
import type { Json, JsonObject } from '../../core/json.ts';
import { sameJson } from '../../core/same-json.ts';
import { NOT_STARTED, type RunStatus } from '../../resources/run-status.ts';
import { statusFromJson } from '../../resources/run-status-json.ts';
import type { RunSpec } from '../../resources/schema/run-spec.ts';
import { evidenceToJson } from '../../runner/evidence/evidence.ts';
import { evidenceSpec } from '../../runner/evidence/evidence-spec.ts';
import { redactionOf } from '../../runner/evidence/redaction-of.ts';
import { standInsFor } from '../../runner/evidence/stand-ins.ts';
import { explainProgress } from '../../runner/explain-progress.ts';
import { explanationFromJson } from '../../runner/report/explanation-from-json.ts';
import { reportOf, shownArguments } from '../../runner/report/report-of.ts';
import { resolve } from '../../template/resolve.ts';
import type { Stand, StoredRun } from '../store/rows.ts';
import type { HistoryStore, RunStore } from '../store/store.ts';
import type { RunBounds } from './run-parts.ts';
import { uidOf } from './uuid-of.ts';

export interface EvidenceParts {
  readonly runs: Pick<RunStore, 'get'>;
  readonly history: Pick<HistoryStore, 'ofAttempt' | 'endOf' | 'beginOf'>;
  /** Of this program. */
  readonly version: string;
  /** As `RunBounds.pass`: much that was read is written at once. */
  readonly pass?: RunBounds['pass'] | undefined;
}

/** Whose evidence it is. */
export interface Witnessed {
  readonly namespace: string;
  readonly id: string;
  /** Absent: the newest. */
  readonly attempt?: number;
}

/** Steps that are read at a time. */
const PAGE = 500;
/** While it is read the run may go on: it is read anew until nothing has happened meanwhile, this often at most. */
const TRIES = 5;

/**
 * The evidence of an attempt, as `verdict run --evidence` writes it and `verdict replay` reads it. Of one that goes on, as far as it has come.
 *
 * @returns undefined when there is no such run or attempt
 */
export async function evidenceOf(
  { namespace, id, attempt }: Witnessed,
  now: Instant,
  parts: EvidenceParts,
): Promise<JsonObject | undefined> {
  const run = await parts.runs.get(namespace, id);
  if (run === undefined) return undefined;
  const wanted = attempt ?? run.attempt;
  for (let tries = 1; ; tries += 1) {
    const stand = await standOf(run, wanted, parts);
    if (stand === undefined) return undefined;
    const { begin, steps } = await stepsOf(id, wanted, parts.history);
    const after = await standOf(run, wanted, parts);
    if (after !== undefined && !sameJson(stand.status, after.status) && tries < TRIES) continue;
    await parts.pass?.(namespace);
    return written({ run, attempt: wanted, stand, begin, steps }, now, parts);
  }
}

async function standOf(
  { namespace, id }: StoredRun,
  attempt: number,
  { runs, history }: EvidenceParts,
): Promise<Stand | undefined> {
  const newest = await runs.get(namespace, id);
  return newest?.attempt === attempt ? newest.stand : history.endOf(id, attempt);
}

interface Steps {
  readonly begin: RunStatus;
  readonly steps: readonly Json[];
}

async function stepsOf(id: string, attempt: number, history: EvidenceParts['history']): Promise<Steps> {
  const begin = await history.beginOf(id, attempt);
  const steps: Json[] = [];
  for (let from = begin?.number ?? 0; ; ) {
    const entries = await history.ofAttempt(id, attempt, from, PAGE);
    steps.push(...entries.flatMap(({ kind, body }) => (kind === 'step' ? [body] : [])));
    const last = entries.at(-1)?.number;
    if (entries.length < PAGE || last === undefined) break;
    from = last + 1;
  }
  return { begin: begin === undefined ? NOT_STARTED : statusFromJson(begin.status), steps };
}

interface Told extends Steps {
  readonly run: StoredRun;
  readonly attempt: number;
  readonly stand: Stand;
}

function written({ run, attempt, stand, begin, steps }: Told, now: Instant, { version }: EvidenceParts): JsonObject {
  const { id, namespace, name, wish } = run;
  const redact = redactionOf(wish.spec);
  const status = statusFromJson(stand.status);
  const report = reportOf(
    {
      ref: { name, namespace, uid: uidOf(id, attempt) },
      source: wish.source,
      args: shownArguments(wish.spec, redact),
      version,
    },
    { status, at: stand.endedAt ?? now },
    explanationOf(stand, status, wish.spec),
  );
  return evidenceToJson({
    report,
    documents: wish.documents,
    spec: evidenceSpec(wish.spec, redact),
    begin,
    steps,
  });
}

/** Before the first step there is none, so it is made of what is known then: nothing. */
function explanationOf({ explanation }: Stand, status: RunStatus, spec: RunSpec): Explanation {
  if (explanation !== null) return explanationFromJson(explanation);
  return explainProgress({ resolved: resolve(spec, standInsFor(spec)), status, memory: new Map() });
}
