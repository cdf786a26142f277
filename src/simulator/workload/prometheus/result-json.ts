import { formatShortest } from '../../../core/go/float.ts';
import type { Json, JsonObject } from '../../../core/json.ts';
import type { Result } from '../promql/result.ts';
import type { Labels } from '../series/labels.ts';

/** What a query came to, as the API's `data`. @param at  the moment that was asked about, in milliseconds since 1970 */
export function resultJson(result: Result, at: number): JsonObject {
  switch (result.kind) {
    case 'scalar':
      return { resultType: 'scalar', result: sampleJson(at, result.value) };
    case 'string':
      return { resultType: 'string', result: [at / 1000, result.text] };
    case 'vector':
      return {
        resultType: 'vector',
        result: result.elements.map(({ labels, value }) => ({
          metric: labelsJson(labels),
          value: sampleJson(at, value),
        })),
      };
    case 'matrix':
      return {
        resultType: 'matrix',
        result: result.windows.map(({ labels, samples }) => ({
          metric: labelsJson(labels),
          values: samples.map((sample) => sampleJson(sample.at, sample.value)),
        })),
      };
  }
}

export function labelsJson(labels: Labels): JsonObject {
  return Object.fromEntries(labels);
}

function sampleJson(at: number, value: number): Json {
  return [at / 1000, valueText(value)];
}

/** Very large and very small numbers have an exponent of two digits at least, as Go writes them. */
function valueText(value: number): string {
  const magnitude = Math.abs(value);
  const isPlain = value === 0 || !Number.isFinite(value) || (magnitude >= 1e-6 && magnitude < 1e21);
  return isPlain ? formatShortest(value) : value.toExponential().replace(/e([+-])(\d)$/, 'e$10$2');
}
