import { GoMonth, GoWeekday } from '../../core/go/time/calendar-name.ts';
import { GoDuration } from '../../core/go/time/go-duration.ts';
import { Int, IntList, NIL_LIST, StringList, type Value } from '../../core/value.ts';
import { type Whole, wholeOf } from '../numbers/whole.ts';
import { Stop, stop } from '../run/stop.ts';
import { isLess } from '../values/arithmetic.ts';
import { isEqual } from '../values/equal.ts';
import { fetch } from '../values/fetch.ts';
import { intOf, wholeIn } from '../values/ints.ts';
import { type ListView, listView } from '../values/list.ts';
import { followed } from '../values/nil.ts';
import { sortUnstable } from '../values/sort.ts';
import { kindName, typeName } from '../values/type-name.ts';
import { argument, type Builtin } from './builtin.ts';

/** How deep lists may be nested. */
const MAX_DEPTH = 10_000;

/** The argument as a list, or the end of the evaluation: `cannot reverse string`. */
function listIn(args: readonly Value[], index: number, what: string): ListView {
  const value = argument(args, index);
  return listView(value) ?? stop(`cannot ${what} ${kindName(value)}`);
}

/** `first` and `last`: nil where there is nothing to fetch. */
function end(index: 0 | -1): Builtin {
  const key = intOf(index);
  return ([list = null]) => {
    try {
      return fetch(list, key);
    } catch (thrown) {
      if (thrown instanceof Stop) return null;
      throw thrown;
    }
  };
}

const take: Builtin = (args) => {
  const list = listIn(args, 0, 'take from');
  const count = argument(args, 1);
  const whole = signedIn(count) ?? stop(`cannot take ${kindName(count)} elements`);
  if (whole < 0) return stop('reflect.Value.Slice: slice index out of bounds');
  return list.slice(0, whole > list.length ? list.length : Number(whole));
};

/** A signed integer, or what is one at heart; undefined for anything else. */
function signedIn(value: Value): Whole | undefined {
  if (value instanceof Int) return value.goType.startsWith('u') ? undefined : wholeIn(value);
  if (value instanceof GoDuration) return wholeOf(value.ns);
  return value instanceof GoMonth || value instanceof GoWeekday ? value.number : undefined;
}

const reverse: Builtin = (args, run) => {
  const list = listIn(args, 0, 'reverse');
  run.use(list.length);
  return itemsOf(list).reverse();
};

function itemsOf(list: ListView): Value[] {
  return Array.from({ length: list.length }, (_, index) => list.item(index));
}

const uniq: Builtin = (args, run) => {
  const unique: Value[] = [];
  for (const item of itemsOf(listIn(args, 0, 'uniq'))) {
    const isKnown = unique.some((known) => {
      run.step();
      return isEqual(item, known, run);
    });
    if (!isKnown) unique.push(item);
  }
  return unique;
};

const concat: Builtin = (args, run) => {
  const items: Value[] = [];
  for (const index of args.keys()) {
    const list = listIn(args, index, 'concat');
    for (let i = 0; i < list.length; i += 1) {
      run.step();
      items.push(list.item(i));
    }
  }
  run.use(items.length);
  // Nothing joined to nothing is a list that was never made.
  return items.length === 0 ? NIL_LIST : items;
};

const flatten: Builtin = (args, run) => {
  const flat: Value[] = [];
  const open = [{ list: listIn(args, 0, 'flatten'), next: 0 }];
  for (let top = open.at(-1); top !== undefined; top = open.at(-1)) {
    if (top.next === top.list.length) {
      open.pop();
      continue;
    }
    const item = top.list.item(top.next);
    top.next += 1;
    run.step();
    const inner = listView(item);
    if (inner === undefined) flat.push(followed(item));
    else if (open.length > MAX_DEPTH) return stop('recursion depth exceeded');
    else open.push({ list: inner, next: 0 });
  }
  run.use(flat.length);
  return flat;
};

const sort: Builtin = (args, run) => {
  const items = sortable(argument(args, 0));
  const isDescending = args.length > 1 && isDescendingOrder(argument(args, 1));
  if (items === undefined) return NIL_LIST;
  sortUnstable(items, (a, b) => {
    run.step();
    return isDescending ? isLess(b, a) : isLess(a, b);
  });
  run.use(items.length);
  return items;
};

/** The items of the lists that can be sorted; undefined for anything else. */
function sortable(value: Value): Value[] | undefined {
  const isSortable =
    Array.isArray(value) || value instanceof Float64Array || value instanceof IntList || value instanceof StringList;
  const list = isSortable ? listView(value) : undefined;
  return list && itemsOf(list);
}

function isDescendingOrder(order: Value): boolean {
  if (typeof order !== 'string') return stop(`sort order argument must be a string (got ${typeName(order)})`);
  if (order !== 'asc' && order !== 'desc') return stop(`invalid order ${order}, expected asc or desc`);
  return order === 'desc';
}

/** Functions of lists (expr.md §8). */
export const LIST_FUNCTIONS: readonly (readonly [string, Builtin])[] = [
  ['first', end(0)],
  ['last', end(-1)],
  ['take', take],
  ['reverse', reverse],
  ['uniq', uniq],
  ['concat', concat],
  ['flatten', flatten],
  ['sort', sort],
];
