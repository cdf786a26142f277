import { compareText } from '../../core/go/compare-text.ts';
import { marshalJson } from '../../core/go/json.ts';
import { quote } from '../../core/go/quote.ts';
import { isJsonObject, type Json, type JsonObject } from '../../core/json.ts';

/** `f:spec`. */
export function fieldElement(name: string): string {
  return `f:${name}`;
}

/** `k:{"containerPort":80,"protocol":"TCP"}`, the keys in order. */
export function keyElement(keys: JsonObject): string {
  return `k:${marshalJson(keys, { escapeHtml: false })}`;
}

/** `v:"example.com/finalizer"`. */
export function valueElement(value: Json): string {
  return `v:${marshalJson(value, { escapeHtml: false })}`;
}

/** The name of a field; undefined for an item of a list. */
export function fieldName(element: string): string | undefined {
  return element.startsWith('f:') ? element.slice(2) : undefined;
}

/** As refusals show a path: `.spec.containers[name="web"].image`, `.metadata.finalizers[="a"]`. */
export function shownPath(path: readonly string[]): string {
  return path.map(shownElement).join('');
}

/** `[name="web"]`, one part of such a path. */
export function shownElement(element: string): string {
  const name = fieldName(element);
  if (name !== undefined) return `.${name}`;
  const value = valueIn(element);
  if (element.startsWith('v:')) return `[=${shown(value)}]`;
  const keys = isJsonObject(value) ? Object.entries(value) : [];
  return `[${keys.map(([key, one]) => `${key}=${shown(one)}`).join(',')}]`;
}

/** Fields by name, then items by their keys, then items by their values. */
export function compareElements(a: string, b: string): number {
  const [formA, formB] = [a.slice(0, 2), b.slice(0, 2)];
  if (formA !== formB || formA === 'f:') return compareText(a, b);
  const [valueA, valueB] = [valueIn(a), valueIn(b)];
  if (!isJsonObject(valueA) || !isJsonObject(valueB)) return compareValues(valueA, valueB);
  for (const [key, one] of Object.entries(valueA)) {
    const order = compareValues(one, valueB[key] ?? null);
    if (order !== 0) return order;
  }
  return compareText(a, b);
}

function compareValues(a: Json, b: Json): number {
  if (typeof a === 'number' && typeof b === 'number') return a - b;
  return compareText(JSON.stringify(a), JSON.stringify(b));
}

function valueIn(element: string): Json {
  // Elements are written by this file, or come from managedFields, which the API server has read before it took them in.
  return JSON.parse(element.slice(2)) as Json;
}

function shown(value: Json): string {
  return typeof value === 'string' ? quote(value) : marshalJson(value);
}
