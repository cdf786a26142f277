import type { JsonObject } from '../../core/json.ts';
import { isCompleted } from '../../resources/run-status.ts';
import type { RunSpec } from '../../resources/schema/run-spec.ts';
import { goJson } from '../../template/go-json.ts';
import { isControlledBy } from '../owner.ts';
import { Fields } from '../reading/fields.ts';
import { readRun } from './analysis-run.ts';
import type { Experiment } from './experiment.ts';
import { nameOf } from './owner.ts';

/** Where a run goes: it exists already, or the name is free. */
export interface RunPlace {
  readonly kind: 'exists' | 'free';
  readonly name: string;
}

/**
 * Looks for a place for a run. A run of the same Experiment with the same spec is the one, made by a sync whose status was not written;
 * every other run under the name sends on to `NAME.1`, `NAME.2` and so on. A run that ended is the one only if it was made for this attempt
 * (docs/decisions/0015); upstream makes another.
 *
 * @see rollout.md §17, §25 (39)
 */
export function runPlace(base: string, spec: RunSpec, experiment: Experiment, runs: readonly JsonObject[]): RunPlace {
  for (let count = 0; ; count += 1) {
    const name = count === 0 ? base : `${base}.${count}`;
    const taken = runs.find((run) => nameOf(run) === name);
    if (taken === undefined) return { kind: 'free', name };
    const isOurs = isControlledBy(taken, experiment.uid) && isSameSpec(taken, spec);
    if (isOurs && isOfThisAttempt(taken, experiment)) return { kind: 'exists', name };
  }
}

/** Runs are made only after `availableAt`, which an Experiment that is tried again gets anew. */
function isOfThisAttempt(run: JsonObject, { status }: Experiment): boolean {
  if (!isCompleted(readRun(run).phase)) return true;
  const createdAt = new Fields(run).below('metadata').time('creationTimestamp');
  return createdAt !== undefined && status.availableAt !== undefined && createdAt >= status.availableAt;
}

function isSameSpec(run: JsonObject, spec: RunSpec): boolean {
  // The API server checked it against the schema.
  const found = (new Fields(run).object('spec') ?? {}) as Partial<RunSpec>;
  return written(found) === written(spec);
}

/** The parts that count, in an order that does not depend on how they were written. */
function written({ metrics = [], args = [], dryRun = [], measurementRetention = [] }: Partial<RunSpec>): string {
  return JSON.stringify([
    metrics.map(goJson),
    args.map(({ name, value, valueFrom }) => {
      const { secretKeyRef: secret, fieldRef } = valueFrom ?? {};
      return [name, value ?? null, secret?.name ?? null, secret?.key ?? null, fieldRef?.fieldPath ?? null];
    }),
    dryRun.map(({ metricName }) => metricName),
    measurementRetention.map(({ metricName, limit }) => [metricName, limit]),
  ]);
}
