import type { JsonObject } from '../../../src/core/json.ts';

/** A metric that reads `/NAME` of a backend. */
export interface GateMetric {
  readonly name: string;
  readonly successCondition?: string;
  readonly failureCondition?: string;
  /** Default: 5. */
  readonly count?: number;
  /** Default: `50ms`. */
  readonly interval?: string;
  readonly initialDelay?: string;
  readonly failureLimit?: number;
  readonly consecutiveErrorLimit?: number;
}

/** A template whose metrics ask a backend for what is called as they are. */
export function gateTemplate(
  backend: string,
  metrics: readonly GateMetric[],
  { name = 'gate', args = [] }: { readonly name?: string; readonly args?: readonly JsonObject[] } = {},
): JsonObject {
  return {
    apiVersion: 'argoproj.io/v1alpha1',
    kind: 'AnalysisTemplate',
    metadata: { name },
    spec: {
      args: [...args],
      metrics: metrics.map(({ name, ...metric }) => ({
        name,
        interval: '50ms',
        count: 5,
        ...metric,
        provider: { web: { url: `${backend}/${name}`, jsonPath: '{$.v}' } },
      })),
    },
  };
}
