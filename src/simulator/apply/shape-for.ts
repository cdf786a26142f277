import type { Json, JsonObject } from '../../core/json.ts';
import type { ApiKind } from '../api/kind.ts';
import { builtInShape } from './built-in-shapes.ts';
import type { MergeShape } from './merge-shape.ts';
import { fieldElement, shownElement } from './path-element.ts';
import { itemShape, itemsOf, memberShape, membersOf } from './value-form.ts';

/** How writers share objects of a kind. */
export function shapeFor(kind: ApiKind): MergeShape {
  return kind.shape ?? builtInShape(kind);
}

/**
 * Fields of an applied object that its kind does not know: `.spec.template.spec.containers[name="web"].foo: field not declared in schema`.
 * The shape of a custom kind tells them itself; a built-in kind is asked to prune.
 */
export function unknownFieldProblems(kind: ApiKind, applied: JsonObject): readonly string[] {
  if (kind.shape !== undefined) return [];
  const { unknown } = kind.rules.prune(applied);
  return unknown.map((path) => `${named(builtInShape(kind), applied, path)}: field not declared in schema`);
}

/** `spec.ports[0].foo` with the keys of items in place of their indices. */
function named(shape: MergeShape, object: Json, path: string): string {
  let [at, value]: [MergeShape, Json | undefined] = [shape, object];
  let shown = '';
  for (const [part, name, index] of path.matchAll(/([^.[\]]+)|\[(\d+)\]/g)) {
    if (name !== undefined) {
      shown += shownElement(fieldElement(name));
      value = membersOf(value)?.[name];
      at = memberShape(at, name);
      continue;
    }
    const item = itemsOf(at, value)?.[Number(index)];
    shown += at.as === 'keyed' && item !== undefined ? shownElement(item.element) : part;
    value = item?.value;
    at = itemShape(at);
  }
  return shown;
}
