import { compareText } from '../../core/go/compare-text.ts';
import type { JsonObject } from '../../core/json.ts';
import { Fields } from '../reading/fields.ts';
import { textsOf } from './live-replica-set.ts';

const SYMBOLS: Readonly<Record<string, string>> = { In: 'in', NotIn: 'notin' };

/**
 * The selector of a Rollout or ReplicaSet as one text, the form of the scale subresource: `app=shop,tier in (a,b)`, sorted by key.
 * One that selects nothing by name is `<none>`.
 */
export function formatSelector(object: JsonObject): string {
  const selector = new Fields(object).below('spec').below('selector');
  const labels = Object.entries(textsOf(selector.object('matchLabels'))).map(
    ([key, value]) => [key, `${key}=${value}`] as const,
  );
  const expressions = selector.list('matchExpressions').map((json) => {
    const expression = new Fields(json);
    return [expression.text('key'), requirement(expression)] as const;
  });
  const texts = [...labels, ...expressions].sort(([a], [b]) => compareText(a, b)).map(([, text]) => text);
  return texts.length === 0 ? '<none>' : texts.join(',');
}

function requirement(expression: Fields): string {
  const key = expression.text('key');
  const operator = expression.text('operator');
  if (operator === 'Exists') return key;
  if (operator === 'DoesNotExist') return `!${key}`;
  const values = expression.list('values').map(String).sort(compareText);
  return `${key} ${SYMBOLS[operator] ?? operator} (${values.join(',')})`;
}
