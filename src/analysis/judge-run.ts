import type { Instant } from '../core/instant.ts';
import type { Metric, ReadySpec } from '../resources/analysis-spec.ts';
import {
  type CompletedPhase,
  isCompleted,
  type MetricResult,
  type Phase,
  type RunStatus,
  type RunSummary,
} from '../resources/run-status.ts';
import { judgeMetric } from './judge-metric.ts';
import { breach, describeBreach } from './limits.ts';
import { metricEvent, type RunEvent, runEvent } from './run-event.ts';
import { isInFlight, resultOf } from './schedule.ts';
import { isTerminating } from './terminating.ts';

/** A status after judging, with the events that tell of it in their order. */
export interface Judged {
  readonly status: RunStatus;
  readonly events: readonly RunEvent[];
}

/** Across metrics, from best to worst. Within one metric another order holds, see `breach`. */
const SEVERITY: readonly CompletedPhase[] = ['Successful', 'Inconclusive', 'Error', 'Failed'];

const NOTHING: RunSummary = { count: 0, successful: 0, failed: 0, inconclusive: 0, error: 0 };

/**
 * Judges every metric and then the run, on what has been measured so far (analysis.md §7, §8).
 *
 * @param stopped metrics whose measurement in flight has just been told to stop; a run that ends early waits for all of them
 * @param now     when the run is judged: its `startedAt` the first time, its `completedAt` the last time
 */
export function judgeRun(spec: ReadySpec, status: RunStatus, stopped: ReadonlySet<string>, now: Instant): Judged {
  const terminating = isTerminating(spec, status);
  const walk = walkMetrics(spec, status, terminating);
  const phase = runPhase(walk, terminating && !waitsForStops(walk.results, stopped));
  const changed = phase !== status.phase;
  const message = changed ? (phase === 'Running' ? '' : walk.message) : status.message;
  const judged: RunStatus = {
    phase,
    ...(message !== undefined && message !== '' && { message }),
    metricResults: walk.results,
    startedAt: status.startedAt ?? now,
    ...completion(status, phase, now),
    runSummary: walk.summary,
    dryRunSummary: walk.dryRunSummary,
  };
  const ended = changed && isCompleted(phase) ? [runEvent(phase)] : [];
  return { status: isSame(status, judged) ? status : judged, events: [...walk.events, ...ended] };
}

/** Where nothing has changed the status stays the very same, so that nobody stores or shows it again. */
function isSame(before: RunStatus, after: RunStatus): boolean {
  return (
    before.phase === after.phase &&
    before.message === after.message &&
    before.startedAt === after.startedAt &&
    before.completedAt === after.completedAt &&
    before.metricResults.every((result, index) => result === after.metricResults[index]) &&
    isSameSummary(before.runSummary, after.runSummary) &&
    isSameSummary(before.dryRunSummary, after.dryRunSummary)
  );
}

function isSameSummary(before: RunSummary | undefined, after: RunSummary | undefined): boolean {
  if (before === undefined || after === undefined) return before === after;
  return (
    before.count === after.count &&
    before.successful === after.successful &&
    before.failed === after.failed &&
    before.inconclusive === after.inconclusive &&
    before.error === after.error
  );
}

function completion(status: RunStatus, phase: Phase, now: Instant): Pick<RunStatus, 'completedAt'> {
  const completedAt = status.completedAt ?? (isCompleted(phase) ? now : undefined);
  return completedAt === undefined ? {} : { completedAt };
}

interface Walk {
  readonly results: readonly MetricResult[];
  readonly events: readonly RunEvent[];
  /** Worst phase of the completed metrics that count; absent while there is none. */
  readonly worst?: CompletedPhase;
  /** The text that goes with `worst`, or with a less bad metric that had one. */
  readonly message: string;
  readonly allCompleted: boolean;
  readonly summary: RunSummary;
  readonly dryRunSummary: RunSummary;
}

