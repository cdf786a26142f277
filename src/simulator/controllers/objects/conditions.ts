import type { JsonObject } from '../../../core/json.ts';
import { isJsonObject } from '../../../core/json.ts';
import { Fields } from '../../../rollout/reading/fields.ts';

/** One of `status.conditions`, as it stands there. */
export type Condition = JsonObject;

/** The conditions of an object's status. */
export function conditionsOf(status: Fields): readonly Condition[] {
  return status.list('conditions').filter(isJsonObject);
}

/** The condition of a type, read; empty fields where there is none. */
export function conditionOf(conditions: readonly Condition[], type: string): Fields {
  return new Fields(conditions.find((condition) => condition['type'] === type));
}

/** The list with this condition in place of the one of its type, at its end where it is new or changes. */
export function withCondition(conditions: readonly Condition[], condition: Condition): readonly Condition[] {
  return [...withoutCondition(conditions, new Fields(condition).text('type')), condition];
}

/** The list without the condition of a type. */
export function withoutCondition(conditions: readonly Condition[], type: string): readonly Condition[] {
  return conditions.filter((condition) => condition['type'] !== type);
}
