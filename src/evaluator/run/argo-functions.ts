import { parseInt64 } from '../../core/go/int.ts';
import { parseFloat64 } from '../../core/go/parse-float.ts';
import { quote } from '../../core/go/quote.ts';
import { Int, type Value } from '../../core/value.ts';
import { truncate, wholeOf } from '../numbers/whole.ts';
import { hasStrayBytes } from '../text/bytes.ts';
import { quoteText } from '../text/quote-text.ts';
import { ANY, BOOL, FLOAT64, functionOf, INT64 } from '../types/go-type.ts';
import { formatValue } from '../values/format.ts';
import { floatIn, wholeIn } from '../values/ints.ts';
import { isNil } from '../values/nil.ts';
import { typeName } from '../values/type-name.ts';
import { Func } from './func.ts';
import type { Run } from './run.ts';
import { stop } from './stop.ts';

function asInt(value: Value, run: Run): Value {
  if (value instanceof Int) return new Int('int64', wholeIn(value));
  if (typeof value === 'number') return new Int('int64', truncate(value));
  if (typeof value !== 'string') return unsupported('asInt', value, run);
  const read = parseInt64(value);
  return read.ok ? new Int('int64', wholeOf(read.value)) : stop(requoted(read.error, value));
}

function asFloat(value: Value, run: Run): Value {
  if (value instanceof Int) return floatIn(value);
  if (typeof value === 'number') return value;
  if (typeof value !== 'string') return unsupported('asFloat', value, run);
  const read = parseFloat64(value);
  return read.ok ? read.value : stop(requoted(read.error, value));
}

/** Puts a text with bytes that are no characters into an error as Go quotes it. */
function requoted(error: string, text: string): string {
  return hasStrayBytes(text) ? error.replace(quote(text), () => quoteText(text)) : error;
}

function unsupported(name: string, value: Value, run: Run): never {
  return stop(`${name}() not supported on ${typeName(value)} ${formatValue(value, run)}`);
}

const FLOAT_TEST = functionOf([FLOAT64], [BOOL]);

/** The functions that may also be used for the start and the end of a range query. */
export const TIME_FUNCTIONS: ReadonlyMap<string, Func> = new Map([
  ['isNaN', new Func(FLOAT_TEST, ([f = 0]) => Number.isNaN(f))],
  ['isInf', new Func(FLOAT_TEST, ([f = 0]) => f === Infinity || f === -Infinity)],
]);

/** What Argo Rollouts adds to the language (expr.md §9). `isNil` and `default` look at the whole result, whatever they are given. */
export const ARGO_FUNCTIONS: ReadonlyMap<string, Func> = new Map([
  ...TIME_FUNCTIONS,
  ['asInt', new Func(functionOf([ANY], [INT64]), ([value = null], run) => asInt(value, run))],
  ['asFloat', new Func(functionOf([ANY], [FLOAT64]), ([value = null], run) => asFloat(value, run))],
  ['isNil', new Func(functionOf([ANY], [BOOL]), (_, { result }) => isNil(result))],
  [
    'default',
    new Func(functionOf([ANY, ANY], [ANY]), ([, otherwise = null], { result }) => (isNil(result) ? otherwise : result)),
  ],
]);
