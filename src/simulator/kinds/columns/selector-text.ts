import type { Json } from '../../../core/json.ts';
import { Fields } from '../../../rollout/reading/fields.ts';
import { items, texts, textsByName } from '../../../rollout/validate/parts.ts';

/** A label selector as one text: `app=web,tier in (back,front),!old`; `<none>` for one that is absent or selects everything. */
export function selectorText(selector: Json | undefined): string {
  const text = selectorQuery(selector);
  return text === '' ? '<none>' : text;
}

/** A label selector in the form that lists are asked with; empty for one that is absent or selects everything. */
export function selectorQuery(selector: Json | undefined): string {
  const fields = new Fields(selector);
  const requirements: readonly (readonly [key: string, text: string])[] = [
    ...textsByName(fields.json('matchLabels')).map(([key, value]) => [key, `${key}=${value}`] as const),
    ...items(fields, 'matchExpressions').map((each) => [each.text('key'), requirementText(each)] as const),
  ];
  return requirements
    .toSorted(([a], [b]) => (a < b ? -1 : Number(a > b)))
    .map(([, text]) => text)
    .join(',');
}

function requirementText(requirement: Fields): string {
  const key = requirement.text('key');
  const values = texts(requirement, 'values').toSorted().join(',');
  switch (requirement.text('operator')) {
    case 'Exists':
      return key;
    case 'DoesNotExist':
      return `!${key}`;
    case 'NotIn':
      return `${key} notin (${values})`;
    default:
      return `${key} in (${values})`;
  }
}
