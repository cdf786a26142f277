import type { Instant } from '../../core/instant.ts';
import { parseForm } from '../../providers/http/parse-form.ts';
import { answerPrometheus } from '../../simulator/workload/prometheus/answer-prometheus.ts';
import type { Series } from '../../simulator/workload/series/series.ts';
import type { HttpAsked, HttpReply } from './in-process-http.ts';

/** What a Prometheus would have scraped, such as a `Workload`. */
export interface SeriesSource {
  series(now: Instant): readonly Series[];
}

/**
 * What a Prometheus with these series answers over HTTP. Parameters of a form stand before those of the address, as Go has them.
 *
 * @param asked  a body is a form
 */
export function prometheusReply(source: SeriesSource, asked: HttpAsked, now: Instant): HttpReply {
  const { method, url, body } = asked;
  if (url.pathname === '/-/ready' || url.pathname === '/-/healthy') {
    return { status: 200, contentType: 'text/plain; charset=utf-8', body: 'Prometheus Server is Ready.\n' };
  }
  const parameters = [...parseForm(body), ...parseForm(url.search.slice(1))];
  const answer = answerPrometheus({ method, path: url.pathname, parameters }, source.series(now), now);
  return { status: answer.status, contentType: 'application/json', body: JSON.stringify(answer.body) };
}
