import { assess } from '../../../src/analysis/assess.ts';
import { explainRun } from '../../../src/analysis/explain-run.ts';
import type { Explanation } from '../../../src/analysis/explanation.ts';
import type { LastLook } from '../../../src/analysis/last-look.ts';
import { record } from '../../../src/analysis/record.ts';
import type { RunEvent } from '../../../src/analysis/run-event.ts';
import type { Answer, Sample } from '../../../src/analysis/sample.ts';
import type { Clock } from '../../../src/core/clock.ts';
import { after, type Instant, instantOf, millisOf } from '../../../src/core/instant.ts';
import type { Value } from '../../../src/core/value.ts';
import type { Metric, ReadySpec } from '../../../src/resources/analysis-spec.ts';
import { NOT_STARTED, type RunStatus } from '../../../src/resources/run-status.ts';
import type { Memory, Progress, Remembered, Taken } from '../../../src/runner/progress.ts';
import type { RunReport } from '../../../src/runner/report/run-report.ts';

/** When every story begins. */
export const T0: Instant = instantOf(Date.UTC(2026, 2, 1, 10, 0, 0));

/** A moment so many seconds into a story. */
export function at(seconds: number): Instant {
  return after(T0, millisOf(seconds * 1000));
}

/** A clock that stands where it is put. */
export function clockAt(now: () => Instant): Clock {
  return { now, alarm: () => () => {} };
}

/** A metric that says only what matters. */
export function metric(name: string, with_: Partial<Metric> = {}): Metric {
  return {
    name,
    successCondition: '',
    failureCondition: '',
    conditionLanguage: 'expr',
    failureLimit: 0,
    inconclusiveLimit: 0,
    consecutiveErrorLimit: 4,
    consecutiveSuccessLimit: 'off',
    provider: { kind: 'web', isPlugin: false, config: {} },
    ...with_,
  };
}

/** What one look brings in a story: an answer and, where the conditions saw one, its value. */
export interface Brings {
  readonly metric: string;
  readonly at: number;
  readonly phase: 'Successful' | 'Failed' | 'Error' | 'Inconclusive';
  readonly text?: string;
  readonly value?: Value;
  readonly message?: string;
  readonly note?: string;
  readonly source?: LastLook['source'];
}

/** One step of a story, as a view is shown it. */
export interface Step {
  readonly progress: Progress;
  readonly explanation: Explanation;
}

/** A run told through the real engine: what each look brought, in order; every step as a view would see it. */
export function story(
  metrics: readonly Metric[],
  brings: readonly Brings[],
  dryRun: readonly string[] = [],
): readonly Step[] {
  const spec: ReadySpec = { kind: 'ready', metrics, dryRun: new Set(dryRun), keep: new Map(), terminate: false };
  const steps: Step[] = [];
  let status: RunStatus = assess(spec, { ...NOT_STARTED, phase: 'Running', startedAt: T0 }, T0).status;
  let memory: Memory = new Map();
  const looks = new Map<string, LastLook>();
  const tell = (now: Instant, taken: readonly Taken[], events: readonly RunEvent[]): void => {
    const resolved = { spec, opened: () => ({}), redact: (text: string) => text };
    const explanation = explainRun(spec, status, looks, resolved.redact);
    steps.push({ progress: { at: now, resolved, status, taken, events, memory }, explanation });
  };
  tell(T0, [], []);
  for (const look of brings) {
    const taken = takenOf(look);
    const now = at(look.at);
    memory = new Map(memory).set(look.metric, rememberedOf(look));
    looks.set(look.metric, lastLookOf(look, metrics));
    const judged = record(spec, status, [taken.sample], now);
    status = judged.status;
    tell(now, [taken], judged.events);
    const assessed = assess(spec, status, now);
    if (assessed.status === status) continue;
    status = assessed.status;
    tell(now, [], assessed.events);
  }
  return steps;
}

/** What is reported of a story's end. */
export function reportOf(steps: readonly Step[], exitCode: number, more: Partial<RunReport> = {}): RunReport {
  const last = steps.at(-1);
  if (last === undefined) throw new Error('a story has at least one step');
  return {
    version: '0.1.0',
    name: 'checkout-7d9f',
    namespace: 'shop',
    uid: '11111111-2222-3333-4444-555555555555',
    source: ['success-rate'],
    args: [
      { name: 'service', value: 'checkout' },
      { name: 'token', value: '*****' },
    ],
    startedAt: T0,
    endedAt: last.progress.at,
    status: last.progress.status,
    explanation: last.explanation,
    exitCode,
    ...more,
  };
}

function takenOf({ metric, at: second, phase, text, message, note, value }: Brings): Taken {
  const answer: Answer = {
    kind: 'ended',
    phase,
    ...(text !== undefined && { value: text }),
    ...(message !== undefined && { message }),
  };
  const sample: Sample = {
    kind: 'measured',
    metric,
    look: 'start',
    startedAt: at(second - 0.25),
    finishedAt: at(second),
    answer,
  };
  return { sample, exchanges: [], ...(value !== undefined && { value }), ...(note !== undefined && { note }) };
}

function rememberedOf({ value, note }: Brings): Remembered {
  return { ...(value !== undefined && { value }), ...(note !== undefined && { note }) };
}

function lastLookOf({ metric: name, value, note, source }: Brings, metrics: readonly Metric[]): LastLook {
  const { successCondition = '', failureCondition = '' } = metrics.find((one) => one.name === name) ?? {};
  return {
    successCondition,
    failureCondition,
    language: 'expr',
    ...(value !== undefined && { value }),
    ...(note !== undefined && { note }),
    ...(source && { source }),
  };
}
