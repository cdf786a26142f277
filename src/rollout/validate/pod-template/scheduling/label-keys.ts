import type { Fields } from '../../../reading/fields.ts';
import { errorIf, type FieldError, forbidden, invalid } from '../../field-error.ts';
import { labelNameErrors } from '../../labels.ts';
import { items, maybeBelow, texts, textsByName } from '../../parts.ts';

const NO_SELECTOR = 'must not be specified when labelSelector is not set';
const ALSO_SELECTED = 'exists in both matchLabelKeys and labelSelector';

/** `matchLabelKeys` and `mismatchLabelKeys` of pod affinity: labels that other pods must share, or not, with this one. */
export function affinityKeyErrors(term: Fields, path: string): readonly FieldError[] {
  const match = texts(term, 'matchLabelKeys');
  const mismatch = texts(term, 'mismatchLabelKeys');
  return [
    ...keyErrors(term, 'matchLabelKeys', path),
    ...keyErrors(term, 'mismatchLabelKeys', path),
    ...selectedTwiceErrors(term, match, path),
    ...match.flatMap((key, index) =>
      errorIf(
        mismatch.includes(key),
        invalid(`${path}.matchLabelKeys[${index}]`, key, 'exists in both matchLabelKeys and mismatchLabelKeys'),
      ),
    ),
  ];
}

function keyErrors(term: Fields, field: string, path: string): readonly FieldError[] {
  const keys = texts(term, field);
  if (keys.length > 0 && term.object('labelSelector') === undefined)
    return [forbidden(`${path}.${field}`, NO_SELECTOR)];
  return keys.flatMap((key, index) => labelNameErrors(key, `${path}.${field}[${index}]`));
}

/**
 * Keys that are matched and selected. The API server has put matched keys into the selector by the time it looks,
 * so a key must stand in the selector twice to count, and the place it names is a strange one.
 */
function selectedTwiceErrors(term: Fields, match: readonly string[], path: string): readonly FieldError[] {
  const selector = maybeBelow(term, 'labelSelector');
  if (selector === undefined) return [];
  const seen = textsByName(selector.json('matchLabels')).map(([key]) => key);
  const expressions = items(selector, 'matchExpressions').map((expression) => expression.text('key'));
  return expressions.flatMap((key, index) => {
    const wasSeen = seen.includes(key) || expressions.indexOf(key) < index;
    const place = match.lastIndexOf(key);
    return errorIf(wasSeen && place >= 0, invalid(`${path}[${place}]`, key, ALSO_SELECTED));
  });
}

/** `matchLabelKeys` of a topology spread constraint. */
export function spreadKeyErrors(constraint: Fields, path: string): readonly FieldError[] {
  const keys = texts(constraint, 'matchLabelKeys');
  const selector = maybeBelow(constraint, 'labelSelector');
  const selected = new Set([
    ...textsByName(selector?.json('matchLabels')).map(([key]) => key),
    ...(selector === undefined ? [] : items(selector, 'matchExpressions').map((expression) => expression.text('key'))),
  ]);
  return [
    ...errorIf(keys.length > 0 && selector === undefined, forbidden(path, NO_SELECTOR)),
    ...keys.flatMap((key, index) => [
      ...labelNameErrors(key, `${path}[${index}]`),
      ...errorIf(selected.has(key), invalid(`${path}[${index}]`, key, ALSO_SELECTED)),
    ]),
  ];
}
