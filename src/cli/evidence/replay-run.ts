import { assess } from '../../analysis/assess.ts';
import { record } from '../../analysis/record.ts';
import { collectsDue } from '../../analysis/retain.ts';
import type { Answer, Collected, Ended, Measured } from '../../analysis/sample.ts';
import { MASK } from '../../core/secret.ts';
import type { AnalysisSpec, ReadySpec } from '../../resources/analysis-spec.ts';
import type { RunStatus } from '../../resources/run-status.ts';
import type { RunSpec } from '../../resources/schema/run-spec.ts';
import type { WitnessedLook } from '../../runner/evidence/look-json.ts';
import { placesWithSecretConditions, standInsFor } from '../../runner/evidence/stand-ins.ts';
import type { WitnessedStep } from '../../runner/evidence/step-json.ts';
import { conditionsOf, judged } from '../../runner/judge-of.ts';
import { remember } from '../../runner/memory.ts';
import type { Memory, Taken } from '../../runner/progress.ts';
import { resolve } from '../../template/resolve.ts';
import type { Resolved } from '../../template/resolved.ts';

/** A run gone through once more, from what was witnessed of it. */
export interface Replayed {
  readonly resolved: Resolved;
  readonly status: RunStatus;
  readonly memory: Memory;
  /** Looks that are judged otherwise today, each in a sentence. */
  readonly differences: readonly string[];
}

/**
 * Goes through a run once more: the conditions are asked about the recorded values, and what they say is taken in at the recorded times.
 * Where a secret was in play, or there was no value, the recorded judgement stands. Nothing outside is asked.
 */
export async function replayRun(
  runSpec: RunSpec,
  begin: RunStatus,
  steps: readonly WitnessedStep[],
): Promise<Replayed> {
  const resolved = resolve(runSpec, standInsFor(runSpec));
  const differences: string[] = [];
  let spec: AnalysisSpec = resolved.spec;
  let status = begin;
  let memory: Memory = new Map();
  for (const step of steps) {
    spec = specAt(step, resolved.spec);
    if (step.looks.length === 0 || spec.kind === 'refused') {
      status = assess(spec, status, step.at).status;
      continue;
    }
    const looks = await Promise.all(step.looks.map((look) => judgeAgain(look, { runSpec, resolved, differences })));
    status = takeIn(
      spec,
      status,
      looks.map(({ sample }) => sample),
      step,
    );
    memory = remember(memory, looks);
  }
  return { resolved: { ...resolved, spec }, status, memory, differences };
}

function specAt({ refused, isStopping }: WitnessedStep, spec: AnalysisSpec): AnalysisSpec {
  if (refused !== undefined) return { kind: 'refused', message: refused };
  return isStopping && spec.kind === 'ready' ? { ...spec, terminate: true } : spec;
}

function takeIn(spec: ReadySpec, status: RunStatus, samples: readonly Measured[], { at }: WitnessedStep): RunStatus {
  const recorded = record(spec, status, samples, at).status;
  const collected = collectsDue(spec, recorded).map(
    ({ metric, keep }): Collected => ({ kind: 'collected', metric, keep, outcome: 'done' }),
  );
  return collected.length === 0 ? recorded : record(spec, recorded, collected, at).status;
}

interface Judging {
  readonly runSpec: RunSpec;
  readonly resolved: Resolved;
  readonly differences: string[];
}

type LookAgain = Taken & { readonly sample: Measured };

async function judgeAgain(look: WitnessedLook, { runSpec, resolved, differences }: Judging): Promise<LookAgain> {
  const { sample, value, note, exchanges } = look;
  const kept = { ...(note !== undefined && { note }), exchanges };
  const { spec } = resolved;
  const place = spec.kind === 'ready' ? spec.metrics.findIndex(({ name }) => name === sample.metric) : -1;
  const isHidden = placesWithSecretConditions(runSpec).has(place);
  if (value === undefined || isHidden || sample.answer.kind === 'pending') return { sample, ...kept };
  const conditions = conditionsOf(resolved.opened(sample.metric));
  const reading = { kind: 'value', value, text: sample.answer.value ?? '' } as const;
  const answer = await judged(reading, conditions, sample.finishedAt);
  if (isSame(answer, sample.answer)) return { sample, value, ...kept };
  differences.push(
    `"${sample.metric}" at ${new Date(sample.finishedAt).toISOString()}: recorded ${sayAnswer(sample.answer)}, judged again ${sayAnswer(answer)}`,
  );
  return { sample: { ...sample, answer }, value, ...kept };
}

function isSame(again: Answer, recorded: Ended): boolean {
  if (again.phase !== recorded.phase) return false;
  // A masked message cannot be compared, and only errors have one that comes from the conditions.
  return again.phase !== 'Error' || again.message === recorded.message || recorded.message?.includes(MASK) === true;
}

function sayAnswer({ phase, message }: Answer): string {
  return message === undefined ? phase : `${phase} (${message})`;
}
