import { subdomainFaults } from '../../../../resources/names/dns-names.ts';
import { labelValueFaults } from '../../../../resources/names/qualified-name.ts';
import type { Fields } from '../../../reading/fields.ts';
import { errorIf, type FieldError, forbidden, invalid, invalidFor, required, word } from '../../field-error.ts';
import { labelNameErrors } from '../../labels.ts';
import { items, texts } from '../../parts.ts';

/** How strictly values are looked at: a wish may name values that no label could have, a demand may not. */
export type Strictness = 'demand' | 'wish';

/** What is wrong with a term of node affinity: labels and fields that a node must have. */
export function nodeTermErrors(term: Fields, path: string, strictness: Strictness): readonly FieldError[] {
  return [
    ...items(term, 'matchExpressions').flatMap((requirement, index) =>
      labelRequirementErrors(requirement, `${path}.matchExpressions[${index}]`, strictness),
    ),
    ...items(term, 'matchFields').flatMap((requirement, index) =>
      fieldRequirementErrors(requirement, `${path}.matchFields[${index}]`),
    ),
  ];
}

function labelRequirementErrors(requirement: Fields, path: string, strictness: Strictness): readonly FieldError[] {
  const checked = strictness === 'wish' ? [] : texts(requirement, 'values');
  return [
    ...labelOperatorErrors(requirement, path),
    ...labelNameErrors(requirement.text('key'), `${path}.key`),
    ...checked.flatMap((value, index) => invalidFor(`${path}.values[${index}]`, value, labelValueFaults(value))),
  ];
}

function labelOperatorErrors(requirement: Fields, path: string): readonly FieldError[] {
  const count = requirement.list('values').length;
  const at = `${path}.values`;
  switch (requirement.text('operator')) {
    case 'In':
    case 'NotIn':
      return errorIf(count === 0, required(at, "must be specified when `operator` is 'In' or 'NotIn'"));
    case 'Exists':
    case 'DoesNotExist':
      return errorIf(count > 0, forbidden(at, "may not be specified when `operator` is 'Exists' or 'DoesNotExist'"));
    case 'Gt':
    case 'Lt':
      return errorIf(count !== 1, required(at, "must be specified single value when `operator` is 'Lt' or 'Gt'"));
    default:
      return [unknownOperator(requirement, path)];
  }
}

const ONE_VALUE = "must be only one value when `operator` is 'In' or 'NotIn' for node field selector";

function fieldRequirementErrors(requirement: Fields, path: string): readonly FieldError[] {
  const values = texts(requirement, 'values');
  const key = requirement.text('key');
  const isKnown = ['In', 'NotIn'].includes(requirement.text('operator'));
  return [
    ...(isKnown
      ? errorIf(values.length !== 1, required(`${path}.values`, ONE_VALUE))
      : [unknownOperator(requirement, path)]),
    ...(key === 'metadata.name'
      ? values.flatMap((value, index) => invalidFor(`${path}.values[${index}]`, value, subdomainFaults(value)))
      : [invalid(`${path}.key`, key, 'not a valid field selector key')]),
  ];
}

function unknownOperator(requirement: Fields, path: string): FieldError {
  return invalid(`${path}.operator`, word(requirement.text('operator')), 'not a valid selector operator');
}
