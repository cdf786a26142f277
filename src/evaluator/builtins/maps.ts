import { AnyMap, Pair, PairList, type Value } from '../../core/value.ts';
import { stop } from '../run/stop.ts';
import { entriesOf } from '../values/entries.ts';
import { fetch } from '../values/fetch.ts';
import { formatAsText, formatValue } from '../values/format.ts';
import { keyOf } from '../values/key.ts';
import { listView } from '../values/list.ts';
import { kindName } from '../values/type-name.ts';
import { argument, type Builtin } from './builtin.ts';

/** A function of the entries of a map; the original leaves their order open, ours is the order of the map. */
function ofEntries(error: (kind: string) => string, give: (pairs: readonly Pair[]) => Value): Builtin {
  return ([map = null]) => {
    const pairs = entriesOf(map);
    return pairs === undefined ? stop(error(kindName(map))) : give(pairs);
  };
}

/** A key that is NaN is there but leads to nothing. */
function reachable(pairs: readonly Pair[]): readonly Pair[] {
  const isLost = pairs.some(({ key }) => typeof key === 'number' && Number.isNaN(key));
  return isLost ? stop('reflect: call of reflect.Value.Interface on zero Value') : pairs;
}

const fromPairs: Builtin = ([value = null], run) => {
  const list =
    listView(value) ??
    stop(`cannot transform ${value === null ? '<invalid reflect.Value>' : formatAsText(value, run)} from pairs`);
  const entries = new Map<string, Pair>();
  for (let i = 0; i < list.length; i += 1) {
    run.step();
    const item = list.item(i);
    const pair = listView(item) ?? stop(`invalid pair ${formatValue(item, run)}`);
    if (pair.length !== 2) stop(`invalid pair length ${formatValue(item, run)}`);
    const key = pair.item(0);
    entries.set(keyOf(key, entries.size), new Pair(key, pair.item(1)));
  }
  return new AnyMap('map[interface {}]interface {}', entries);
};

/** As `object[key]`, but nil instead of most errors. */
const get: Builtin = (args) => {
  const object = argument(args, 0);
  const key = argument(args, 1);
  if (object === null) return null;
  if (object instanceof AnyMap) return object.entries.get(keyOf(key))?.value ?? null;
  try {
    return fetch(object, key);
  } catch (thrown) {
    if (isAbsence(thrown)) return null;
    throw thrown;
  }
};

/** Whether an error only says that nothing is there. */
function isAbsence(thrown: unknown): boolean {
  return thrown instanceof Error && /^(index out of range: |cannot fetch )/.test(thrown.message);
}

/** Functions of maps (expr.md §8). */
export const MAP_FUNCTIONS: readonly (readonly [string, Builtin])[] = [
  [
    'keys',
    ofEntries(
      (kind) => `cannot get keys from ${kind}`,
      (pairs) => pairs.map(({ key }) => key),
    ),
  ],
  [
    'values',
    ofEntries(
      (kind) => `cannot get values from ${kind}`,
      (pairs) => reachable(pairs).map(({ value }) => value),
    ),
  ],
  [
    'toPairs',
    ofEntries(
      (kind) => `cannot transform ${kind} to pairs`,
      (pairs) => new PairList(reachable(pairs)),
    ),
  ],
  ['fromPairs', fromPairs],
  ['get', get],
];
