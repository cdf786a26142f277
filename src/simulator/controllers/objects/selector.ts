import { isJsonObject, type Json, type JsonObject } from '../../../core/json.ts';
import { perObject } from '../../../core/per-object.ts';
import { Fields } from '../../../rollout/reading/fields.ts';
import { type Texts, textsOf } from './metadata.ts';

/**
 * Whether labels fit a LabelSelector (`matchLabels`, `matchExpressions`). An empty selector fits everything, an operator that
 * nobody knows nothing.
 */
export function fits(selector: JsonObject, labels: Texts): boolean {
  return matcherOf(selector)(labels);
}

/** Whether labels fit the selector of a Service, which is labels alone; an empty one fits nothing. */
export function fitsAll(wanted: Texts, labels: Texts): boolean {
  return Object.keys(wanted).length > 0 && hasAll(wanted, labels);
}

/** Whether every wanted label is there. */
export function hasAll(wanted: Texts, labels: Texts): boolean {
  return Object.entries(wanted).every(([name, value]) => Object.hasOwn(labels, name) && labels[name] === value);
}

const matcherOf = perObject((selector: JsonObject): ((labels: Texts) => boolean) => {
  const fields = new Fields(selector);
  const wanted = textsOf(fields.object('matchLabels'));
  const expressions = fields.list('matchExpressions').map(expressionOf);
  return (labels) => hasAll(wanted, labels) && expressions.every((holds) => holds(labels));
});

function expressionOf(json: Json): (labels: Texts) => boolean {
  const fields = new Fields(isJsonObject(json) ? json : undefined);
  const key = fields.text('key');
  const values = fields.list('values');
  const isThere = (labels: Texts): boolean => Object.hasOwn(labels, key);
  const isOneOf = (labels: Texts): boolean => isThere(labels) && values.includes(labels[key] ?? '');
  switch (fields.text('operator')) {
    case 'In':
      return isOneOf;
    case 'NotIn':
      return (labels) => !isOneOf(labels);
    case 'Exists':
      return isThere;
    case 'DoesNotExist':
      return (labels) => !isThere(labels);
    default:
      return () => false;
  }
}
