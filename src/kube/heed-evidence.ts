import { verdictOf } from '../analysis/verdict.ts';
import type { JsonObject } from '../core/json.ts';
import { objectIn, textIn } from '../core/json-members.ts';
import { Secret } from '../core/secret.ts';
import { statusFromJson } from '../resources/run-status-json.ts';
import type { RunSpec } from '../resources/schema/run-spec.ts';
import { resolve } from '../template/resolve.ts';
import type { SecretRead } from '../template/resolved.ts';

/** What was made of an object stays right for as long as there is that object: they are never changed in place. */
const heeded = new WeakMap<JsonObject, JsonObject>();

/**
 * An AnalysisRun as those see it who require evidence: one that is `Successful` without having been evaluated (it was stopped before
 * its limits decided, never measured, or has only dry-run metrics) counts as `Inconclusive`. Every other is the same object.
 *
 * @param run  as the API gives it
 */
export function heedEvidence(run: JsonObject): JsonObject {
  if (textIn(objectIn(run, 'status'), 'phase') !== 'Successful') return run;
  const known = heeded.get(run);
  if (known !== undefined) return known;
  const seen = isProven(run) ? run : { ...run, status: { ...objectIn(run, 'status'), phase: 'Inconclusive' } };
  heeded.set(run, seen);
  return seen;
}

function isProven(run: JsonObject): boolean {
  // The API has held it against the schema; what that lets through was refused when the run began, and is no success.
  const spec = objectIn(run, 'spec') as unknown as RunSpec;
  return verdictOf(resolve(spec, standIns(spec)).spec, statusFromJson(objectIn(run, 'status'))) !== 'notEvaluated';
}

/** What was measured is judged, not measured again: any text will do for a Secret. */
function standIns({ args }: RunSpec): ReadonlyMap<string, SecretRead> {
  const keys: Record<string, Record<string, Secret>> = {};
  for (const { valueFrom } of args ?? []) {
    const ref = valueFrom?.secretKeyRef;
    if (ref) keys[ref.name] = { ...keys[ref.name], [ref.key]: new Secret('') };
  }
  return new Map(Object.entries(keys).map(([name, found]) => [name, { kind: 'found', keys: found }]));
}
