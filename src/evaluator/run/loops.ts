import { AnyMap, Pair, type Value } from '../../core/value.ts';
import type { BuiltinNode, Node } from '../syntax/node.ts';
import { add, isLess } from '../values/arithmetic.ts';
import { intOf } from '../values/ints.ts';
import { keyOf } from '../values/key.ts';
import { sortUnstable } from '../values/sort.ts';
import type { Code, Compiling } from './code.ts';
import type { Run } from './run.ts';
import { Scope } from './scope.ts';
import { asBool, stop } from './stop.ts';

/** What a function that takes a predicate is made of. */
interface Parts {
  /** The predicate; without one, the element itself. */
  readonly predicate: Code;
  /** The third argument of `sortBy` and `reduce`, evaluated inside the loop. */
  readonly extra: Code | undefined;
  readonly node: BuiltinNode;
  /** What becomes of each hit. */
  readonly mapped: Code;
  readonly usesStack: boolean;
  /** The predicate on a float64, if it is one comparison of `#` with a literal. */
  readonly test: ((value: number) => boolean) | undefined;
}

/** Does the work of a function; the loop has begun. */
type Loop = (parts: Parts) => (scope: Scope, run: Run) => Value;

/** The code of a function that takes a predicate; undefined for any other function. */
export function compileLoop(compiling: Compiling, node: BuiltinNode): Code | undefined {
  const [collection, predicate, extra] = node.args;
  const loop = LOOPS.get(node.name);
  if (loop === undefined || collection === undefined) return undefined;
  const list = compiling.operand(collection);
  const body = loop({
    predicate: predicate === undefined ? element : compiling.code(predicate),
    extra: extra && compiling.operand(extra),
    node,
    mapped: node.mapped === undefined ? element : compiling.code(node.mapped),
    usesStack: compiling.usesStack,
    test: predicate && compileTest(predicate),
  });
  return (run) => {
    const scope = new Scope(list(run), run.scope);
    run.scope = scope;
    const value = body(scope, run);
    run.scope = scope.outer;
    return value;
  };
}

/** The innermost loop. The parser lets `#` stand only inside one. */
export function scopeOf(run: Run): Scope {
  return run.scope ?? stop('runtime error: invalid memory address or nil pointer dereference');
}

const element: Code = (run) => scopeOf(run).item();

/** Goes through the list until `visit` says true. Answers whether it did. */
function goThrough(scope: Scope, run: Run, visit: () => boolean): boolean {
  for (; scope.index < scope.length; scope.index += 1) {
    run.step();
    if (visit()) return true;
  }
  return false;
}

/** The same from the end. As in the original, the test of each round stays on the stack. */
function goThroughBackwards(scope: Scope, run: Run, visit: () => boolean): boolean {
  for (scope.index = scope.length - 1; scope.index >= 0; scope.index -= 1) {
    run.step();
    run.hold(true);
    if (visit()) return true;
  }
  run.hold(false);
  return false;
}

/** Whether some float passes. A plain loop: `some` of a typed array is several times slower. */
function someFloat(floats: Float64Array, run: Run, test: (value: number) => boolean): boolean {
  for (const value of floats) {
    run.step();
    if (test(value)) return true;
  }
  return false;
}

/** A predicate such as `# < 0.5`, for lists of floats, which need nothing else. */
function compileTest(predicate: Node): Parts['test'] {
  const body = predicate.kind === 'predicate' ? predicate.body : predicate;
  if (body.kind !== 'binary' || body.left.kind !== 'pointer' || body.left.name !== '') return undefined;
  if (body.right.kind !== 'integer' && body.right.kind !== 'float') return undefined;
  const limit = Number(body.right.value);
  switch (body.operator) {
    case '<':
      return (value) => value < limit;
    case '<=':
      return (value) => value <= limit;
    case '>':
      return (value) => value > limit;
    case '>=':
      return (value) => value >= limit;
    default:
      return undefined;
  }
}

/** The items of a list in the making. */
class Gathered {
  readonly #run: Run;
  readonly #items: Value[] | undefined;
  #count = 0;

  constructor(run: Run, usesStack: boolean) {
    this.#run = run;
    this.#items = usesStack ? undefined : [];
  }

