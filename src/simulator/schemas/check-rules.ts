import { isJsonObject, type Json } from '../../core/json.ts';
import { sameJson } from '../../core/same-json.ts';
import type { FieldProblem } from '../api/kind.ts';
import { invalid } from './field-problems.ts';
import { memberSchema, type Schema } from './schema.ts';
import { somewhereIn } from './schema-facts.ts';

/** The one rule of `x-kubernetes-validations` that is held to: what is there may not change. */
const IMMUTABLE = /^\s*(self\s*==\s*oldSelf|oldSelf\s*==\s*self)\s*$/;

/**
 * What breaks a rule that nothing may change. Rules in any other words of CEL are not evaluated: they count as kept.
 *
 * @see https://kubernetes.io/docs/tasks/extend-kubernetes/custom-resources/custom-resource-definitions/#transition-rules
 */
export function checkRules(
  value: Json,
  old: Json | undefined,
  schema: Schema | undefined,
  path = '',
): readonly FieldProblem[] {
  if (schema === undefined || old === undefined || !hasRules(schema)) return [];
  const own = schema.rules
    .filter(({ rule }) => IMMUTABLE.test(rule) && !sameJson(value, old))
    .map(({ rule, message, reason, fieldPath }): FieldProblem => {
      const text = message?.trim() || `failed rule: ${rule.trim()}`;
      const field = `${path}${fieldPath ?? ''}`;
      const known = invalid(field, value, text);
      // Of objects and lists the value is not shown.
      const told = typeof value === 'object' && value !== null ? `Invalid value: ${text}` : known.message;
      return { field, reason: reason ?? known.reason, message: told };
    });
  if (!isJsonObject(value) || !isJsonObject(old)) return own;
  const inside = Object.entries(value).flatMap(([name, member]) => {
    const place = path === '' ? name : `${path}.${name}`;
    return checkRules(
      member,
      old[name],
      memberSchema(schema, name),
      schema.properties.has(name) ? place : `${path}[${name}]`,
    );
  });
  return [...own, ...inside];
}

/** Whether a schema or a part of it has rules, held to or not. */
export const hasRules = somewhereIn(({ rules }) => rules.length > 0);
