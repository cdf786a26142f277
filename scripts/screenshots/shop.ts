import type { JsonObject } from '../../src/core/json.ts';
import type { ReleaseNumbers } from './shop-metrics.ts';

/** Waves that look measured and are the same each time. */
function wave(base: number, spread: number, digits: number, phase = 0) {
  return (look: number): number =>
    Number((base + spread * (Math.sin(look * 1.9 + phase) + 0.6 * Math.sin(look * 0.7 + 2 * phase))).toFixed(digits));
}

function release(phase: number, change: Partial<ReleaseNumbers> = {}): ReleaseNumbers {
  return {
    errors: wave(0.008, 0.002, 4, phase),
    latency: wave(212, 14, 0, phase),
    conversion: wave(0.041, 0.001, 4, phase),
    ...change,
  };
}

/** A wave that rises from a look on. */
function risingFrom(start: number, step: number, before: (look: number) => number, digits: number) {
  return (look: number): number =>
    Number((before(look) + (look < start ? 0 : (look - start + 1) * step)).toFixed(digits));
}

/** How the releases of the shop do; a release that is missing has a Prometheus that does not answer. */
export const RELEASES: Readonly<Record<string, ReleaseNumbers>> = {
  'catalog v17': release(1),
  'checkout v40': release(2),
  'search v88': release(3, { conversion: risingFrom(5, -0.004, wave(0.041, 0.001, 4, 3), 4) }),
  'checkout v41': release(4, { latency: risingFrom(7, 75, wave(220, 12, 0, 4), 0) }),
  'catalog v18': release(5),
  'checkout v42': release(6, { errors: risingFrom(11, 0.034, wave(0.009, 0.002, 4, 6), 4) }),
  'payments v10': release(7),
  'search v89': release(8),
};

/** What happens in the shop: minutes after the beginning, in order. */
export const STORY: readonly {
  readonly atMinute: number;
  readonly service: string;
  readonly version: string;
  readonly team: string;
  /** Somebody ends it this many minutes after its start. */
  readonly terminatedAfter?: number;
}[] = [
  { atMinute: 0, service: 'catalog', version: 'v17', team: 'catalog' },
  { atMinute: 13, service: 'checkout', version: 'v40', team: 'checkout' },
  { atMinute: 24, service: 'payments', version: 'v9', team: 'payments' },
  { atMinute: 32, service: 'search', version: 'v88', team: 'search' },
  { atMinute: 41, service: 'checkout', version: 'v41', team: 'checkout' },
  { atMinute: 53, service: 'catalog', version: 'v18', team: 'catalog', terminatedAfter: 2 },
  { atMinute: 62, service: 'payments', version: 'v10', team: 'payments' },
  { atMinute: 74, service: 'checkout', version: 'v42', team: 'checkout' },
  { atMinute: 80, service: 'search', version: 'v89', team: 'search' },
];

/** When the pictures are taken. */
export const PICTURES_AT_MINUTE = 84;

/** The template by which the shop releases. */
export function releaseGate(prometheus: string): JsonObject {
  const metric = (name: string, query: string, rest: JsonObject): JsonObject => ({
    name,
    interval: '30s',
    count: 20,
    ...rest,
    provider: { prometheus: { address: prometheus, query } },
  });
  const of = '{service="{{args.service}}",version="{{args.version}}"}';
  return {
    apiVersion: 'argoproj.io/v1alpha1',
    kind: 'AnalysisTemplate',
    metadata: { name: 'release-gate' },
    spec: {
      args: [{ name: 'service' }, { name: 'version' }, { name: 'max-error-rate', value: '0.05' }],
      metrics: [
        metric('error-rate', `job:request_errors:ratio2m${of}`, {
          failureLimit: 2,
          successCondition: 'result[0] < {{args.max-error-rate}}',
        }),
        metric('p95-latency-ms', `job:request_duration_ms:p95${of}`, {
          failureLimit: 2,
          failureCondition: 'result[0] > 400',
        }),
        metric('conversion', `job:orders:per_visit${of}`, {
          successCondition: 'result[0] >= 0.03',
          failureCondition: 'result[0] < 0.01',
          inconclusiveLimit: 2,
        }),
      ],
    },
  };
}
