import type { Measured } from '../../../analysis/sample.ts';
import { nextLook, resultOf } from '../../../analysis/schedule.ts';
import type { ReadySpec } from '../../../resources/analysis-spec.ts';
import type { RunStatus } from '../../../resources/run-status.ts';
import type { Memory, Progress } from '../../../runner/progress.ts';
import type { MeasuredLook, RunMeasures } from '../run-measures.ts';

/** Where a run stood before a step. */
export interface Before {
  readonly status: RunStatus;
  readonly memory: Memory;
}

/** Counts the looks that a step took in. */
export function countLooks(
  { taken, resolved: { spec } }: Progress,
  before: Before,
  measures: Pick<RunMeasures, 'measured'>,
): void {
  if (spec.kind !== 'ready') return;
  for (const { sample } of taken) if (sample.kind === 'measured') measures.measured(lookOf(sample, before, spec));
}

function lookOf(sample: Measured, before: Before, spec: ReadySpec): MeasuredLook {
  const { metric, answer, startedAt, finishedAt } = sample;
  const lateMs = latenessOf(sample, before, spec);
  return {
    provider: spec.metrics.find(({ name }) => name === metric)?.provider.kind ?? '',
    phase: answer.phase,
    tookMs: Math.max(0, finishedAt - startedAt),
    ...(lateMs !== undefined && { lateMs }),
  };
}

/** How long after its moment a measurement began. A backend that asked to be left alone has moved the moment. */
function latenessOf({ metric: name, look, startedAt }: Measured, before: Before, spec: ReadySpec): number | undefined {
  const metric = spec.metrics.find((one) => one.name === name);
  const begun = before.status.startedAt;
  if (look !== 'start' || metric === undefined || begun === undefined) return undefined;
  const result = resultOf(before.status, name);
  const due = nextLook(metric, result, begun) ?? (result === undefined ? begun : undefined);
  if (due === undefined) return undefined;
  const notBefore = before.memory.get(name)?.notBefore ?? due;
  return Math.max(0, startedAt - Math.max(due, notBefore));
}
