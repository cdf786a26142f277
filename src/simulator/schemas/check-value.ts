import { quote } from '../../core/go/quote.ts';
import { isJsonObject, type Json, type JsonObject } from '../../core/json.ts';
import { sameJson } from '../../core/same-json.ts';
import type { FieldProblem } from '../api/kind.ts';
import { checkLimits } from './check-limits.ts';
import { invalid, required, typeInvalid } from './field-problems.ts';
import { checksFormat } from './formats.ts';
import type { Schema } from './schema.ts';

/** What a check found, and how much was looked at: of alternatives that all fail, the one that fits best is told of. */
interface Findings {
  readonly problems: readonly FieldProblem[];
  readonly matches: number;
}

/** A value and where it stands: `spec.steps[0].setWeight`, empty at the top. */
interface At {
  readonly value: Json;
  readonly path: string;
  /** What stood in its place; absent when nothing can be told to have. */
  readonly old?: Json;
}

/**
 * What is wrong with a value by its schema, in the words and by the rules of kube-openapi's validation. A part that did not change since `old` is let
 * through as it was (ratcheting).
 *
 * @see https://pkg.go.dev/k8s.io/kube-openapi/pkg/validation/validate
 * @see https://kubernetes.io/docs/tasks/extend-kubernetes/custom-resources/custom-resource-definitions/#validation-ratcheting
 */
export function checkValue(value: Json, schema: Schema, old?: Json): readonly FieldProblem[] {
  return check(schema, { value, path: '', ...(old !== undefined && { old }) }).problems;
}

function check(schema: Schema, at: At): Findings {
  const found = at.value === null ? checkNull(schema, at) : checkPresent(schema, at);
  const isUnchanged = found.problems.length > 0 && at.old !== undefined && sameJson(at.value, at.old);
  return isUnchanged ? { ...found, problems: [] } : found;
}

function checkNull(schema: Schema, at: At): Findings {
  const isRefused = schema.types.length > 0 && !schema.isNullable;
  const type = isRefused ? [ofType(at.path, schema.types.join(','), 'null')] : [];
  return { problems: [...type, ...checkLimits(schema.limits, at.value, at.path)], matches: isRefused ? 0 : 1 };
}

function checkPresent(schema: Schema, at: At): Findings {
  const { value } = at;
  const type = checkType(schema, at);
  const parts: Findings[] = [];
  if (schema.types.length > 0 || checksFormat(schema.limits.format)) {
    parts.push(type === undefined ? { problems: [], matches: 2 } : { problems: [type], matches: 1 });
  }
  parts.push(checkAlternatives(schema, at));
  if (typeof value === 'string' && checksFormat(schema.limits.format)) parts.push({ problems: [], matches: 1 });
  parts.push({ problems: checkLimits(schema.limits, value, at.path), matches: typeof value === 'object' ? 1 : 3 });
  if (Array.isArray(value)) parts.push(checkItems(schema, value, at));
  if (isJsonObject(value)) parts.push(checkMembers(schema, value, at));
  return together(parts, 1);
}

function together(parts: readonly Findings[], matches: number): Findings {
  const known = new Set<string>();
  // One sentence is told once, however many ways led to it.
  const problems = parts
    .flatMap((part) => part.problems)
    .filter((problem) => {
      const text = `${problem.field}: ${problem.message}`;
      if (known.has(text)) return false;
      known.add(text);
      return true;
    });
  return { problems, matches: parts.reduce((sum, part) => sum + part.matches, matches) };
}

function checkType({ types, limits }: Schema, { value, path }: At): FieldProblem | undefined {
  const [type, format] = typeOf(value);
  const fits =
    types.includes(type) ||
    (type === 'integer' && types.includes('number')) ||
    (Number.isInteger(value) && types.includes('integer'));
  const wantsFormat = checksFormat(limits.format) ? limits.format : undefined;
  const isTextOrList = typeof value === 'string' || Array.isArray(value);
  if (wantsFormat !== undefined) {
    if (!isTextOrList && !fits && format !== wantsFormat) return ofType(path, wantsFormat, format);
    // The format itself is looked at with the limits, and only texts have any.
    if (isTextOrList && !types.includes('number') && !types.includes('integer')) return undefined;
  }
  return fits || types.length === 0 ? undefined : ofType(path, types.join(','), type);
}

function typeOf(value: Json): readonly [type: string, format: string] {
  if (Array.isArray(value)) return ['array', ''];
  if (typeof value === 'number') return Number.isInteger(value) ? ['integer', 'int64'] : ['number', 'double'];
  return [typeof value, ''];
}

