import { Fault } from '../../core/fault.ts';
import { formatShortest } from '../../core/go/float.ts';
import { marshalJson } from '../../core/go/json.ts';
import type { Json } from '../../core/json.ts';
import type { Reading } from '../../core/reading.ts';
import { fieldOf, listIn, numberIn, objectIn } from '../answer-fields.ts';

/** One series; null where the answer has no points. */
type Series = {
  readonly pointlist: readonly (readonly number[])[] | null;
};

/**
 * Reads an answer of v1: the second number of the last point of the first series.
 * No series or no points is the value nil, which is also what a query that failed with status 200 looks like.
 *
 * @throws Fault PROVIDER_ANSWER_INVALID; JsonError where a field has the wrong type
 * @see providers.md §4, v1 result
 */
export function readAnswerV1(answer: Json): Reading {
  const series = seriesIn(answer);
  const last = series?.[0]?.pointlist?.at(-1);
  if (last === undefined) return { kind: 'value', value: null, text: marshalJson(series) };
  const [, value] = last;
  if (last.length !== 2 || value === undefined) {
    throw new Fault('PROVIDER_ANSWER_INVALID', 'Datapoint does not have 2 values');
  }
  return { kind: 'value', value, text: formatShortest(value) };
}

function seriesIn(answer: Json): readonly Series[] | null {
  const whole = objectIn(answer, 'value of type datadog.datadogResponseV1');
  const list = listIn(fieldOf(whole, 'series'), 'struct field datadogResponseV1.Series of type []struct');
  return list?.map((series) => ({ pointlist: pointsIn(series) })) ?? null;
}

function pointsIn(series: Json): Series['pointlist'] {
  const object = objectIn(series, 'struct field datadogResponseV1.Series of type struct');
  const field = 'struct field .Series.pointlist of type';
  const points = listIn(fieldOf(object, 'pointlist'), `${field} [][]float64`);
  return (
    points?.map((point) => listIn(point, `${field} []float64`)?.map((n) => numberIn(n, `${field} float64`)) ?? []) ??
    null
  );
}
