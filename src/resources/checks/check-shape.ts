import { textOf } from '../../core/fault.ts';
import { durationMs } from '../../core/go/duration.ts';
import { compileRegexp } from '../../core/go/regexp.ts';
import { isJsonObject, type Json, type JsonObject } from '../../core/json.ts';
import { didYouMean } from '../nearest.ts';
import { itemPath, memberPath } from '../path.ts';
import { hasPlaceholder } from '../placeholder.ts';
import type { Report } from '../reading/report.ts';
import { type Shape, valuesOf } from '../schema/shape.ts';
import { describe, kindOf } from './describe.ts';

/** Tells everything in which a document differs from its schema: types, unknown and missing fields, words, durations, rules. */
export function checkShape(json: Json, shape: Shape, report: Report): void {
  check({ json, path: '', shape }, report);
}

interface Part {
  readonly json: Json;
  readonly path: string;
  readonly shape: Shape;
}

function check({ json, path, shape }: Part, report: Report): void {
  if (shape.anyOf !== undefined) return checkIntOrString(json, path, report);
  if (shape.type === undefined && shape.enum === undefined) return undefined;
  if (!isOfType(json, shape)) return tellType({ json, path, shape }, report);
  if (shape.enum !== undefined) return checkWord({ json, path, shape }, report);
  if (typeof json === 'string') return checkMeaning(json, path, shape, report);
  if (Array.isArray(json)) return checkItems(json, path, shape, report);
  return isJsonObject(json) ? checkMembers(json, path, shape, report) : undefined;
}

function checkItems(items: readonly Json[], path: string, { items: shape }: Shape, report: Report): void {
  if (shape === undefined) return;
  for (const [index, json] of items.entries()) check({ json, path: itemPath(path, index), shape }, report);
}

function checkMembers(object: JsonObject, path: string, shape: Shape, report: Report): void {
  const known = Object.keys(shape.properties ?? {});
  for (const [name, json] of Object.entries(object)) {
    const field = known.includes(name) ? shape.properties?.[name] : valuesOf(shape);
    if (field !== undefined) check({ json, path: memberPath(path, name), shape: field }, report);
    else if (shape.additionalProperties === false) tellUnknown(name, known, path, report);
  }
  for (const name of shape.required ?? []) {
    if (!Object.hasOwn(object, name)) tellMissing(name, path, shape, report);
  }
}

function tellUnknown(name: string, known: readonly string[], path: string, report: Report): void {
  const sentence = `unknown field "${name}"${didYouMean(name, known)}`;
  const expected = `one of ${known.join(', ')}`;
  report.add({ path: memberPath(path, name), at: 'key', found: `the field "${name}"`, expected, sentence });
}

function tellMissing(name: string, path: string, shape: Shape, report: Report): void {
  const field = shape.properties?.[name];
  const expected = field === undefined ? `a field "${name}"` : describe(field);
  report.add({
    path: memberPath(path, name),
    at: 'key',
    expected,
    sentence: `"${name}" is missing; ${expected} is needed`,
  });
}

function isOfType(json: Json, shape: Shape): boolean {
  switch (shape.type) {
    case 'object':
      return isJsonObject(json);
    case 'array':
      return Array.isArray(json);
    case 'integer':
      return Number.isSafeInteger(json);
    case undefined:
      return true;
    default:
      return typeof json === shape.type;
  }
}

function tellType({ json, path, shape }: Part, report: Report): void {
  const [found, expected] = [kindOf(json), describe(shape)];
  report.add({
    path,
    found,
    expected,
    sentence: `expected ${expected}, found ${found}${wayOut(json, path, shape, report)}`,
  });
}

/** What to do about the mistakes that are made most. */
function wayOut(json: Json, path: string, shape: Shape, report: Report): string {
  const plain = report.located.spots.get(path)?.plain;
  if (shape.type === 'string' && (typeof json === 'number' || typeof json === 'boolean')) {
    const written = plain ?? String(json);
    return shape.meaning === 'duration' && typeof json === 'number'
      ? `; add a unit, as in ${written}s`
      : `; put it in quotes: "${written}"`;
  }
  if (hasPlaceholder(json)) return '; a placeholder can only stand in a text';
  const isQuotedNumber = shape.type === 'integer' && typeof json === 'string' && /^[+-]?\d+$/.test(json);
  const isQuotedTruth = shape.type === 'boolean' && (json === 'true' || json === 'false');
  return isQuotedNumber || isQuotedTruth ? '; take the quotes off' : '';
}

function checkIntOrString(json: Json, path: string, report: Report): void {
  const expected = 'a whole number';
  if (Number.isSafeInteger(json) || hasPlaceholder(json)) return;
  if (typeof json !== 'string') {
    report.add({ path, found: kindOf(json), expected, sentence: `expected ${expected}, found ${kindOf(json)}` });
    return;
  }
  if (/^[+-]?\d+$/.test(json)) return;
  const sentence = `expected ${expected}, found the text "${json}", which Argo Rollouts would read as 0 without a word`;
  report.add({ path, found: `the text "${json}"`, expected, sentence });
}

function checkWord({ json, path, shape }: Part, report: Report): void {
  const words = shape.enum ?? [];
  if (typeof json === 'string' && words.includes(json)) return;
  const expected = `one of ${words.join(', ')}`;
  const hint = typeof json === 'string' ? didYouMean(json, words) : '';
  report.add({ path, found: kindOf(json), expected, sentence: `expected ${expected}, found ${kindOf(json)}${hint}` });
}

function checkMeaning(text: string, path: string, { meaning }: Shape, report: Report): void {
  if (hasPlaceholder(text)) return;
  if (meaning === 'duration' && text !== '') checkDuration(text, path, report);
  if (meaning === 'rule') checkRule(text, path, report);
}

function checkDuration(text: string, path: string, report: Report): void {
  try {
    durationMs(text);
  } catch (thrown) {
    const expected = 'a duration such as 30s, 5m or 1h30m';
    report.add({ path, found: `the text "${text}"`, expected, sentence: `expected ${expected}: ${textOf(thrown)}` });
  }
}

function checkRule(text: string, path: string, report: Report): void {
  try {
    compileRegexp(text);
  } catch (thrown) {
    const hint = text === '*' ? '; write .* for every metric' : '';
    const sentence = `"${text}" is no regular expression, so it matches nothing: ${textOf(thrown)}${hint}`;
    report.add({ path, found: `the text "${text}"`, expected: 'a regular expression (RE2)', sentence });
  }
}
