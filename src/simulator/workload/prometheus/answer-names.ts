import { compareText } from '../../../core/go/compare-text.ts';
import { fitsAll } from '../promql/fits.ts';
import { parseQuery } from '../promql/parse-query.ts';
import { QueryError } from '../promql/query-error.ts';
import type { Labels } from '../series/labels.ts';
import type { Series } from '../series/series.ts';
import { failure, ParameterError, type PrometheusAnswer, type PrometheusRequest, success } from './request.ts';
import { labelsJson } from './result-json.ts';

const MATCH = 'match[]';

/** Answers `/api/v1/series`: the labels of the series that are asked for. @throws ParameterError */
export function answerSeries(request: PrometheusRequest, series: readonly Series[]): PrometheusAnswer {
  if (!request.parameters.some(([name]) => name === MATCH))
    return failure(400, 'bad_data', 'no match[] parameter provided');
  return success(asked(request, series).map(labelsJson));
}

/** Answers `/api/v1/labels`: the names of all labels. @throws ParameterError */
export function answerLabels(request: PrometheusRequest, series: readonly Series[]): PrometheusAnswer {
  const names = asked(request, series).flatMap((labels) => [...labels.keys()]);
  return success([...new Set(names)].sort(compareText));
}

/** Answers `/api/v1/label/<name>/values`. @throws ParameterError */
export function answerValues(request: PrometheusRequest, series: readonly Series[], name: string): PrometheusAnswer {
  if (!/^[a-zA-Z_]\w*$/.test(name)) return failure(400, 'bad_data', `invalid label name: ${JSON.stringify(name)}`);
  const values = asked(request, series).flatMap((labels) => labels.get(name) ?? []);
  return success([...new Set(values)].sort(compareText));
}

/** The labels of all series that one of the selectors takes; of all series without a selector. */
function asked({ parameters }: PrometheusRequest, series: readonly Series[]): readonly Labels[] {
  const selectors = parameters.filter(([name]) => name === MATCH).map(([, text]) => selectorIn(text));
  const all = series.map(({ labels }) => labels);
  return selectors.length === 0 ? all : all.filter((labels) => selectors.some((matchers) => fitsAll(matchers, labels)));
}

function selectorIn(text: string): Parameters<typeof fitsAll>[0] {
  try {
    const { expression } = parseQuery(text);
    if (expression.kind === 'selector') return expression.matchers;
  } catch (thrown) {
    if (!(thrown instanceof QueryError)) throw thrown;
    throw new ParameterError(MATCH, `parse error: ${thrown.message}`);
  }
  throw new ParameterError(MATCH, `"${text}" is no selector of series, such as up{app="web"}`);
}
