import { isJsonObject, type Json, type JsonObject } from '../../core/json.ts';
import { Fields } from '../reading/fields.ts';

/**
 * Says how a merge patch changes a status: a line for each field, such as `currentStepIndex: 1 → 2`, and one for each condition that
 * says something else. When conditions were looked at is not told.
 */
export function sayStatus(patch: JsonObject, status: JsonObject): readonly string[] {
  const { conditions, ...fields } = patch;
  return [...changesIn(fields, status, ''), ...conditionsIn(conditions, status)];
}

function changesIn(patch: JsonObject, before: Json | undefined, path: string): readonly string[] {
  return Object.entries(patch).flatMap(([name, value]) => {
    const old = new Fields(before).json(name);
    const place = `${path}${name}`;
    return isJsonObject(value) ? changesIn(value, old, `${place}.`) : [`${place}: ${show(old)} → ${show(value)}`];
  });
}

function conditionsIn(conditions: Json | undefined, status: JsonObject): readonly string[] {
  const before = new Map(new Fields(status).list('conditions').map((old) => [new Fields(old).text('type'), say(old)]));
  return new Fields({ conditions: conditions ?? [] })
    .list('conditions')
    .filter((condition) => before.get(new Fields(condition).text('type')) !== say(condition))
    .map((condition) => `condition ${new Fields(condition).text('type')}: ${say(condition)}`);
}

function say(json: Json): string {
  const condition = new Fields(json);
  return `${condition.text('status')}, ${condition.text('reason')}: ${condition.text('message')}`;
}

function show(value: Json | undefined): string {
  if (value === undefined || value === null) return 'none';
  return typeof value === 'string' ? value : JSON.stringify(value);
}
