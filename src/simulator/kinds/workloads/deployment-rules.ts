import type { Json, JsonObject } from '../../../core/json.ts';
import type { Fields } from '../../../rollout/reading/fields.ts';
import {
  type FieldError,
  forbidden,
  invalid,
  notSupported,
  type Shown,
} from '../../../rollout/validate/field-error.ts';
import { nonNegative } from '../../../rollout/validate/numbers.ts';
import { immutableErrors } from '../checks/immutable.ts';
import { exceedingErrors, nonNegativeErrors } from '../checks/numbers.ts';
import { workloadSelectorErrors, workloadTemplateErrors } from '../checks/template.ts';
import { errorsOfAll, errorsOfPart } from '../checks/when-changed.ts';
import { fillAbsent, fillIn, inMember } from '../fill/fill.ts';
import { fillTemplate } from '../fill/pod-spec.ts';

/** What a Deployment is where it does not say. */
export function fillDeployment(deployment: JsonObject): JsonObject {
  return inMember(fillTemplate(deployment), 'spec', (spec) =>
    inMember(
      fillAbsent(spec, { replicas: 1, revisionHistoryLimit: 10, progressDeadlineSeconds: 600 }),
      'strategy',
      fillStrategy,
    ),
  );
}

function fillStrategy(strategy: JsonObject): JsonObject {
  const typed = fillIn(strategy, { type: 'RollingUpdate' });
  if (typed['type'] !== 'RollingUpdate') return typed;
  return inMember(fillAbsent(typed, { rollingUpdate: {} }), 'rollingUpdate', (steps) =>
    fillAbsent(steps, { maxUnavailable: '25%', maxSurge: '25%' }),
  );
}

/** What is wrong with a Deployment. */
export const deploymentErrors = errorsOfAll(
  errorsOfPart('spec', (spec, old) => [
    ...nonNegativeErrors(spec, 'spec', ['replicas']),
    ...workloadSelectorErrors(spec),
    ...workloadTemplateErrors(spec),
    ...strategyErrors(spec.below('strategy')),
    ...nonNegativeErrors(spec, 'spec', ['minReadySeconds', 'revisionHistoryLimit']),
    ...deadlineErrors(spec),
    ...(old === undefined ? [] : immutableErrors('spec.selector', spec.json('selector'), old.json('selector'))),
  ]),
  errorsOfPart('status', (status) => [
    ...nonNegativeErrors(status, 'status', ['observedGeneration', 'replicas', ...PARTS_OF_ALL, 'unavailableReplicas']),
    ...nonNegativeErrors(status, 'status', ['terminatingReplicas', 'collisionCount']),
    ...exceedingErrors(status, PARTS_OF_ALL, 'replicas', 'cannot be greater than status.replicas'),
    ...exceedingErrors(status, ['availableReplicas'], 'readyReplicas', 'cannot be greater than readyReplicas'),
  ]),
);

/** Counts that are part of all replicas. */
const PARTS_OF_ALL = ['updatedReplicas', 'readyReplicas', 'availableReplicas'];

function deadlineErrors(spec: Fields): readonly FieldError[] {
  const path = 'spec.progressDeadlineSeconds';
  const deadline = spec.whole('progressDeadlineSeconds') ?? 0;
  const isLonger = deadline > (spec.whole('minReadySeconds') ?? 0);
  return [
    ...nonNegative(path, deadline),
    ...(isLonger ? [] : [invalid(path, deadline, 'must be greater than minReadySeconds')]),
  ];
}

function strategyErrors(strategy: Fields): readonly FieldError[] {
  const path = 'spec.strategy';
  switch (strategy.text('type')) {
    case 'Recreate':
      return strategy.has('rollingUpdate')
        ? [forbidden(`${path}.rollingUpdate`, "may not be specified when strategy `type` is 'Recreate'")]
        : [];
    case 'RollingUpdate':
      return rollingErrors(strategy.below('rollingUpdate'), `${path}.rollingUpdate`);
    default:
      return [notSupported(path, shownStrategy(strategy), ['Recreate', 'RollingUpdate'])];
  }
}

/** As Go tells the object: with its own names for the members. */
function shownStrategy(strategy: Fields): Shown {
  const steps = strategy.object('rollingUpdate');
  const rolling = steps && { MaxUnavailable: steps['maxUnavailable'] ?? 0, MaxSurge: steps['maxSurge'] ?? 0 };
  return { json: JSON.stringify({ Type: strategy.text('type'), RollingUpdate: rolling ?? null }) };
}

const NO_PERCENT =
  "a valid percent string must be a numeric string followed by an ending '%' (e.g. '1%',  or '93%', regex used for validation is '[0-9]+%')";

function rollingErrors(steps: Fields, path: string): readonly FieldError[] {
  const unavailable = steps.json('maxUnavailable') ?? 0;
  const isStuck = amountOf(unavailable) === 0 && amountOf(steps.json('maxSurge') ?? 0) === 0;
  const percent = percentOf(unavailable) ?? 0;
  return [
    ...sizeErrors(`${path}.maxUnavailable`, unavailable),
    ...sizeErrors(`${path}.maxSurge`, steps.json('maxSurge') ?? 0),
    ...(isStuck
      ? [invalid(`${path}.maxUnavailable`, shownSize(unavailable), 'may not be 0 when `maxSurge` is 0')]
      : []),
    ...(percent > 100
      ? [invalid(`${path}.maxUnavailable`, shownSize(unavailable), 'must not be greater than 100%')]
      : []),
  ];
}

function sizeErrors(path: string, size: Json): readonly FieldError[] {
  if (typeof size === 'number') return nonNegative(path, size);
  return percentOf(size) === undefined ? [invalid(path, shownSize(size), NO_PERCENT)] : [];
}

function percentOf(size: Json): number | undefined {
  const [, digits] = typeof size === 'string' ? (/^([0-9]+)%$/.exec(size) ?? []) : [];
  return digits === undefined ? undefined : Number(digits);
}

/** A text that is no share counts as none. */
function amountOf(size: Json): number {
  return typeof size === 'number' ? size : (percentOf(size) ?? 0);
}

function shownSize(size: Json): Shown {
  return typeof size === 'number' ? size : { json: JSON.stringify(size) };
}
