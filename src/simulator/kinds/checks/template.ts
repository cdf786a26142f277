import type { JsonObject } from '../../../core/json.ts';
import { perObject } from '../../../core/per-object.ts';
import { sameJson } from '../../../core/same-json.ts';
import { goJson } from '../../../rollout/hash/go-json.ts';
import { map, pointer, text } from '../../../rollout/hash/go-type.ts';
import { Fields } from '../../../rollout/reading/fields.ts';
import {
  type FieldError,
  forbidden,
  invalid,
  notSupported,
  required,
  word,
} from '../../../rollout/validate/field-error.ts';
import { isEmptySelector, selectorErrors, selects, shownSelector } from '../../../rollout/validate/label-selector.ts';
import { podTemplateErrors } from '../../../rollout/validate/pod-template/pod-template.ts';
import { podNameWarnings, podWarnings } from './pod-warnings.ts';
import { withVariableRules } from './variable-names.ts';

const TEMPLATE = 'spec.template';

/** What is wrong with `spec.template` by itself: the rules for pod templates are the same wherever they stand. */
export const templateErrors = perObject((template: JsonObject) =>
  withVariableRules(podTemplateErrors(template, TEMPLATE), new Fields(template).below('spec'), `${TEMPLATE}.spec`),
);

/** What is wrong with `spec.selector` of a ReplicaSet or Deployment. */
export function workloadSelectorErrors(spec: Fields): readonly FieldError[] {
  const selector = spec.object('selector');
  if (selector === undefined) return [required('spec.selector')];
  const faults = selectorErrors(selector, 'spec.selector');
  if (!isEmptySelector(selector)) return faults;
  return [...faults, invalid('spec.selector', shownSelector(selector), 'empty selector is invalid for deployment')];
}

/** What is wrong with the template of a ReplicaSet or Deployment, whose pods run for ever. */
export function workloadTemplateErrors(spec: Fields): readonly FieldError[] {
  const selector = spec.object('selector');
  if (selector !== undefined && selectorErrors(selector, '').length > 0)
    return [invalid('spec.selector', shownSelector(selector), 'invalid label selector')];
  const template = spec.object('template') ?? {};
  const podSpec = spec.below('template').below('spec');
  const policy = podSpec.text('restartPolicy');
  return [
    ...mismatchErrors(spec),
    ...templateErrors(template),
    ...(policy === 'Always' ? [] : [notSupported(`${TEMPLATE}.spec.restartPolicy`, word(policy), ['Always'])]),
    ...(podSpec.has('activeDeadlineSeconds')
      ? [forbidden(`${TEMPLATE}.spec.activeDeadlineSeconds`, 'activeDeadlineSeconds in ReplicaSet is not Supported')]
      : []),
  ];
}

/** An error for a selector that does not select the template's pods. No selector, or one that selects everything, is an error by itself. */
export function mismatchErrors(spec: Fields): readonly FieldError[] {
  const selector = spec.object('selector');
  const labels = spec.below('template').below('metadata').object('labels');
  if (selector !== undefined && selects(selector, labels)) return [];
  const shown = { json: goJson(labels, pointer(map(text))) };
  return [invalid(`${TEMPLATE}.metadata.labels`, shown, '`selector` does not match template `labels`')];
}

/** What the API server warns of in an object with a pod template, new or with another spec than before. */
export function templateWarnings(use?: string): (object: JsonObject, old?: JsonObject) => readonly string[] {
  return (object, old) => {
    const fields = new Fields(object);
    const isSame = old !== undefined && sameJson(object['spec'] ?? null, old['spec'] ?? null);
    const ofName =
      use === undefined || old !== undefined ? [] : podNameWarnings(fields.below('metadata').text('name'), use);
    const spec = fields.below('spec').below('template').below('spec');
    return [...ofName, ...(isSame ? [] : podWarnings(spec, `${TEMPLATE}.spec`))];
  };
}
