import { isJsonObject, type Json, type JsonObject } from '../../core/json.ts';
import type { FieldProblem, ScalePaths } from '../api/kind.ts';
import { invalid } from './field-problems.ts';

const MAX_REPLICAS = 2 ** 31 - 1;

/** Whether what an autoscaler reads and writes can be read: counts ≥ 0, and a selector that is a text. An empty path is not looked at. */
export function checkScale(object: JsonObject, scale: ScalePaths | undefined): readonly FieldProblem[] {
  if (scale === undefined) return [];
  return [
    ...countProblems(object, scale.specReplicas),
    ...countProblems(object, scale.statusReplicas),
    ...(scale.selector === undefined ? [] : selectorProblems(object, scale.selector)),
  ];
}

function countProblems(object: JsonObject, path: readonly string[]): readonly FieldProblem[] {
  if (path.length === 0) return [];
  const field = fieldOf(path);
  const found = lookUp(object, path);
  if (found.problem !== undefined) return [invalid(field, 0, found.problem)];
  const { value } = found;
  if (value === undefined) return [];
  if (typeof value !== 'number' || !Number.isInteger(value))
    return [invalid(field, 0, otherType(path, value, 'int64'))];
  if (value < 0) return [invalid(field, value, 'should be a non-negative integer')];
  if (value > MAX_REPLICAS) return [invalid(field, value, `should be less than or equal to ${MAX_REPLICAS}`)];
  return [];
}

function selectorProblems(object: JsonObject, path: readonly string[]): readonly FieldProblem[] {
  const found = lookUp(object, path);
  if (found.problem !== undefined) return [invalid(fieldOf(path), '', found.problem)];
  const { value } = found;
  if (value === undefined || typeof value === 'string') return [];
  return [invalid(fieldOf(path), '', otherType(path, value, 'string'))];
}

function lookUp(object: JsonObject, path: readonly string[]): { value?: Json; problem?: string } {
  let value: Json = object;
  for (const [depth, name] of path.entries()) {
    if (!isJsonObject(value)) {
      return { problem: otherType(path.slice(0, depth + 1), value, 'map[string]interface{}') };
    }
    const member: Json | undefined = value[name];
    if (member === undefined) return {};
    value = member;
  }
  return { value };
}

function otherType(path: readonly string[], value: Json, wanted: string): string {
  return `${fieldOf(path)} accessor error: ${goValue(value)} is of the type ${goType(value)}, expected ${wanted}`;
}

function goType(value: Json): string {
  if (value === null) return '<nil>';
  if (Array.isArray(value)) return '[]interface {}';
  if (typeof value === 'number') return Number.isInteger(value) ? 'int64' : 'float64';
  return { string: 'string', boolean: 'bool', object: 'map[string]interface {}' }[
    typeof value as 'string' | 'boolean' | 'object'
  ];
}

/** As Go's `%v` shows it. */
function goValue(value: Json): string {
  if (value === null) return '<nil>';
  if (Array.isArray(value)) return `[${value.map(goValue).join(' ')}]`;
  if (!isJsonObject(value)) return typeof value === 'string' ? value : JSON.stringify(value);
  const members = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return `map[${members.map(([name, member]) => `${name}:${goValue(member)}`).join(' ')}]`;
}

function fieldOf(path: readonly string[]): string {
  return `.${path.join('.')}`;
}
