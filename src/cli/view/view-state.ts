import type { Explanation, MetricExplanation } from '../../analysis/explanation.ts';
import type { Measured } from '../../analysis/sample.ts';
import type { MetricResult } from '../../resources/run-status.ts';
import { isCompleted } from '../../resources/run-status.ts';
import type { Progress } from '../../runner/progress.ts';
import { comparedNumber } from './compared-number.ts';
import { numberIn } from './number-in.ts';
import type { Point } from './sparkline.ts';

/** What a live view knows of a run. */
export interface ViewState {
  /** Name of the run, for the header. */
  readonly name: string;
  readonly progress: Progress;
  readonly explanation: Explanation;
  /** Per metric its newest measurements, oldest first. A status keeps fewer. */
  readonly points: ReadonlyMap<string, readonly Point[]>;
}

/** More than any sparkline shows. */
const KEPT_POINTS = 60;

/** The state after the first step a view is shown. What was measured before is taken from the status. */
export function firstState(name: string, progress: Progress, explanation: Explanation): ViewState {
  const points = new Map(progress.status.metricResults.map((result) => [result.name, pointsOf(result)]));
  return { name, progress, explanation, points };
}

/** The state after another step. */
export function nextState(state: ViewState, progress: Progress, explanation: Explanation): ViewState {
  const points = new Map(state.points);
  for (const { sample } of progress.taken) {
    const explained = explanation.metrics.find(({ name }) => name === sample.metric);
    const point = sample.kind === 'measured' ? pointOfSample(sample, explained) : undefined;
    if (point === undefined) continue;
    points.set(sample.metric, [...(points.get(sample.metric) ?? []), point].slice(-KEPT_POINTS));
  }
  return { ...state, progress, explanation, points };
}

/** What is explained of a metric; undefined for one that the run does not know. */
export function explainedMetric(state: ViewState, name: string): MetricExplanation | undefined {
  return state.explanation.metrics.find((metric) => metric.name === name);
}

function pointsOf({ measurements }: MetricResult): readonly Point[] {
  return measurements.flatMap(({ phase, value }) =>
    phase !== '' && isCompleted(phase) ? [pointOf(phase, value)] : [],
  );
}

function pointOfSample({ answer }: Measured, explained: MetricExplanation | undefined): Point | undefined {
  if (answer.kind !== 'ended') return undefined;
  const point = pointOf(answer.phase, answer.value);
  const value = point.value ?? comparedNumber(explained);
  return { ...point, ...(value !== undefined && { value }) };
}

function pointOf(phase: Point['phase'], text: string | undefined): Point {
  const value = numberIn(text);
  return { phase, ...(value !== undefined && { value }) };
}