function ofType(path: string, wanted: string, is: string): FieldProblem {
  return typeInvalid(fieldOf(path), is, `${path} in body must be of type ${wanted}: ${quote(is)}`);
}

function checkItems(schema: Schema, list: readonly Json[], { path, old }: At): Findings {
  const { items } = schema;
  if (items === undefined) return { problems: [], matches: 2 };
  const before = schema.listType === 'map' && Array.isArray(old) ? (old as readonly Json[]) : [];
  const parts = list.map((value, index) => {
    const counterpart = before.find((one) =>
      schema.listKeys.every((key) => sameJson(keyOf(one, key), keyOf(value, key))),
    );
    return check(items, { value, path: `${path}[${index}]`, ...(counterpart !== undefined && { old: counterpart }) });
  });
  return together(parts, 2);
}

function keyOf(item: Json, key: string): Json {
  return isJsonObject(item) ? (item[key] ?? null) : null;
}

function checkMembers(schema: Schema, object: JsonObject, { path, old }: At): Findings {
  const oldMembers = isJsonObject(old) ? old : {};
  const member = (name: string, inside: Schema, place: string): Findings => {
    // Type and kind are the version's: they are never taken for unchanged.
    const counterpart = path === '' && (name === 'kind' || name === 'apiVersion') ? undefined : oldMembers[name];
    const value = object[name] ?? null;
    return check(inside, { value, path: place, ...(counterpart !== undefined && { old: counterpart }) });
  };
  const parts: Findings[] = [];
  const { additional } = schema;
  if (additional !== undefined) {
    const others = Object.keys(object).filter((name) => !schema.properties.has(name));
    parts.push(...others.map((name) => member(name, additional, `${path}.${name}`)));
  }
  for (const [name, inside] of schema.properties) {
    if (Object.hasOwn(object, name)) parts.push(member(name, inside, path === '' ? name : `${path}.${name}`));
  }
  const missing = schema.required.filter((name) => !Object.hasOwn(object, name));
  parts.push({ problems: missing.map((name) => required(fieldOf(`${path}.${name}`))), matches: 0 });
  return together(parts, 1);
}

function checkAlternatives(schema: Schema, at: At): Findings {
  const parts = [
    ...(schema.anyOf.length > 0 ? [anyOf(schema.anyOf, at)] : []),
    ...(schema.oneOf.length > 0 ? [oneOf(schema.oneOf, at)] : []),
    ...(schema.allOf.length > 0 ? [allOf(schema.allOf, at)] : []),
  ];
  if (schema.not !== undefined && check(schema.not, at).problems.length === 0) {
    parts.push(alone(`${quote(at.path)} must not validate the schema (not)`));
  }
  return together(parts, 2);
}

function anyOf(schemas: readonly Schema[], at: At): Findings {
  const tried = schemas.map((schema) => check(schema, at));
  const success = tried.find(isValid);
  if (success !== undefined) return success;
  return together([alone(`${quote(at.path)} must validate at least one schema (anyOf)`), best(tried)], 0);
}

function oneOf(schemas: readonly Schema[], at: At): Findings {
  const tried = schemas.map((schema) => check(schema, at));
  const successes = tried.filter(isValid);
  const [success] = successes;
  if (success !== undefined && successes.length === 1) return success;
  const sentence = `${quote(at.path)} must validate one and only one schema (oneOf).`;
  if (success !== undefined) return alone(`${sentence} Found ${successes.length} valid alternatives`);
  return together([alone(`${sentence} Found none valid`), best(tried)], 0);
}

function allOf(schemas: readonly Schema[], at: At): Findings {
  const tried = schemas.map((schema) => check(schema, at));
  if (tried.every(isValid)) return together(tried, 0);
  const none = tried.some(isValid) ? '' : '. None validated';
  return together([...tried, alone(`${quote(at.path)} must validate all the schemas (allOf)${none}`)], 0);
}

function isValid({ problems }: Findings): boolean {
  return problems.length === 0;
}

/** The first of those that matched most. */
function best(tried: readonly Findings[]): Findings {
  return tried.reduce((most, one) => (one.matches > most.matches ? one : most));
}

/** A problem of the whole, which upstream gives no field. */
function alone(sentence: string): Findings {
  return { problems: [invalid('<nil>', '', sentence)], matches: 0 };
}

/** Paths of problems have no dot at their start. Upstream's own field of the top is called `<nil>`. */
function fieldOf(path: string): string {
  return path.replace(/^\./, '') || '<nil>';
}
