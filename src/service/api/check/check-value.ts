import { isJsonObject, type Json, type JsonObject } from '../../../core/json.ts';
import { kindOf } from '../../../resources/checks/describe.ts';
import { didYouMean } from '../../../resources/nearest.ts';
import type { ProblemItem } from '../schema/problem.ts';
import { ruleOf } from './formats.ts';
import type { RequestShape } from './request-shape.ts';

/** More are not told: nobody reads them, and an answer must not be much larger than its request. */
const MOST_PROBLEMS = 50;

/** Something that is wrong, at a JSON pointer. */
export type Finding = Pick<ProblemItem, 'pointer' | 'detail' | 'found' | 'expected'>;

/** Tells everything in which a value differs from its schema. Nothing is taken for something else: the text "5" is no number. */
export function checkValue(value: Json, shape: RequestShape): readonly Finding[] {
  const findings: Finding[] = [];
  check({ value, shape, pointer: '', findings });
  return findings;
}

interface Part {
  readonly value: Json;
  readonly shape: RequestShape;
  readonly pointer: string;
  readonly findings: Finding[];
}

function check(part: Part): void {
  const { value, shape, findings } = part;
  if (findings.length >= MOST_PROBLEMS) return;
  if (!isOfType(value, shape)) tell(part, `expected ${described(shape)}, found ${kindOf(value)}`);
  else if (shape.enum !== undefined) checkWord(part, shape.enum);
  else if (typeof value === 'string') checkText(part, value);
  else if (typeof value === 'number') checkNumber(part, value);
  else if (Array.isArray(value)) checkItems(part, value);
  else if (isJsonObject(value)) checkMembers(part, value);
}

function tell({ value, shape, pointer, findings }: Part, detail: string): void {
  if (findings.length >= MOST_PROBLEMS) return;
  findings.push({
    pointer,
    detail: pointer === '' ? detail : `${pointer}: ${detail}`,
    found: kindOf(value),
    expected: described(shape),
  });
}

function isOfType(value: Json, { type }: RequestShape): boolean {
  switch (type) {
    case undefined:
      return true;
    case 'object':
      return isJsonObject(value);
    case 'array':
      return Array.isArray(value);
    case 'integer':
      return Number.isSafeInteger(value);
    default:
      return typeof value === type;
  }
}

/** What a schema takes, in words. */
function described({ type, enum: words, format }: RequestShape): string {
  if (words !== undefined) return words.length === 1 ? `"${words[0]}"` : `one of ${words.join(', ')}`;
  const rule = format === undefined ? undefined : ruleOf(format);
  if (rule !== undefined) return rule.expected;
  return type === undefined ? 'a value' : WORDS[type];
}

const WORDS = {
  object: 'an object',
  array: 'a list',
  string: 'a text',
  integer: 'a whole number',
  boolean: 'true or false',
} as const satisfies Record<NonNullable<RequestShape['type']>, string>;

function checkWord(part: Part, words: readonly string[]): void {
  const { value, shape } = part;
  if (typeof value === 'string' && words.includes(value)) return;
  const hint = typeof value === 'string' ? didYouMean(value, words) : '';
  tell(part, `expected ${described(shape)}, found ${kindOf(value)}${hint}`);
}

function checkText(part: Part, text: string): void {
  const { format, minLength = 0, maxLength = Infinity } = part.shape;
  // Before the format: its words would quote all of it.
  if (text.length > maxLength) return tell(part, `is too long: ${text.length} characters, ${maxLength} at most`);
  if (text.length < minLength) return tell(part, 'is empty');
  const faults = format === undefined ? [] : (ruleOf(format)?.faults(text) ?? []);
  return faults.length === 0 ? undefined : tell(part, `${kindOf(text)}: ${faults.join('; ')}`);
}

function checkNumber(part: Part, number: number): void {
  const { minimum = -Infinity, maximum = Infinity } = part.shape;
  if (number < minimum || number > maximum) tell(part, `expected ${rangeOf(part.shape)}, found ${number}`);
}

function rangeOf({ minimum, maximum }: RequestShape): string {
  if (maximum === undefined) return `${minimum} or more`;
  return minimum === undefined ? `${maximum} or less` : `${minimum} to ${maximum}`;
}

function checkItems(part: Part, items: readonly Json[]): void {
  const { items: shape, minItems = 0, maxItems = Infinity, uniqueItems = false } = part.shape;
  if (items.length < minItems) return tell(part, `has ${items.length} items, ${minItems} at least are needed`);
  if (items.length > maxItems) return tell(part, `has ${items.length} items, ${maxItems} are the most`);
  if (uniqueItems && new Set(items).size < items.length) tell(part, 'holds something twice');
  if (shape === undefined) return undefined;
  for (const [index, value] of items.entries()) {
    check({ ...part, value, shape, pointer: `${part.pointer}/${index}` });
  }
  return undefined;
}

function checkMembers(part: Part, object: JsonObject): void {
  const { properties = {}, required = [], additionalProperties = true, maxProperties = Infinity } = part.shape;
  const names = Object.keys(object);
  if (names.length > maxProperties) return tell(part, `has ${names.length} members, ${maxProperties} are the most`);
  for (const name of names) {
    const value = object[name] as Json;
    const at: Part = { ...part, value, pointer: `${part.pointer}/${escaped(name)}` };
    const known = Object.hasOwn(properties, name) ? properties[name] : undefined;
    if (known !== undefined) check({ ...at, shape: known });
    else if (additionalProperties === false) tellUnknown(at, name, Object.keys(properties));
    else if (additionalProperties !== true) checkFreeMember(at, name, additionalProperties);
  }
  for (const name of required) {
    if (!Object.hasOwn(object, name)) tellMissing(part, name, properties[name]);
  }
  return undefined;
}

/** A member whose name the caller chose. */
function checkFreeMember(part: Part, name: string, shape: RequestShape): void {
  const { propertyNames } = part.shape;
  if (propertyNames !== undefined) {
    const findings: Finding[] = [];
    check({ value: name, shape: propertyNames, pointer: '', findings });
    for (const { detail } of findings) tell({ ...part, value: name, shape: propertyNames }, `its name: ${detail}`);
  }
  check({ ...part, shape });
}

function tellUnknown({ pointer, findings }: Part, name: string, known: readonly string[]): void {
  if (findings.length >= MOST_PROBLEMS) return;
  const expected = known.length === 0 ? 'nothing' : `one of ${known.join(', ')}`;
  const shown = name.length > 60 ? `${name.slice(0, 60)}…` : name;
  const detail = `unknown member "${shown}"${didYouMean(shown, known)}; ${expected === 'nothing' ? 'none is' : `${known.join(', ')} are`} taken`;
  findings.push({ pointer, detail, found: `the member "${shown}"`, expected });
}

function tellMissing({ pointer, findings }: Part, name: string, shape: RequestShape | undefined): void {
  if (findings.length >= MOST_PROBLEMS) return;
  const expected = shape === undefined ? 'a value' : described(shape);
  findings.push({
    pointer: `${pointer}/${escaped(name)}`,
    detail: `"${name}" is missing; ${expected} is needed`,
    expected,
  });
}

/** A name as a part of a JSON pointer. */
export function escaped(name: string): string {
  return name.replaceAll('~', '~0').replaceAll('/', '~1');
}
