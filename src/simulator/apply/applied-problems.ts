import { formatGeneral } from '../../core/go/float.ts';
import { quote } from '../../core/go/quote.ts';
import { isJsonObject, type Json } from '../../core/json.ts';
import type { MergeShape, WholeShape } from './merge-shape.ts';
import { fieldElement, shownElement, valueElement } from './path-element.ts';
import { elementByKeys, memberShape } from './value-form.ts';

/**
 * Why an applied object cannot be taken in at all, in the words of structured-merge-diff: `.spec.replicas: expected numeric (int or float), got string`.
 *
 * @param path  where the value stands, as refusals show it
 */
export function appliedProblems(shape: MergeShape, value: Json, path = ''): readonly string[] {
  if (value === null) return [];
  switch (shape.as) {
    case 'whole':
      return wholeProblems(shape, value, path);
    case 'members':
      return memberProblems(shape, value, path);
    case 'keyed':
    case 'set':
      return itemProblems(shape, value, path);
    case 'plain':
    case 'free':
      return [];
  }
}

function memberProblems(shape: MergeShape & { readonly as: 'members' }, value: Json, path: string): readonly string[] {
  if (!isJsonObject(value)) return [told(path, `expected map, got ${pointed(value)}`)];
  return Object.entries(value).flatMap(([name, member]) => {
    const place = path + shownElement(fieldElement(name));
    const isKnown = Object.hasOwn(shape.fields, name) || shape.others !== undefined;
    if (!isKnown) return [told(place, 'field not declared in schema')];
    return appliedProblems(memberShape(shape, name), member, place);
  });
}

function itemProblems(shape: MergeShape, value: Json, path: string): readonly string[] {
  if (!Array.isArray(value)) return [told(path, `expected list, got ${pointed(value)}`)];
  const seen = new Set<string>();
  const problems: string[] = [];
  for (const [index, item] of (value as readonly Json[]).entries()) {
    const element = shape.as === 'keyed' ? elementByKeys(shape, item) : valueElement(item);
    const misfit = shape.as === 'keyed' ? keyProblem(shape.keys, item, element) : setProblem(item);
    if (misfit !== undefined || element === undefined) {
      // Nothing of such an item, and of those after it, can be named.
      return [...problems, told(path, `element ${index}: ${misfit ?? ''}`)];
    }
    if (seen.has(element)) problems.push(told(path, `duplicate entries for key ${shownElement(element)}`));
    seen.add(element);
    if (shape.as === 'keyed') problems.push(...appliedProblems(shape.item, item, path + shownElement(element)));
  }
  return problems;
}

function keyProblem(keys: readonly string[], item: Json, element: string | undefined): string | undefined {
  if (item === null) return 'associative list with keys may not have a null element';
  if (!isJsonObject(item)) return 'associative list with keys may not have non-map elements';
  if (element !== undefined) return undefined;
  const names = keys.map(quote).join(' ');
  return `associative list with keys has an element that omits all key fields [${names}] (and doesn't have default values for any key fields)`;
}

function setProblem(item: Json): string | undefined {
  if (isJsonObject(item)) return "associative list without keys has an element that's a map type";
  if (Array.isArray(item)) return 'not supported: associative list with lists as elements';
  return item === null ? "associative list without keys has an element that's an explicit null" : undefined;
}

function wholeProblems({ holds, inside }: WholeShape, value: Json, path: string): readonly string[] {
  const problem = holds === undefined ? undefined : misfit(holds, value);
  if (problem !== undefined) return [told(path, problem)];
  if (inside === undefined) return [];
  if (!Array.isArray(value)) return appliedProblems(inside, value, path);
  return value.flatMap((item: Json, index) => appliedProblems(inside, item, `${path}[${index}]`));
}

function misfit(holds: NonNullable<WholeShape['holds']>, value: Json): string | undefined {
  switch (holds) {
    case 'number':
      return typeof value === 'number' ? undefined : `expected numeric (int or float), got ${goType(value)}`;
    case 'string':
      return typeof value === 'string'
        ? undefined
        : `expected string, got &value.valueUnstructured{Value:${literal(value)}}`;
    case 'boolean':
      return typeof value === 'boolean' ? undefined : `expected boolean, got ${pointed(value)}`;
    case 'list':
      return Array.isArray(value) ? undefined : `expected list, got ${pointed(value)}`;
    case 'object':
      return isJsonObject(value) ? undefined : `expected map, got ${pointed(value)}`;
  }
}

function told(path: string, problem: string): string {
  return path === '' ? problem : `${path}: ${problem}`;
}

/** Go's name of the type of a value. */
function goType(value: Json): string {
  if (Array.isArray(value)) return '[]interface {}';
  if (typeof value === 'number') return Number.isInteger(value) ? 'int64' : 'float64';
  if (typeof value === 'boolean') return 'bool';
  return typeof value === 'string' ? 'string' : 'map[string]interface {}';
}

/** As Go shows a pointer to a struct that holds the value: `&{5}`. */
function pointed(value: Json): string {
  return `&{${shownValue(value)}}`;
}

/** A value as Go shows it: `map[a:1 b:[x y]]`. */
export function shownValue(value: Json): string {
  if (value === null) return '<nil>';
  if (Array.isArray(value)) return `[${value.map(shownValue).join(' ')}]`;
  if (typeof value === 'number') return number(value);
  if (!isJsonObject(value)) return typeof value === 'string' ? value : JSON.stringify(value);
  return `map[${sorted(value)
    .map(([name, member]) => `${name}:${shownValue(member)}`)
    .join(' ')}]`;
}

/** As it would stand in Go's source. */
function literal(value: Json): string {
  if (value === null) return 'interface {}(nil)';
  if (typeof value === 'string') return quote(value);
  if (typeof value === 'number') return number(value);
  if (typeof value === 'boolean') return String(value);
  if (Array.isArray(value)) return `[]interface {}{${value.map(literal).join(', ')}}`;
  if (!isJsonObject(value)) return '';
  return `map[string]interface {}{${sorted(value)
    .map(([name, member]) => `${quote(name)}:${literal(member)}`)
    .join(', ')}}`;
}

function number(value: number): string {
  return Number.isInteger(value) ? String(value) : formatGeneral(value);
}

function sorted(value: { readonly [name: string]: Json }): readonly (readonly [string, Json])[] {
  return Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
}
