import type { Json } from '../../core/json.ts';
import { labelValueFaults } from '../../resources/names/qualified-name.ts';
import { goJson } from '../hash/go-json.ts';
import { pointer } from '../hash/go-type.ts';
import { labelSelector } from '../pod-template/metadata.ts';
import { Fields } from '../reading/fields.ts';
import { type FieldError, forbidden, invalid, invalidFor, required, type Shown, word } from './field-error.ts';
import { labelErrors, labelNameErrors } from './labels.ts';
import { items, texts, textsByName } from './parts.ts';

const VALUES_NEEDED = "must be specified when `operator` is 'In' or 'NotIn'";
const NO_VALUES = "may not be specified when `operator` is 'Exists' or 'DoesNotExist'";

/** What is wrong with a label selector; nothing where there is none. */
export function selectorErrors(selector: Json | undefined, path: string): readonly FieldError[] {
  const fields = new Fields(selector);
  return [
    ...labelErrors(fields.json('matchLabels'), `${path}.matchLabels`),
    ...items(fields, 'matchExpressions').flatMap((requirement, index) => {
      const at = `${path}.matchExpressions[${index}]`;
      return [
        ...operatorErrors(requirement, at),
        ...labelNameErrors(requirement.text('key'), `${at}.key`),
        ...texts(requirement, 'values').flatMap((value, place) =>
          invalidFor(`${at}.values[${place}]`, value, labelValueFaults(value)),
        ),
      ];
    }),
  ];
}

function operatorErrors(requirement: Fields, path: string): readonly FieldError[] {
  const operator = requirement.text('operator');
  const hasValues = requirement.list('values').length > 0;
  switch (operator) {
    case 'In':
    case 'NotIn':
      return hasValues ? [] : [required(`${path}.values`, VALUES_NEEDED)];
    case 'Exists':
    case 'DoesNotExist':
      return hasValues ? [forbidden(`${path}.values`, NO_VALUES)] : [];
    default:
      return [invalid(`${path}.operator`, word(operator), 'not a valid selector operator')];
  }
}

/** Whether a selector selects by nothing, and so everything. */
export function isEmptySelector(selector: Json): boolean {
  const fields = new Fields(selector);
  return textsByName(fields.json('matchLabels')).length === 0 && fields.list('matchExpressions').length === 0;
}

/** Whether labels fulfil a valid selector. No selector at all selects nothing, an empty one everything. */
export function selects(selector: Json | undefined, labels: Json | undefined): boolean {
  if (selector === undefined) return false;
  const fields = new Fields(selector);
  const given = new Map(textsByName(labels));
  const hasLabels = textsByName(fields.json('matchLabels')).every(([key, value]) => given.get(key) === value);
  return hasLabels && items(fields, 'matchExpressions').every((requirement) => isFulfilled(requirement, given));
}

function isFulfilled(requirement: Fields, labels: ReadonlyMap<string, string>): boolean {
  const value = labels.get(requirement.text('key'));
  switch (requirement.text('operator')) {
    case 'In':
      return value !== undefined && texts(requirement, 'values').includes(value);
    case 'NotIn':
      return value === undefined || !texts(requirement, 'values').includes(value);
    case 'Exists':
      return value !== undefined;
    default:
      return value === undefined;
  }
}

/** A selector as errors show it. */
export function shownSelector(selector: Json | undefined): Shown {
  return { json: goJson(selector, pointer(labelSelector)) };
}
