import type { Fields } from '../../../reading/fields.ts';
import { duplicate, errorIf, type FieldError, invalid, notSupported, required, word } from '../../field-error.ts';
import { selectorErrors } from '../../label-selector.ts';
import { positive } from '../../numbers.ts';
import { givenWordErrors } from '../words.ts';
import { spreadKeyErrors } from './label-keys.ts';

const ACTIONS = ['DoNotSchedule', 'ScheduleAnyway'];
const POLICIES = ['Honor', 'Ignore'];

/** What is wrong with `topologySpreadConstraints`: how evenly pods are spread over zones or nodes. */
export function spreadErrors(constraints: readonly Fields[], path: string): readonly FieldError[] {
  return constraints.flatMap((constraint, index) => {
    const at = `${path}[${index}]`;
    const action = constraint.text('whenUnsatisfiable');
    const pair = pairOf(constraint);
    const isRepeated = constraints.slice(index + 1).some((other) => pairOf(other) === pair);
    return [
      ...positive(`${at}.maxSkew`, constraint.whole('maxSkew') ?? 0),
      ...errorIf(constraint.text('topologyKey') === '', required(`${at}.topologyKey`, 'can not be empty')),
      ...errorIf(!ACTIONS.includes(action), notSupported(`${at}.whenUnsatisfiable`, word(action), ACTIONS)),
      ...errorIf(isRepeated, duplicate(`${at}.{topologyKey, whenUnsatisfiable}`, pair)),
      ...minDomainErrors(constraint, `${at}.minDomains`),
      ...givenWordErrors(constraint, 'nodeAffinityPolicy', at, POLICIES),
      ...givenWordErrors(constraint, 'nodeTaintsPolicy', at, POLICIES),
      ...spreadKeyErrors(constraint, `${at}.matchLabelKeys`),
      ...selectorErrors(constraint.json('labelSelector'), `${at}.labelSelector`),
    ];
  });
}

/** What tells a constraint from the others. */
function pairOf(constraint: Fields): string {
  return `{${constraint.text('topologyKey')}, ${constraint.text('whenUnsatisfiable')}}`;
}

function minDomainErrors(constraint: Fields, path: string): readonly FieldError[] {
  const least = constraint.whole('minDomains');
  if (least === undefined) return [];
  const action = constraint.text('whenUnsatisfiable');
  const text = `can only use minDomains if whenUnsatisfiable=DoNotSchedule, not ${action}`;
  return [...positive(path, least), ...errorIf(action !== 'DoNotSchedule', invalid(path, least, text))];
}
