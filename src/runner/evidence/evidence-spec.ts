import type { Json, JsonObject } from '../../core/json.ts';
import type { Redact } from '../../core/secret.ts';
import type { RunSpec } from '../../resources/schema/run-spec.ts';
import { maskJson } from './mask-value.ts';

/**
 * The spec of a run as evidence holds it: secrets are taken out of provider settings and values of arguments, and of nothing else,
 * so that names, counts and limits stay what they were judged by.
 */
export function evidenceSpec(spec: RunSpec, redact: Redact): JsonObject {
  return {
    // A RunSpec came out of JSON and has nothing else in it.
    ...(spec as unknown as JsonObject),
    metrics: spec.metrics.map((metric) => ({
      ...(metric as unknown as JsonObject),
      // Typed as the original's settings, and JSON all the same.
      provider: maskJson(metric.provider as unknown as Json, redact),
    })),
    ...(spec.args && { args: spec.args.map((argument) => maskArgument(argument as unknown as JsonObject, redact)) }),
  };
}

function maskArgument(argument: JsonObject, redact: Redact): JsonObject {
  const { value } = argument;
  return typeof value === 'string' ? { ...argument, value: redact(value) } : argument;
}
