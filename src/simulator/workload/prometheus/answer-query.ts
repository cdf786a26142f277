import { Evaluation } from '../promql/evaluate-query.ts';
import type { Expression } from '../promql/expression.ts';
import { parseQuery, type Read } from '../promql/parse-query.ts';
import { QueryError } from '../promql/query-error.ts';
import { TYPE_NAMES, type Window } from '../promql/result.ts';
import { keyOf, type Labels, NO_LABELS } from '../series/labels.ts';
import type { Sample, Series } from '../series/series.ts';
import {
  failure,
  ParameterError,
  type PrometheusAnswer,
  type PrometheusRequest,
  parameterOf,
  success,
} from './request.ts';
import { resultJson } from './result-json.ts';
import { momentIn, stepMsIn } from './times.ts';

/** The most points of a series in an answer. */
const MOST_POINTS = 11_000;

/** Answers `/api/v1/query`. @param now  the moment that is meant when none is named @throws ParameterError, QueryError `execution` */
export function answerInstant(request: PrometheusRequest, series: readonly Series[], now: number): PrometheusAnswer {
  const time = parameterOf(request, 'time');
  const at = time === '' ? Math.floor(now) : instantTime(time);
  const { expression } = readQuery(request);
  return success(resultJson(new Evaluation(series).at(expression, at), at));
}

/** Answers `/api/v1/query_range`. @throws ParameterError, QueryError `execution` */
export function answerRange(request: PrometheusRequest, series: readonly Series[]): PrometheusAnswer {
  const start = momentIn(parameterOf(request, 'start'), 'start');
  const end = momentIn(parameterOf(request, 'end'), 'end');
  if (end < start) throw new ParameterError('end', 'end timestamp must not be before start time');
  const stepMs = stepMsIn(parameterOf(request, 'step'));
  if ((end - start) / stepMs > MOST_POINTS) {
    const message =
      'exceeded maximum resolution of 11,000 points per timeseries. Try decreasing the query resolution (?step=XX)';
    return failure(400, 'bad_data', message);
  }
  const { expression, type } = readQuery(request);
  if (type !== 'scalar' && type !== 'vector') {
    const message = `invalid expression type "${TYPE_NAMES[type]}" for range query, must be Scalar or instant Vector`;
    return failure(400, 'bad_data', message);
  }
  const windows = pointsOf(expression, new Evaluation(series), { start, end, stepMs });
  return success(resultJson({ kind: 'matrix', windows }, end));
}

function instantTime(text: string): number {
  try {
    return momentIn(text, 'time');
  } catch (thrown) {
    if (!(thrown instanceof ParameterError)) throw thrown;
    throw new ParameterError('time', `Invalid time value for 'time': cannot parse "${text}" to a valid timestamp`);
  }
}

/** @throws ParameterError with line and column of what cannot be read */
function readQuery(request: PrometheusRequest): Read {
  const query = parameterOf(request, 'query');
  try {
    return parseQuery(query);
  } catch (thrown) {
    if (!(thrown instanceof QueryError) || thrown.type !== 'bad_data') throw thrown;
    throw new ParameterError('query', `${placeIn(query, thrown.place ?? 0)}: parse error: ${thrown.message}`);
  }
}

/** `2:7`: line and column, both from 1. */
function placeIn(query: string, at: number): string {
  const lines = query.slice(0, at).split('\n');
  return `${lines.length}:${(lines.at(-1)?.length ?? 0) + 1}`;
}

interface Steps {
  readonly start: number;
  readonly end: number;
  readonly stepMs: number;
}

function pointsOf(expression: Expression, evaluation: Evaluation, { start, end, stepMs }: Steps): readonly Window[] {
  const points = new Map<string, { readonly labels: Labels; readonly samples: Sample[] }>();
  for (let at = start; at <= end; at += stepMs) {
    const result = evaluation.at(expression, at);
    const elements = result.kind === 'vector' ? result.elements : [];
    const found = result.kind === 'scalar' ? [{ labels: NO_LABELS, value: result.value }] : elements;
    for (const { labels, value } of found) {
      const key = keyOf(labels);
      const series = points.get(key) ?? { labels, samples: [] };
      series.samples.push({ at, value });
      points.set(key, series);
    }
  }
  const inOrder = [...points].sort(([a], [b]) => (a < b ? -1 : 1));
  return inOrder.map(([, { labels, samples }]) => ({ labels, samples, from: start, to: end }));
}
