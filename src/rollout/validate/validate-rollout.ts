import { isJsonObject, type Json, type JsonObject } from '../../core/json.ts';
import { perObject } from '../../core/per-object.ts';
import { goJson } from '../hash/go-json.ts';
import { map, pointer, text } from '../hash/go-type.ts';
import { Fields } from '../reading/fields.ts';
import { type FieldError, forbidden, internalError, invalid, notSupported, required, word } from './field-error.ts';
import { isEmptySelector, selectorErrors, selects, shownSelector } from './label-selector.ts';
import { nonNegative } from './numbers.ts';
import { textsByName } from './parts.ts';
import { podTemplateErrors } from './pod-template/pod-template.ts';
import { strategyErrors } from './strategy/strategy.ts';

const DEFAULT_REVISION_HISTORY_LIMIT = 10;
const DEFAULT_PROGRESS_DEADLINE = 600;

export interface RolloutToValidate {
  readonly rollout: JsonObject;
  /** The template was taken from the workload that `workloadRef` names; then it is checked as if it stood in the Rollout. */
  readonly isTemplateResolved?: boolean;
}

/**
 * Everything that is wrong with a Rollout by itself. The first error becomes the condition InvalidSpec.
 *
 * @returns upstream's errors in its order; empty for a valid Rollout. What must be looked up is checked by `validateReferences`
 * @see rollout.md §3.2 to §3.4
 */
export function validateRollout({ rollout, isTemplateResolved = false }: RolloutToValidate): readonly FieldError[] {
  const spec = new Fields(rollout).below('spec');
  const revisionHistoryLimit = spec.whole('revisionHistoryLimit') ?? DEFAULT_REVISION_HISTORY_LIMIT;
  return [
    ...nonNegative('spec.replicas', spec.whole('replicas') ?? 1),
    ...ownSelectorErrors(spec),
    ...strayTemplateErrors(spec, isTemplateResolved),
    ...templateErrors(spec, isTemplateResolved),
    ...nonNegative('spec.minReadySeconds', spec.whole('minReadySeconds') ?? 0),
    ...nonNegative('spec.revisionHistoryLimit', revisionHistoryLimit),
    ...deadlineErrors(spec),
    ...strategyErrors(rollout, revisionHistoryLimit),
  ];
}

function ownSelectorErrors(spec: Fields): readonly FieldError[] {
  const selector = spec.object('selector');
  if (isWorkloadReferenced(spec)) return [];
  if (selector === undefined) return [required('spec.selector', "Rollout has missing field '.spec.selector'")];
  const faults = selectorErrors(selector, 'spec.selector');
  if (!isEmptySelector(selector)) return faults;
  return [...faults, invalid('spec.selector', shownSelector(selector), 'empty selector is invalid for deployment')];
}

/** A template beside a reference to a workload. Only its metadata gives it away: upstream looks at nothing else. */
function strayTemplateErrors(spec: Fields, isTemplateResolved: boolean): readonly FieldError[] {
  const metadata = spec.below('template').below('metadata');
  const isEmpty = ['labels', 'annotations'].every((name) => textsByName(metadata.json(name)).length === 0);
  if (isTemplateResolved || !isWorkloadReferenced(spec) || isEmpty) return [];
  return [internalError('spec.template', 'template must be empty for workload reference rollout')];
}

function templateErrors(spec: Fields, isTemplateResolved: boolean): readonly FieldError[] {
  const selector = spec.object('selector');
  if (selectorErrors(selector, '').length > 0)
    return [invalid('spec.selector', shownSelector(selector), 'invalid label selector')];
  if (isWorkloadReferenced(spec) && !isTemplateResolved) return [];
  const template = spec.json('template');
  return [
    ...mismatchErrors(selector, template),
    ...(isJsonObject(template) ? errorsIn(template) : podTemplateErrors(template, TEMPLATE)),
    ...replicaSetErrors(new Fields(template).below('spec')),
  ];
}

const TEMPLATE = 'spec.template';
const errorsIn = perObject((template: JsonObject) => podTemplateErrors(template, TEMPLATE));

function mismatchErrors(selector: Json | undefined, template: Json | undefined): readonly FieldError[] {
  const labels = new Fields(template).below('metadata').object('labels');
  if (selects(selector, labels)) return [];
  const shown = { json: goJson(labels, pointer(map(text))) };
  return [invalid('spec.template.metadata.labels', shown, '`selector` does not match template `labels`')];
}

/** What a pod may have, but not one of a ReplicaSet, which runs for ever. */
function replicaSetErrors(podSpec: Fields): readonly FieldError[] {
  const policy = podSpec.text('restartPolicy');
  const path = 'spec.template.spec';
  return [
    ...(['', 'Always'].includes(policy) ? [] : [notSupported(`${path}.restartPolicy`, word(policy), ['Always'])]),
    ...(podSpec.whole('activeDeadlineSeconds') === undefined
      ? []
      : [forbidden(`${path}.activeDeadlineSeconds`, 'activeDeadlineSeconds in ReplicaSet is not Supported')]),
  ];
}

function deadlineErrors(spec: Fields): readonly FieldError[] {
  const path = 'spec.progressDeadlineSeconds';
  const deadline = spec.whole('progressDeadlineSeconds') ?? DEFAULT_PROGRESS_DEADLINE;
  return [
    ...nonNegative(path, deadline),
    ...(deadline > (spec.whole('minReadySeconds') ?? 0)
      ? []
      : [invalid(path, deadline, 'must be greater than minReadySeconds')]),
  ];
}

function isWorkloadReferenced(spec: Fields): boolean {
  return spec.object('workloadRef') !== undefined;
}
