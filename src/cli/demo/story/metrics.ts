import type { JsonObject } from '../../../core/json.ts';

/** The share of requests that may fail. */
export const ALLOWED_ERRORS = 0.05;
/** How often is measured, in a Go duration. */
const INTERVAL = '2s';

/** How a metric is taken. */
export interface Taken {
  /** Where Prometheus answers. */
  readonly prometheus: string;
  /** Measurements wanted; absent: as long as the release goes on. */
  readonly count?: number;
  /** Bad measurements that are forgiven. */
  readonly failureLimit: number;
}

/** The share of requests that the pods answered with an error. */
export function errorRate(taken: Taken): JsonObject {
  const rate = (more: string): string => `sum(rate(http_requests_total{${OF_PODS}${more}}[5s]))`;
  return metric('error-rate', `result[0] <= ${ALLOWED_ERRORS}`, `${rate(',code=~"5.."')} / ${rate('')}`, taken);
}

/** The seconds within which 95 % of the requests are answered. */
export function latency(taken: Taken): JsonObject {
  const buckets = `sum by (le) (rate(http_request_duration_seconds_bucket{${OF_PODS}}[5s]))`;
  return metric('latency-p95', 'result[0] <= 0.3', `histogram_quantile(0.95, ${buckets})`, taken);
}

const OF_PODS = 'app="shop",revision="{{args.hash}}"';

function metric(
  name: string,
  successCondition: string,
  query: string,
  { prometheus, count, failureLimit }: Taken,
): JsonObject {
  return {
    name,
    interval: INTERVAL,
    ...(count !== undefined && { count }),
    failureLimit,
    successCondition,
    provider: { prometheus: { address: prometheus, query } },
  };
}
