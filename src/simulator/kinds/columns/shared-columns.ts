import { instantOf, millisOf, parseInstant } from '../../../core/instant.ts';
import type { JsonObject } from '../../../core/json.ts';
import { humanDuration } from '../../../rollout/info/human-duration.ts';
import { Fields } from '../../../rollout/reading/fields.ts';
import type { Column } from '../../api/kind.ts';

/** What a cell is made of: the object with its members at hand, and the moment that ages are told at. */
export type Cell = (object: Fields, ageAt: number) => string | number;

/** The name of the object, with which kubectl names it in its output. */
export const nameColumn: Column = {
  ...textColumn('Name', 'Name of the object, one of its kind in a namespace.', (object) => nameOf(object)),
  format: 'name',
};

/** How long the object has been there. */
export const ageColumn: Column = textColumn('Age', 'Time since the object was made.', (object, ageAt) =>
  sinceText(object.below('metadata').text('creationTimestamp'), ageAt),
);

/** A column of texts that is always shown. */
export function textColumn(name: string, description: string, cell: Cell): Column {
  return { name, type: 'string', description, priority: 0, cell: asCell(cell) };
}

/** A column of whole numbers that is always shown. */
export function numberColumn(name: string, description: string, cell: Cell): Column {
  return { ...textColumn(name, description, cell), type: 'integer' };
}

/** The same column, shown with `-o wide` only. */
export function wide(column: Column): Column {
  return { ...column, priority: 1 };
}

function asCell(cell: Cell): Column['cell'] {
  return (object: JsonObject, ageAt: number) => cell(new Fields(object), ageAt);
}

/** `metadata.name`. */
export function nameOf(object: Fields): string {
  return object.below('metadata').text('name');
}

/** How long ago a moment was, as kubectl tells it; `<unknown>` for no moment. */
export function sinceText(moment: string, ageAt: number): string {
  const from = parseInstant(moment);
  return from === undefined ? '<unknown>' : humanDuration(millisOf(instantOf(ageAt) - from));
}
