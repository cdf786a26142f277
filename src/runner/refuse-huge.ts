import { Fault } from '../core/fault.ts';
import type { Reading } from '../core/reading.ts';
import { IntList, isPlainObject, NamedMap, StringList, TypedList, type Value } from '../core/value.ts';

/**
 * Refuses a value that is too large to be kept at every look: it would be written again and again.
 *
 * @param most  characters of its text; absent: any number
 * @throws Fault PROVIDER_ANSWER_INVALID
 */
export function refuseHuge(reading: Reading, most: number | undefined): void {
  if (most === undefined || reading.kind !== 'value') return;
  if (reading.text.length <= most && leftOf(reading.value, most) >= 0) return;
  const text = `the value is too large: ${most} characters are the most that is kept of one; ask for less, or pick a part of the answer`;
  throw new Fault('PROVIDER_ANSWER_INVALID', text, { most });
}

/** Of a number or another thing without parts. */
const SCALAR = 4;

/** What is left of so many characters once a value is written; below zero when it is too long, of which no more is looked at. */
function leftOf(value: Value, most: number): number {
  if (typeof value === 'string') return most - value.length;
  if (value instanceof Float64Array || value instanceof Uint8Array) return most - value.length;
  if (value instanceof IntList) return most - value.items.length;
  const parts = partsOf(value);
  let left = most - SCALAR;
  for (const part of parts) {
    if (left < 0) return left;
    left = leftOf(part, left);
  }
  return left;
}

function partsOf(value: Value): Iterable<Value> {
  if (Array.isArray(value)) return value;
  if (value instanceof StringList || value instanceof TypedList) return value.items;
  if (value instanceof NamedMap) return membersOf(value.entries);
  return isPlainObject(value) ? membersOf(value) : [];
}

function* membersOf(object: { readonly [key: string]: Value }): Iterable<Value> {
  for (const [name, value] of Object.entries(object)) {
    yield name;
    yield value;
  }
}
