import type { Json, JsonObject } from '../../core/json.ts';
import { type EvidenceParts, evidenceOf } from '../runs/evidence-of.ts';
import { runToJson } from '../runs/run-json.ts';
import type { StoredCallback, StoredRun } from '../store/rows.ts';

/** Largest body with evidence, in bytes; receivers take no more than some megabytes. */
const MOST_BYTES = 1024 * 1024;

/**
 * What a callback tells: `type`, `id`, the `run` as the API shows it with the attempt that it tells of, and for a breach the `evidence`.
 * Evidence that would make it too large comes without its steps and documents, and says in `omitted` how many; the run's own evidence has them.
 * The attempt is over, so that the body is the same at every try.
 *
 * @returns undefined when the run is not there any more
 * @throws Fault STORE_UNAVAILABLE
 */
export async function callbackBody(callback: StoredCallback, parts: EvidenceParts): Promise<string | undefined> {
  const run = await attemptOf(callback, parts);
  if (run === undefined) return undefined;
  const { event, id, namespace, runId, attempt } = callback;
  const said = { type: event, id, run: runToJson(run) };
  if (event !== 'breach') return JSON.stringify(said);
  const over = run.stand.endedAt ?? callback.createdAt;
  const evidence = await evidenceOf({ namespace, id: runId, attempt }, over, parts);
  const whole = JSON.stringify({ ...said, evidence: evidence ?? null });
  if (evidence === undefined || Buffer.byteLength(whole) <= MOST_BYTES) return whole;
  return JSON.stringify({ ...said, evidence: withoutBulk(evidence) });
}

async function attemptOf(
  { namespace, runId, attempt }: StoredCallback,
  { runs, history }: EvidenceParts,
): Promise<StoredRun | undefined> {
  const run = await runs.get(namespace, runId);
  if (run === undefined) return undefined;
  const isNewest = run.attempt === attempt;
  const stand = isNewest ? run.stand : await history.endOf(runId, attempt);
  // Whether a later attempt was asked to end is nothing of this one.
  return stand && { ...run, attempt, stand, isTerminating: isNewest && run.isTerminating };
}

function withoutBulk({ steps, documents, ...rest }: JsonObject): Json {
  return { ...rest, omitted: { steps: lengthOf(steps), documents: lengthOf(documents) } };
}

function lengthOf(list: Json | undefined): number {
  return Array.isArray(list) ? list.length : 0;
}