function runPhase(walk: Walk, endsEarly: boolean): Phase {
  return endsEarly || walk.allCompleted ? (walk.worst ?? 'Successful') : 'Running';
}

// Ending before a stop was tried would leave a Job behind that nobody ends. The original tries all of them in one pass.
function waitsForStops(results: readonly MetricResult[], stopped: ReadonlySet<string>): boolean {
  return results.some(
    (result) => isInFlight(result.measurements.at(-1)) && !isCompleted(result.phase) && !stopped.has(result.name),
  );
}

function walkMetrics(spec: ReadySpec, status: RunStatus, terminating: boolean): Walk {
  const judged = new Map<string, MetricResult>();
  const events: RunEvent[] = [];
  let worst: CompletedPhase | undefined;
  let message = spec.terminate ? 'Run Terminated' : '';
  let allCompleted = true;
  let summary = NOTHING;
  let dryRunSummary = NOTHING;
  for (const metric of spec.metrics) {
    const before = resultOf(status, metric.name);
    const isDryRun = spec.dryRun.has(metric.name);
    const result = before && judgeResult(metric, before, { terminating, isDryRun });
    if (result !== undefined) judged.set(metric.name, result);
    if (isDryRun) dryRunSummary = counted(dryRunSummary, metric, result);
    else summary = counted(summary, metric, result);
    if (result === undefined || !isCompleted(result.phase)) {
      allCompleted = false;
      continue;
    }
    if (before?.phase !== result.phase) events.push(metricEvent(metric.name, result.phase));
    if (isDryRun || !isWorse(worst, result.phase)) continue;
    worst = result.phase;
    message = worstMessage(metric, result) ?? message;
  }
  const results = status.metricResults.map((result) => judged.get(result.name) ?? result);
  return { results, events, ...(worst && { worst }), message, allCompleted, summary, dryRunSummary };
}

function judgeResult(
  metric: Metric,
  result: MetricResult,
  { terminating, isDryRun }: { terminating: boolean; isDryRun: boolean },
): MetricResult {
  const phase = judgeMetric(metric, result, terminating);
  const judged =
    phase === result.phase ? result : withMessage({ ...result, phase }, result.measurements.at(-1)?.message);
  const broken = isDryRun && isCompleted(phase) ? breach(metric, judged) : undefined;
  return broken ? withMessage(judged, `Metric assessed ${phase} due to ${describeBreach(broken)}`) : judged;
}

function withMessage(result: MetricResult, message: string | undefined): MetricResult {
  if (result.message === message) return result;
  const { message: _, ...rest } = result;
  return message === undefined || message === '' ? rest : { ...rest, message };
}

function isWorse(worst: CompletedPhase | undefined, phase: CompletedPhase): boolean {
  return worst === undefined || SEVERITY.indexOf(phase) > SEVERITY.indexOf(worst);
}

/** Absent for a metric that ended without passing a limit: the message found before stays in place. */
function worstMessage(metric: Metric, result: MetricResult): string | undefined {
  const broken = breach(metric, result);
  if (broken === undefined) return undefined;
  const text = `Metric "${metric.name}" assessed ${result.phase} due to ${describeBreach(broken)}`;
  return result.message === undefined ? text : `${text}: "Error Message: ${result.message}"`;
}

const COUNTER = { Failed: 'failed', Inconclusive: 'inconclusive', Error: 'error' } as const;

/** A metric that ended without passing a limit counts as successful, whatever its phase: that is upstream's arithmetic (§8.4). */
function counted(summary: RunSummary, metric: Metric, result: MetricResult | undefined): RunSummary {
  const one = { ...summary, count: summary.count + 1 };
  if (result === undefined || !isCompleted(result.phase)) return one;
  const broken = breach(metric, result);
  const counter = broken ? COUNTER[broken.phase] : 'successful';
  return { ...one, [counter]: one[counter] + 1 };
}