  push(item: Value): void {
    this.#count += 1;
    if (this.#items === undefined) this.#run.hold(item);
    else this.#items.push(item);
  }

  list(): Value {
    this.#run.use(this.#count);
    return this.#items ?? this.#run.releaseMany(this.#count);
  }
}

/** `all`, `none`, `any`: whether some element gives `sought` decides. */
function quantifier(sought: boolean, whenFound: boolean): Loop {
  return ({ predicate, test }) =>
    (scope, run) => {
      if (test !== undefined && scope.floats !== undefined) {
        return someFloat(scope.floats, run, (value) => test(value) === sought) ? whenFound : !whenFound;
      }
      for (; scope.index < scope.length; scope.index += 1) {
        run.step();
        const value = predicate(run);
        if (asBool(value) === sought) return whenFound;
      }
      return !whenFound;
    };
}

const one: Loop =
  ({ predicate }) =>
  (scope, run) => {
    let count = 0;
    goThrough(scope, run, () => {
      if (asBool(predicate(run))) count += 1;
      return false;
    });
    return count === 1;
  };

const filter: Loop =
  ({ predicate, mapped, usesStack }) =>
  (scope, run) => {
    const hits = new Gathered(run, usesStack);
    goThrough(scope, run, () => {
      if (asBool(predicate(run))) hits.push(mapped(run));
      return false;
    });
    return hits.list();
  };

const map: Loop =
  ({ predicate, usesStack }) =>
  (scope, run) => {
    const items = new Gathered(run, usesStack);
    goThrough(scope, run, () => {
      items.push(predicate(run));
      return false;
    });
    return items.list();
  };

const count: Loop =
  ({ predicate, node: { threshold = Infinity } }) =>
  (scope, run) => {
    let hits = 0;
    goThrough(scope, run, () => {
      if (asBool(predicate(run))) hits += 1;
      return hits >= threshold;
    });
    return intOf(hits);
  };

const sum: Loop =
  ({ predicate }) =>
  (scope, run) => {
    scope.accumulator = intOf(0);
    goThrough(scope, run, () => {
      scope.accumulator = add(predicate(run), scope.accumulator);
      return false;
    });
    return scope.accumulator;
  };

/** `find`, `findIndex` and their backwards likes. */
function finder(go: typeof goThrough, gives: 'item' | 'index'): Loop {
  return ({ predicate, mapped, node: { throws = false } }) =>
    (scope, run) => {
      const isFound = go(scope, run, () => asBool(predicate(run)));
      if (isFound) return gives === 'item' ? mapped(run) : scope.indexValue();
      return throws ? stop('reflect: slice index out of range') : null;
    };
}

const groupBy: Loop =
  ({ predicate }) =>
  (scope, run) => {
    const groups = new Map<string, { readonly key: Value; readonly items: Value[] }>();
    goThrough(scope, run, () => {
      const key = predicate(run);
      const item = scope.item();
      const name = keyOf(key, groups.size);
      const group = groups.get(name) ?? { key, items: [] };
      group.items.push(item);
      groups.set(name, group);
      return false;
    });
    const pairs = [...groups].map(([name, { key, items }]) => [name, new Pair(key, items)] as const);
    return new AnyMap('map[interface {}][]interface {}', new Map(pairs));
  };

const sortBy: Loop =
  ({ predicate, extra }) =>
  (scope, run) => {
    const isDescending = extra !== undefined && isDescendingOrder(extra(run));
    const rows: { readonly item: Value; readonly by: Value }[] = [];
    goThrough(scope, run, () => {
      const by = predicate(run);
      rows.push({ item: scope.item(), by });
      return false;
    });
    sortUnstable(rows, (a, b) => {
      run.step();
      return isDescending ? isLess(b.by, a.by) : isLess(a.by, b.by);
    });
    run.use(scope.length);
    return rows.map(({ item }) => item);
  };

function isDescendingOrder(order: Value): boolean {
  if (typeof order !== 'string') return stop('sortBy order argument must be a string');
  if (order !== 'asc' && order !== 'desc') return stop('unknown order, use asc or desc');
  return order === 'desc';
}

const reduce: Loop =
  ({ predicate, extra }) =>
  (scope, run) => {
    if (extra !== undefined) scope.accumulator = extra(run);
    else {
      if (scope.length === 0) return stop('reduce of empty array with no initial value');
      scope.accumulator = scope.item();
      scope.index += 1;
    }
    goThrough(scope, run, () => {
      scope.accumulator = predicate(run);
      return false;
    });
    return scope.accumulator;
  };

const LOOPS: ReadonlyMap<string, Loop> = new Map<string, Loop>([
  ['all', quantifier(false, false)],
  ['none', quantifier(true, false)],
  ['any', quantifier(true, true)],
  ['one', one],
  ['filter', filter],
  ['map', map],
  ['count', count],
  ['sum', sum],
  ['find', finder(goThrough, 'item')],
  ['findIndex', finder(goThrough, 'index')],
  ['findLast', finder(goThroughBackwards, 'item')],
  ['findLastIndex', finder(goThroughBackwards, 'index')],
  ['groupBy', groupBy],
  ['sortBy', sortBy],
  ['reduce', reduce],
]);
