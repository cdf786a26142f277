import { Fault, fieldOf, type Json, listIn, objectIn, parseFloat64, parseInt64, textIn } from 'verdict/plugin';
import { goText } from './go-text.ts';

/**
 * The values of the first series, without its gaps; undefined when there is no series or it has no points.
 * A value may be a number, a text that is one, or null; every point of every series is checked.
 *
 * @param answer  `[{"target": "…", "datapoints": [[value, seconds], …]}, …]`
 * @throws Fault PROVIDER_ANSWER_INVALID `error unmarshaling data point: [10]`, `error unmarshaling value: []`,
 *   `error unmarshaling timestamp: 7` (upstream prints the value there), `strconv.ParseFloat: parsing "x": invalid syntax`
 */
export function firstSeries(answer: Json): readonly number[] | undefined {
  const series = listIn(answer, 'value of type graphite.graphiteResponse') ?? [];
  const [first] = series.map(pointsOf);
  return first === undefined || first.length === 0 ? undefined : first.filter((value) => value !== null);
}

function pointsOf(series: Json): readonly (number | null)[] {
  const fields = objectIn(series, 'value of type graphite.graphiteTargetResp');
  textIn(fieldOf(fields, 'target'), 'struct field graphiteTargetResp.target of type string');
  const points = listIn(
    fieldOf(fields, 'datapoints'),
    'struct field graphiteTargetResp.datapoints of type []graphite.dataPoint',
  );
  return points?.map(valueOf) ?? [];
}

function valueOf(point: Json): number | null {
  const pair = listIn(point, 'struct field graphiteTargetResp.datapoints of type []interface {}') ?? [];
  const [value, time] = pair;
  if (pair.length !== 2 || value === undefined || time === undefined) {
    throw invalid(`error unmarshaling data point: ${goText(pair)}`);
  }
  const number = numberOf(value);
  checkTime(time, value);
  return number;
}

function numberOf(value: Json): number | null {
  if (value === null || typeof value === 'number') return value;
  if (typeof value !== 'string') throw invalid(`error unmarshaling value: ${goText(value)}`);
  const read = parseFloat64(value);
  if (!read.ok) throw invalid(read.error);
  return read.value;
}

function checkTime(time: Json, value: Json): void {
  if (time === null || typeof time === 'number') return;
  if (typeof time !== 'string') throw invalid(`error unmarshaling timestamp: ${goText(value)}`);
  const read = parseInt64(time);
  if (!read.ok) throw invalid(read.error);
}

function invalid(text: string): Fault {
  return new Fault('PROVIDER_ANSWER_INVALID', text);
}
