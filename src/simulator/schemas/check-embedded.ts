import { isJsonObject, type Json, type JsonObject } from '../../core/json.ts';
import type { FieldProblem } from '../api/kind.ts';
import { invalid, required } from './field-problems.ts';
import { memberSchema, type Schema } from './schema.ts';
import { somewhereIn } from './schema-facts.ts';

const KIND_FORM = /^[a-z]([-a-z0-9]*[a-z0-9])?$/;

/** What objects inside of an object (`x-kubernetes-embedded-resource`) lack of an object's own: `apiVersion` and `kind`. */
export function checkEmbedded(value: Json, schema: Schema | undefined, path = ''): readonly FieldProblem[] {
  if (schema === undefined || !hasEmbedded(schema)) return [];
  if (Array.isArray(value)) {
    return value.flatMap((item: Json, index) => checkEmbedded(item, schema.items, `${path}[${index}]`));
  }
  if (!isJsonObject(value)) return [];
  const own = schema.isEmbedded ? problemsOf(value, path) : [];
  const inside = Object.entries(value).flatMap(([name, member]) => {
    const place = schema.properties.has(name) ? below(path, name) : `${path}[${name}]`;
    return checkEmbedded(member, memberSchema(schema, name), place);
  });
  return [...own, ...inside];
}

const hasEmbedded = somewhereIn(({ isEmbedded }) => isEmbedded);

function problemsOf(object: JsonObject, path: string): readonly FieldProblem[] {
  return ['apiVersion', 'kind'].flatMap((name) => {
    const field = below(path, name);
    const value = object[name];
    if (value === undefined) return [required(field)];
    if (typeof value !== 'string') return [invalid(field, value, 'must be a string')];
    if (value === '') return [invalid(field, value, 'must not be empty')];
    return name === 'kind' ? kindProblems(value, field) : groupVersionProblems(value, field);
  });
}

function kindProblems(kind: string, field: string): readonly FieldProblem[] {
  if (KIND_FORM.test(kind.toLowerCase()) && kind.length <= 63) return [];
  const expected =
    "a DNS-1035 label must consist of lower case alphanumeric characters or '-', start with an alphabetic character, and end with an " +
    "alphanumeric character (e.g. 'my-name',  or 'abc-123', regex used for validation is '[a-z]([-a-z0-9]*[a-z0-9])?')";
  return [invalid(field, kind, `may have mixed case, but should otherwise match: ${expected}`)];
}

function groupVersionProblems(apiVersion: string, field: string): readonly FieldProblem[] {
  if (apiVersion.split('/').length <= 2) return [];
  return [invalid(field, apiVersion, `unexpected GroupVersion string: ${apiVersion}`)];
}

function below(path: string, name: string): string {
  return path === '' ? name : `${path}.${name}`;
}
