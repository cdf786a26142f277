import type { Explanation } from '../../../analysis/explanation.ts';
import type { Instant } from '../../../core/instant.ts';
import type { Patience } from '../../../core/patience.ts';
import type { Redact } from '../../../core/secret.ts';
import type { AnalysisSpec } from '../../../resources/analysis-spec.ts';
import { endsByItself } from '../../../runner/begin/endless.ts';
import { stepToJson } from '../../../runner/evidence/step-json.ts';
import { explainProgress } from '../../../runner/explain-progress.ts';
import { dueAfter } from '../../../runner/next-wake.ts';
import type { Progress } from '../../../runner/progress.ts';
import { explanationToJson } from '../../../runner/report/explanation-json.ts';
import { standToJson } from '../../../runner/stand-json.ts';
import type { CallbackEvent, CallbackWish, Hold, Stand } from '../../store/rows.ts';
import type { RunWrite } from '../../store/store.ts';
import { uuidOf } from '../uuid-of.ts';

/** What of a run stays the same while one replica drives it. Holds no document. */
export interface HeldRun {
  readonly hold: Hold;
  readonly namespace: string;
  readonly attempt: number;
  /** Whether it has a time limit. */
  readonly isTimed: boolean;
  readonly callback?: CallbackWish;
}

/** What of a run is to be stored. */
export interface Unwritten {
  /** The number of the next entry. */
  readonly from: number;
  /** The oldest first. */
  readonly steps: readonly Progress[];
  /** The last of all, stored or not. */
  readonly last: Progress;
  /** Nothing comes behind it. */
  readonly isOver: boolean;
}

/** How a write is made. */
export interface Writing {
  readonly redact: Redact;
  /** How long conditions may take to be explained; absent: as long as they take. */
  readonly patience?: Patience | undefined;
}

/**
 * What is stored of a run: its steps, each as evidence has it, where it stands after the last, and, once it is over, its end and who is
 * to be told of it. The same each time it is made, so that it can be written again. No secret is in it.
 */
export function stepWrite(
  run: HeldRun,
  { from, steps, last, isOver }: Unwritten,
  { redact, patience }: Writing,
): RunWrite {
  const { hold, attempt } = run;
  const explanation = explainProgress(last, patience);
  const stand = standOf(last, explanation, { isOver, redact });
  const entries = steps.map((step, index) => ({
    number: from + index,
    kind: 'step' as const,
    at: step.at,
    body: stepToJson(step, redact),
  }));
  const write = { hold, attempt, stand, dueAt: dueAfter(last) };
  if (!isOver) return { ...write, entries, callbacks: [] };
  const { verdict } = explanation;
  const end = { number: from + steps.length, kind: 'ended' as const, at: last.at, body: { verdict } };
  return { ...write, entries: [...entries, end], callbacks: callbacksOf(run, last, explanation) };
}

/** Whether nothing but a failure or an early end ends the run. */
export function isEndless(spec: AnalysisSpec, { isTimed }: Pick<HeldRun, 'isTimed'>): boolean {
  return !isTimed && spec.kind === 'ready' && !spec.metrics.every(endsByItself);
}

interface Standing {
  readonly isOver: boolean;
  readonly redact: Redact;
}

function standOf({ status, memory, at }: Progress, explanation: Explanation, { isOver, redact }: Standing): Stand {
  const { startedAt } = status;
  const endedAt: Instant | undefined = isOver ? (status.completedAt ?? at) : undefined;
  return {
    ...standToJson({ status, memory }, redact),
    explanation: explanationToJson(explanation),
    verdict: isOver ? explanation.verdict : null,
    phase: status.phase,
    ...(startedAt !== undefined && { startedAt }),
    ...(endedAt !== undefined && { endedAt }),
  };
}

function callbacksOf(run: HeldRun, last: Progress, { verdict }: Explanation): RunWrite['callbacks'] {
  const { hold, namespace, attempt, callback } = run;
  const event: CallbackEvent = verdict === 'fail' && isEndless(last.resolved.spec, run) ? 'breach' : 'verdict';
  if (callback === undefined || !callback.on.includes(event)) return [];
  // The same whoever ends the attempt, however often: nobody is told twice under two ids.
  const id = uuidOf(`${hold.id} ${attempt} ${event}`);
  return [{ id, namespace, runId: hold.id, url: callback.url, event, attempt, createdAt: last.at }];
}
