import type { Json } from '../../../core/json.ts';
import type { Fields } from '../../../rollout/reading/fields.ts';
import { type FieldError, invalid, notSupported, word } from '../../../rollout/validate/field-error.ts';
import { selectorErrors } from '../../../rollout/validate/label-selector.ts';
import { nonNegativeErrors } from '../checks/numbers.ts';
import { errorsOfAll, errorsOfPart } from '../checks/when-changed.ts';

const POLICIES = ['AlwaysAllow', 'IfHealthyBudget'];
const PERCENT = /^\d+%$/;

/** What is wrong with a PodDisruptionBudget. */
export const disruptionBudgetErrors = errorsOfAll(
  errorsOfPart('spec', (spec) => [
    ...bothErrors(spec),
    ...limitErrors('spec.minAvailable', spec.json('minAvailable')),
    ...limitErrors('spec.maxUnavailable', spec.json('maxUnavailable')),
    ...selectorErrors(spec.object('selector'), 'spec.selector'),
    ...policyErrors(spec),
  ]),
  errorsOfPart('status', (status) =>
    nonNegativeErrors(status, 'status', ['disruptionsAllowed', 'currentHealthy', 'desiredHealthy', 'expectedPods']),
  ),
);

function bothErrors(spec: Fields): readonly FieldError[] {
  if (!spec.has('minAvailable') || !spec.has('maxUnavailable')) return [];
  const shown = {
    MinAvailable: spec.json('minAvailable') ?? null,
    Selector: spec.json('selector') ?? null,
    MaxUnavailable: spec.json('maxUnavailable') ?? null,
    UnhealthyPodEvictionPolicy: spec.json('unhealthyPodEvictionPolicy') ?? null,
  };
  const detail = 'minAvailable and maxUnavailable cannot be both set';
  return [invalid('spec', { json: JSON.stringify(shown) }, detail)];
}

function limitErrors(field: string, limit: Json | undefined): readonly FieldError[] {
  if (typeof limit === 'number') {
    return limit < 0 ? [invalid(field, limit, 'must be greater than or equal to 0')] : [];
  }
  if (typeof limit !== 'string') return [];
  if (!PERCENT.test(limit)) {
    const detail =
      "a valid percent string must be a numeric string followed by an ending '%' (e.g. '1%',  or '93%', regex used for validation is '[0-9]+%')";
    return [invalid(field, limit, detail)];
  }
  return Number.parseInt(limit, 10) > 100 ? [invalid(field, limit, 'must not be greater than 100%')] : [];
}

function policyErrors(spec: Fields): readonly FieldError[] {
  const field = 'unhealthyPodEvictionPolicy';
  const policy = spec.text(field);
  if (!spec.has(field) || POLICIES.includes(policy)) return [];
  return [notSupported(`spec.${field}`, word(policy), POLICIES)];
}
