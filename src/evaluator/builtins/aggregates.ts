import { GoMonth, GoWeekday } from '../../core/go/time/calendar-name.ts';
import { GoDuration } from '../../core/go/time/go-duration.ts';
import { Int, IntList, type Value } from '../../core/value.ts';
import type { Run } from '../run/run.ts';
import { stop } from '../run/stop.ts';
import { isLess, isMore } from '../values/arithmetic.ts';
import { floatIn } from '../values/ints.ts';
import { type ListView, listView } from '../values/list.ts';
import { typeName } from '../values/type-name.ts';
import type { Builtin } from './builtin.ts';

/** How deep lists may be nested. */
const MAX_DEPTH = 10_000;

/** A list that is being gone through, and what was made of it so far. */
interface Level<T> {
  readonly source: Value;
  readonly items: ListView;
  next: number;
  so: T;
}

/** How nested lists become one thing. */
interface Gathering<T> {
  readonly empty: T;
  /** Takes in an item that is no list. */
  readonly take: (so: T, item: Value) => T;
  /** Takes in what a list came to that stands in `source`. */
  readonly join: (so: T, inner: T, source: Value) => T;
}

/** Goes through a list and those inside it, in order; in a loop, because they may be nested deeper than the stack is. */
function gather<T>(list: Value, start: T, run: Run, { empty, take, join }: Gathering<T>): T {
  const open: Level<T>[] = [levelOf(list, start)];
  for (;;) {
    const level = open.at(-1);
    if (level === undefined) return start;
    if (level.next === level.items.length) {
      open.pop();
      const outer = open.at(-1);
      if (outer === undefined) return level.so;
      outer.so = join(outer.so, level.so, outer.source);
      continue;
    }
    const item = level.items.item(level.next);
    level.next += 1;
    run.spend(2);
    if (listView(item) === undefined) level.so = take(level.so, item);
    else if (open.length > MAX_DEPTH) stop('recursion depth exceeded');
    else open.push(levelOf(item, empty));
  }
}

function levelOf<T>(source: Value, so: T): Level<T> {
  return { source, items: listView(source) ?? stop(`${typeName(source)} is no list`), next: 0, so };
}

function refuse(name: string, value: Value): never {
  return stop(`invalid argument for ${name} (type ${typeName(value)})`);
}

function isNumber(value: Value): value is number | Int {
  return typeof value === 'number' || value instanceof Int;
}

/** Types that are integers at heart: they count as numbers where the original looks no further. */
function isIntAtHeart(value: Value): value is GoDuration | GoMonth | GoWeekday {
  return value instanceof GoDuration || value instanceof GoMonth || value instanceof GoWeekday;
}

/** `max` and `min`: the first of equals wins and keeps its type. `isBetter(best, value)` says that `value` takes its place. */
function extreme(name: string, isBetter: (best: Value, value: Value) => boolean): Builtin {
  const better = (best: Value, value: Value): Value => (best === null || isBetter(best, value) ? value : best);
  const gathering: Gathering<Value> = {
    empty: null,
    take: (best, item) => (isNumber(item) ? better(best, item) : refuse(name, item)),
    join: (best, inner, source) => {
      if (inner !== null) return better(best, inner);
      // An empty list inside []interface {} has nothing to say; inside other lists it is refused.
      return Array.isArray(source) ? best : refuse(name, inner);
    },
  };
  return (args, run) => {
    let best: Value = null;
    for (const arg of args) {
      if (listView(arg) !== undefined) best = extremeOfList(arg, best, run, gathering);
      else if (isNumber(arg) || isIntAtHeart(arg)) best = better(best, arg);
      // A single argument that is neither a number nor a list is given back as it is.
      else return args.length === 1 ? arg : refuse(name, arg);
    }
    return best;
  };
}

/** Lists of numbers are compared among themselves first, which matters where a NaN leads them. */
function extremeOfList(list: Value, best: Value, run: Run, gathering: Gathering<Value>): Value {
  const isApart = list instanceof Float64Array || list instanceof IntList;
  if (!isApart) return gather(list, best, run, gathering);
  const inner = gather(list, null, run, gathering);
  return inner === null ? best : gathering.join(best, inner, list);
}

interface Sum {
  readonly count: number;
  readonly total: number;
}

function floatOf(name: string, value: Value): number {
  if (typeof value === 'number') return value;
  if (value instanceof Int) return floatIn(value);
  if (value instanceof GoDuration) return Number(value.ns);
  return value instanceof GoMonth || value instanceof GoWeekday ? value.number : refuse(name, value);
}

/** Lists among the arguments are added to one total; lists inside lists are added up first. */
const mean: Builtin = (args, run) => {
  const gathering: Gathering<Sum> = {
    empty: { count: 0, total: 0 },
    take: (so, item) => ({ count: so.count + 1, total: so.total + floatOf('mean', item) }),
    join: (so, inner) => ({ count: so.count + inner.count, total: so.total + inner.total }),
  };
  const sum = args.reduce<Sum>((so, arg) => {
    if (listView(arg) === undefined) return gathering.take(so, arg);
    return gather(arg, so, run, gathering);
  }, gathering.empty);
  return sum.count === 0 ? 0 : sum.total / sum.count;
};

const median: Builtin = (args, run) => {
  const numbers: number[] = [];
  const gathering: Gathering<undefined> = {
    empty: undefined,
    take: (_, item) => void numbers.push(floatOf('median', item)),
    join: () => undefined,
  };
  for (const arg of args) {
    if (listView(arg) === undefined) gathering.take(undefined, arg);
    else gather(arg, undefined, run, gathering);
  }
  numbers.sort(compareFloats);
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
