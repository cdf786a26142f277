import type { Json } from '../../../core/json.ts';

/** A request to the HTTP API of a Prometheus. */
export interface PrometheusRequest {
  readonly method: string;
  /** Without the query: `/api/v1/query`. */
  readonly path: string;
  /** Those of a form before those of the address, undone of their escapes. */
  readonly parameters: readonly (readonly [name: string, value: string])[];
}

export interface PrometheusAnswer {
  readonly status: number;
  readonly body: Json;
}

/** The first value of a parameter; empty where there is none. */
export function parameterOf({ parameters }: PrometheusRequest, name: string): string {
  return parameters.find(([other]) => other === name)?.[1] ?? '';
}

export function success(data: Json): PrometheusAnswer {
  return { status: 200, body: { status: 'success', data } };
}

export function failure(status: number, errorType: string, error: string): PrometheusAnswer {
  return { status, body: { status: 'error', errorType, error } };
}

/** A parameter that cannot be used. */
export class ParameterError extends Error {
  override readonly name = 'ParameterError';

  constructor(parameter: string, message: string) {
    super(`invalid parameter ${JSON.stringify(parameter)}: ${message}`);
  }
}
