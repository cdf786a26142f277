import { compareText } from '../../core/go/compare-text.ts';
import { isJsonObject, type Json } from '../../core/json.ts';
import { Fields } from '../reading/fields.ts';

/** The items of a list of objects; those that are none count as empty objects, as null does to Go. */
export function items(fields: Fields, name: string): readonly Fields[] {
  return fields.list(name).map((item) => new Fields(item));
}

/** The items of a list of texts. */
export function texts(fields: Fields, name: string): readonly string[] {
  return fields.list(name).map((item) => (typeof item === 'string' ? item : ''));
}

/** Names of the writer's choice with their texts, in the order of the names. */
export function textsByName(json: Json | undefined): readonly (readonly [name: string, text: string])[] {
  if (!isJsonObject(json)) return [];
  return Object.entries(json)
    .map(([name, text]) => [name, typeof text === 'string' ? text : ''] as const)
    .toSorted(([a], [b]) => compareText(a, b));
}

/** The text of a field that may be absent; undefined where it is, so that an empty one can be told apart. */
export function maybeText(fields: Fields, name: string): string | undefined {
  return fields.has(name) ? fields.text(name) : undefined;
}

/** The fields below a field; undefined where it is absent. */
export function maybeBelow(fields: Fields, name: string): Fields | undefined {
  return fields.object(name) && fields.below(name);
}

/** The number of a field that may be absent, with what it is then: Go reads 0 and absence alike. */
export function wholeOr(fields: Fields, name: string, otherwise: number): number {
  return fields.whole(name) || otherwise;
}
