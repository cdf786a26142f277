import { QueryError } from '../promql/query-error.ts';
import type { Series } from '../series/series.ts';
import { answerLabels, answerSeries, answerValues } from './answer-names.ts';
import { answerInstant, answerRange } from './answer-query.ts';
import { failure, ParameterError, type PrometheusAnswer, type PrometheusRequest } from './request.ts';

/** Paths that are answered, without `/api/v1`. */
const KNOWN = ['/query', '/query_range', '/series', '/labels', '/label/<name>/values'];

/**
 * Answers a request as the HTTP API of a Prometheus that has these series. Never throws: what goes wrong is an answer. What Prometheus
 * knows and we do not is answered 422, or 404 for a path, with what is known.
 *
 * @param now  milliseconds since 1970; no series is known beyond it
 * @see https://prometheus.io/docs/prometheus/latest/querying/api/
 */
export function answerPrometheus(request: PrometheusRequest, series: readonly Series[], now: number): PrometheusAnswer {
  if (request.method !== 'GET' && request.method !== 'POST') {
    return failure(405, 'bad_data', `method ${request.method} is not allowed: ask with GET or POST`);
  }
  try {
    return answerPath(request, series, now);
  } catch (thrown) {
    if (thrown instanceof ParameterError) return failure(400, 'bad_data', thrown.message);
    if (thrown instanceof QueryError) return failure(422, thrown.type, thrown.message);
    throw thrown;
  }
}

function answerPath(request: PrometheusRequest, series: readonly Series[], now: number): PrometheusAnswer {
  const label = /^\/api\/v1\/label\/([^/]*)\/values$/.exec(request.path)?.[1];
  if (label !== undefined) return answerValues(request, series, label);
  switch (request.path) {
    case '/api/v1/query':
      return answerInstant(request, series, now);
    case '/api/v1/query_range':
      return answerRange(request, series);
    case '/api/v1/series':
      return answerSeries(request, series);
    case '/api/v1/labels':
      return answerLabels(request, series);
    default:
      return failure(404, 'not_found', `${request.path} is not known: below /api/v1 there are ${KNOWN.join(', ')}`);
  }
}
