import type { JsonObject } from '../core/json.ts';
import { listIn, textIn, textsIn, wordsIn } from '../core/json-members.ts';

/**
 * A LabelSelector object in the form of a query's `labelSelector`, labels in order: `app=web,tier in (a,b),!old`.
 *
 * @see https://kubernetes.io/docs/concepts/overview/working-with-objects/labels/#label-selectors
 */
export function selectorText(selector: JsonObject): string {
  const labels = Object.entries(textsIn(selector, 'matchLabels')).map(([name, value]) => `${name}=${value}`);
  return [...labels.toSorted(), ...listIn(selector, 'matchExpressions').map(expressionText)].join(',');
}

function expressionText(expression: JsonObject): string {
  const key = textIn(expression, 'key');
  const values = `(${wordsIn(expression, 'values').join(',')})`;
  switch (textIn(expression, 'operator')) {
    case 'In':
      return `${key} in ${values}`;
    case 'NotIn':
      return `${key} notin ${values}`;
    case 'DoesNotExist':
      return `!${key}`;
    default:
      return key;
  }
}
