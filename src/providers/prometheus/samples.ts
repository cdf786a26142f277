import { Fault } from '../../core/fault.ts';
import { parseFloat64 } from '../../core/go/parse-float.ts';
import { quote } from '../../core/go/quote.ts';
import type { Value } from '../../core/value.ts';

/** The numbers of an answer: one for a scalar, else all samples of all series in their order. */
export type Samples =
  | { readonly kind: 'scalar'; readonly value: number }
  | { readonly kind: 'list'; readonly values: Float64Array };

/**
 * Decodes `data` of an answer. A native histogram counts as 0, and so does a sample without a value.
 *
 * @throws Fault PROVIDER_ANSWER_INVALID `unexpected value type "string"`,
 *   `error parsing sample value: strconv.ParseFloat: parsing "abc": invalid syntax`
 */
export function readSamples(data: Value | undefined): Samples {
  if (!isObject(data)) throw invalid('the answer has no data');
  const { resultType, result } = data;
  switch (resultType) {
    case 'scalar':
      return { kind: 'scalar', value: scalarOf(result) };
    case 'vector':
      return { kind: 'list', values: Float64Array.from(objectsOf(result, 'vector').map(vectorSample)) };
    case 'matrix':
      return { kind: 'list', values: Float64Array.from(objectsOf(result, 'matrix').flatMap(seriesSamples)) };
    default:
      throw invalid(`unexpected value type ${quote(typeof resultType === 'string' ? resultType : '')}`);
  }
}

type Series = { readonly [key: string]: Value };

function scalarOf(result: Value | undefined): number {
  if (!Array.isArray(result)) throw invalid('scalar: the result is no list of time and value');
  checkTime(result[0]);
  const text: Value = result[1] ?? '';
  if (typeof text !== 'string') throw invalid('error parsing sample value: it must be a text');
  return numberOf(text, 'error parsing sample value: ');
}

/** Entries that are null are left out. */
function objectsOf(result: Value | undefined, type: string): readonly Series[] {
  if (!Array.isArray(result)) throw invalid(`${type}: the result is no list`);
  return result.flatMap((entry: Value) => {
    if (entry === null) return [];
    if (!isObject(entry)) throw invalid(`${type}: an entry of the result is no object`);
    checkMetric(entry['metric']);
    return [entry];
  });
}

function vectorSample({ value, histogram }: Series): number {
  if (histogram !== undefined) {
    if (!Array.isArray(histogram) || histogram.length !== 2 || !isObject(histogram[1])) {
      throw invalid('vector: a histogram is no list of time and histogram');
    }
    return 0;
  }
  if (value === undefined || value === null) return 0;
  if (!Array.isArray(value)) throw invalid('vector: a value is no list of time and value');
  checkTime(value[0]);
  const text: Value | undefined = value[1];
  return text === undefined || text === null ? 0 : quotedNumber(text);
}

const SERIES_KEYS = new Set(['metric', 'values', 'histograms']);

function seriesSamples(series: Series): readonly number[] {
  const unknown = Object.keys(series).find((key) => !SERIES_KEYS.has(key));
  if (unknown !== undefined) throw invalid(`unmarshal model.SampleStream: unexpected key:${unknown}`);
  const values = series['values'] ?? [];
  if (!Array.isArray(values)) throw invalid('matrix: the values of a series are no list');
  return values.map((pair: Value) => {
    if (!Array.isArray(pair) || pair.length === 0) throw invalid('SamplePair must be [timestamp, value]');
    checkTime(pair[0]);
    if (pair.length === 1) throw invalid('SamplePair missing value');
    if (pair.length > 2) throw invalid('SamplePair has too many values, must be [timestamp, value]');
    return quotedNumber(pair[1]);
  });
}

function quotedNumber(value: Value | undefined): number {
  if (typeof value !== 'string') throw invalid('sample value must be a quoted string');
  return numberOf(value, '');
}

function numberOf(text: string, prefix: string): number {
  const read = parseFloat64(text);
  if (!read.ok) throw invalid(`${prefix}${read.error}`);
  return read.value;
}

function checkTime(time: Value | undefined): void {
  if (time !== undefined && time !== null && typeof time !== 'number')
    throw invalid('the time of a sample is no number');
}

function checkMetric(metric: Value | undefined): void {
  if (metric === undefined || metric === null) return;
  const isLabels =
    isObject(metric) && Object.values(metric).every((label) => label === null || typeof label === 'string');
  if (!isLabels) throw invalid('the labels of a series are no object of texts');
}

function isObject(value: Value | undefined): value is Series {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Float64Array);
}

function invalid(message: string): Fault {
  return new Fault('PROVIDER_ANSWER_INVALID', message);
}
