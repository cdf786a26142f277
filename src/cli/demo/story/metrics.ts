import type { JsonObject } from '../../../core/json.ts';

/** The share of requests that may fail, 0 to 1. */
export const ALLOWED_ERRORS = 0.05;
const ALLOWED_MS = 300;
/** How often is measured, in a Go duration. */
const INTERVAL = '2s';
const OF_PODS = 'app="shop",revision="{{args.hash}}"';

/** How a metric is taken. */
export interface Taken {
  /** Where Prometheus answers. */
  readonly prometheus: string;
  /** A Go duration, so that there is something to measure. Absent: none. */
  readonly initialDelay?: string;
  /** Measurements wanted; absent: as long as the release goes on. */
  readonly count?: number;
  /** Bad measurements that are forgiven. */
  readonly failureLimit: number;
}

/** The part of the requests that the pods answered with an error, in percent. */
export function errorPercent(taken: Taken): JsonObject {
  const rate = (more: string): string => `sum(rate(http_requests_total{${OF_PODS}${more}}[5s]))`;
  const query = `round(100 * ${rate(',code=~"5.."')} / ${rate('')}, 0.1)`;
  return metric('error-percent', `result[0] <= ${ALLOWED_ERRORS * 100}`, query, taken);
}

/** The milliseconds within which 95 % of the requests are answered. */
export function latencyMs(taken: Taken): JsonObject {
  const buckets = `sum by (le) (rate(http_request_duration_seconds_bucket{${OF_PODS}}[5s]))`;
  const query = `round(1000 * histogram_quantile(0.95, ${buckets}))`;
  return metric('p95-latency-ms', `result[0] <= ${ALLOWED_MS}`, query, taken);
}

function metric(name: string, successCondition: string, query: string, taken: Taken): JsonObject {
  const { prometheus, initialDelay, count, failureLimit } = taken;
  return {
    name,
    ...(initialDelay !== undefined && { initialDelay }),
    interval: INTERVAL,
    ...(count !== undefined && { count }),
    failureLimit,
    successCondition,
    provider: { prometheus: { address: prometheus, query } },
  };
}
