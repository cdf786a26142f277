import type { JsonObject } from '../../../core/json.ts';
import { perObject } from '../../../core/per-object.ts';
import { sameJson } from '../../../core/same-json.ts';
import { Fields } from '../../../rollout/reading/fields.ts';
import { errorIf, type FieldError, forbidden } from '../../../rollout/validate/field-error.ts';
import { items } from '../../../rollout/validate/parts.ts';
import { podAnnotationErrors } from '../../../rollout/validate/pod-template/annotations.ts';
import { podSpecErrors } from '../../../rollout/validate/pod-template/pod-spec.ts';
import { appArmorMatchErrors } from '../../../rollout/validate/pod-template/security/app-armor.ts';
import { seccompMatchErrors } from '../../../rollout/validate/pod-template/security/seccomp.ts';
import { immutableErrors } from '../checks/immutable.ts';
import { podNameWarnings, podWarnings } from '../checks/pod-warnings.ts';
import { withVariableRules } from '../checks/variable-names.ts';
import { podChangeErrors } from './pod-change-errors.ts';

/** What is wrong with a pod. A spec that stands as it stood was good then. */
export function podErrors(pod: JsonObject, old?: JsonObject): readonly FieldError[] {
  const [fields, spec] = [new Fields(pod), new Fields(pod['spec'])];
  const annotations = fields.below('metadata').json('annotations');
  if (old === undefined) {
    return [
      ...podAnnotationErrors(annotations, spec, 'metadata.annotations'),
      ...specErrors(fields.object('spec') ?? {}),
      ...tokenErrors(spec),
      ...creationErrors(spec),
      ...seccompMatchErrors(annotations, spec, 'spec'),
      ...appArmorMatchErrors(annotations, spec, 'spec'),
    ];
  }
  const before = new Fields(old);
  const hasSameSpec = sameJson(pod['spec'] ?? null, old['spec'] ?? null);
  return [
    ...(hasSameSpec ? [] : changedSpecErrors(fields.object('spec') ?? {}, before.object('spec') ?? {})),
    ...classErrors(fields.below('status'), before.below('status')),
  ];
}

function changedSpecErrors(spec: JsonObject, old: JsonObject): readonly FieldError[] {
  return [...specErrors(spec), ...podChangeErrors(spec, old)];
}

const specErrors = perObject((spec: JsonObject) =>
  withVariableRules(podSpecErrors(new Fields(spec), 'spec'), new Fields(spec), 'spec'),
);

/** Tokens are for service accounts. */
function tokenErrors(spec: Fields): readonly FieldError[] {
  if (spec.text('serviceAccountName') !== '') return [];
  return items(spec, 'volumes').flatMap((volume, index) =>
    items(volume.below('projected'), 'sources').flatMap((source, place) =>
      errorIf(
        source.has('serviceAccountToken'),
        forbidden(
          `spec.volumes[${index}].projected.sources[${place}].serviceAccountToken`,
          'must not be specified when serviceAccountName is not set',
        ),
      ),
    ),
  );
}

function creationErrors(spec: Fields): readonly FieldError[] {
  return [
    ...errorIf(
      spec.list('ephemeralContainers').length > 0,
      forbidden('spec.ephemeralContainers', 'cannot be set on create'),
    ),
    ...errorIf(
      spec.text('nodeName') !== '' && spec.list('schedulingGates').length > 0,
      forbidden('spec.nodeName', 'cannot be set until all schedulingGates have been cleared'),
    ),
  ];
}

function classErrors(status: Fields, old: Fields): readonly FieldError[] {
  return old.has('qosClass') ? immutableErrors('status.qosClass', status.text('qosClass'), old.text('qosClass')) : [];
}

/** What the API server warns of in a pod, new or with another spec than before. */
export function podsWarnings(pod: JsonObject, old?: JsonObject): readonly string[] {
  const fields = new Fields(pod);
  if (old !== undefined && sameJson(pod['spec'] ?? null, old['spec'] ?? null)) return [];
  const name = fields.below('metadata').text('name');
  const ofName = old === undefined ? podNameWarnings(name, "the Pod's hostname") : [];
  return [...ofName, ...podWarnings(fields.below('spec'), 'spec')];
}
