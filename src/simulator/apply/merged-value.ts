import type { Json } from '../../core/json.ts';
import type { MergeShape } from './merge-shape.ts';
import { byElement, formOf, type Item, itemShape, itemsOf, memberShape, membersOf } from './value-form.ts';

/** What stands there with what is applied on top: nothing is removed, leaves are taken from the applied value. */
export function mergedValue(shape: MergeShape, current: Json | undefined, applied: Json | undefined): Json {
  if (applied === undefined || current === undefined) return applied ?? current ?? null;
  const form = formOf(shape, applied);
  if (form === 'leaf') return applied;
  return form === 'members' ? mergedMembers(shape, current, applied) : mergedItems(shape, current, applied);
}

function mergedMembers(shape: MergeShape, current: Json, applied: Json): Json {
  const [old, wanted] = [membersOf(current) ?? {}, membersOf(applied) ?? {}];
  const names = new Set([...Object.keys(old), ...Object.keys(wanted)]);
  if (names.size === 0) return applied;
  return Object.fromEntries(
    [...names].map((name) => [name, mergedValue(memberShape(shape, name), old[name], wanted[name])]),
  );
}

/**
 * Items in the order of the applied list; those that only stand there stay where they are, relative to the items that both have.
 *
 * @see https://github.com/kubernetes-sigs/structured-merge-diff typed/merge.go
 */
function mergedItems(shape: MergeShape, current: Json, applied: Json): Json {
  const [old, wanted] = [itemsOf(shape, current) ?? [], itemsOf(shape, applied) ?? []];
  if (old.length === 0 && wanted.length === 0) return applied;
  const [oldValues, wantedValues] = [byElement(old), byElement(wanted)];
  const merged: Json[] = [];
  const take = (element: string): void => {
    const [before, ...repeats] = oldValues.get(element) ?? [];
    // Of items that stand there several times none is merged into.
    const base = repeats.length > 0 ? undefined : before;
    merged.push(mergedValue(itemShape(shape), base, wantedValues.get(element)?.[0]));
  };
  walk(
    old,
    wanted,
    { isWanted: (element) => wantedValues.has(element), isOld: (element) => oldValues.has(element) },
    {
      take,
      keep: (item) => merged.push(item.value),
    },
  );
  return merged;
}

interface Known {
  isWanted(element: string): boolean;
  isOld(element: string): boolean;
}

interface Steps {
  readonly take: (element: string) => void;
  readonly keep: (item: Item) => void;
}

function walk(old: readonly Item[], wanted: readonly Item[], known: Known, { take, keep }: Steps): void {
  const shared = wanted.filter(({ element }) => known.isOld(element)).map(({ element }) => element);
  const taken = new Set<string>();
  let [fromOld, fromWanted] = [0, 0];
  for (;;) {
    const [left, right] = [old[fromOld], wanted[fromWanted]];
    if (left === undefined && right === undefined) return;
    if (left !== undefined && right !== undefined) {
      if (left.element === right.element) {
        taken.add(left.element);
        take(left.element);
        fromOld += 1;
        fromWanted += 1;
        shared.shift();
        continue;
      }
      // It comes later in the applied list: its place there counts.
      if (known.isWanted(left.element) && shared.length > 0 && shared[0] !== left.element) {
        fromOld += 1;
        continue;
      }
    }
    if (left !== undefined) {
      if (!known.isWanted(left.element)) {
        keep(left);
        fromOld += 1;
        continue;
      }
      if (taken.has(left.element)) fromOld += 1;
    }
    if (right !== undefined) {
      taken.add(right.element);
      take(right.element);
      fromWanted += 1;
      if (shared[0] === right.element) shared.shift();
    }
  }
}
