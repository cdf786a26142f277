import { Int, type Value } from '../../core/value.ts';
import type { Run } from '../run/run.ts';
import { stop } from '../run/stop.ts';
import { isLess, isMore } from '../values/arithmetic.ts';
import { toFloat } from '../values/ints.ts';
import { listView } from '../values/list.ts';
import { typeName } from '../values/type-name.ts';
import type { Builtin } from './builtin.ts';

/** How deep lists may be nested. */
const MAX_DEPTH = 10_000;

function isNumber(value: Value): value is number | Int {
  return typeof value === 'number' || value instanceof Int;
}

/** Hands every number in nested lists to `take`, in order. What is neither a number nor a list is `other`'s business. */
function forEachNumber(
  args: readonly Value[],
  run: Run,
  take: (value: number | Int) => void,
  other: (value: Value, depth: number) => void,
): void {
  // A stack instead of recursion: lists may be nested very deep.
  const open: { readonly items: { readonly length: number; item(index: number): Value }; next: number }[] = [
    { items: { length: args.length, item: (index) => args[index] ?? null }, next: 0 },
  ];
  for (let top = open.at(-1); top !== undefined; top = open.at(-1)) {
    if (top.next === top.items.length) {
      open.pop();
      continue;
    }
    const value = top.items.item(top.next);
    top.next += 1;
    run.step();
    const list = isNumber(value) ? undefined : listView(value);
    if (isNumber(value)) take(value);
    else if (list === undefined) other(value, open.length - 1);
    else if (open.length > MAX_DEPTH) stop('recursion depth exceeded');
    else open.push({ items: list, next: 0 });
  }
}

/** `max` and `min`: the first of equals wins and keeps its type. `isBetter(best, value)` says that `value` takes its place. */
function extreme(name: string, isBetter: (best: Value, value: Value) => boolean): Builtin {
  return (args, run) => {
    const [only = null] = args;
    // A single argument that is neither a number nor a list is given back as it is.
    if (args.length === 1 && !isNumber(only) && listView(only) === undefined) return only;
    let best: Value = null;
    forEachNumber(
      args,
      run,
      (value) => {
        if (best === null || isBetter(best, value)) best = value;
      },
      (value) => refuse(name, value),
    );
    return best;
  };
}

function refuse(name: string, value: Value): never {
  return stop(`invalid argument for ${name} (type ${typeName(value)})`);
}

function numbersIn(name: string, args: readonly Value[], run: Run): number[] {
  const numbers: number[] = [];
  forEachNumber(
    args,
    run,
    (value) => numbers.push(toFloat(value)),
    (value) => refuse(name, value),
  );
  return numbers;
}

const mean: Builtin = (args, run) => {
  const numbers = numbersIn('mean', args, run);
  return numbers.length === 0 ? 0 : numbers.reduce((sum, value) => sum + value, 0) / numbers.length;
};

const median: Builtin = (args, run) => {
  const numbers = numbersIn('median', args, run).sort(compareFloats);
  const middle = Math.floor(numbers.length / 2);
  const upper = numbers[middle] ?? 0;
  return numbers.length % 2 === 1 || numbers.length === 0 ? upper : ((numbers[middle - 1] ?? 0) + upper) / 2;
};

/** NaN first. */
function compareFloats(a: number, b: number): number {
  if (Number.isNaN(a)) return Number.isNaN(b) ? 0 : -1;
  return Number.isNaN(b) || a > b ? 1 : a < b ? -1 : 0;
}

/** Functions that make one number of many (expr.md §8). */
export const AGGREGATE_FUNCTIONS: readonly (readonly [string, Builtin])[] = [
  ['max', extreme('max', isLess)],
  ['min', extreme('min', isMore)],
  ['mean', mean],
  ['median', median],
];
