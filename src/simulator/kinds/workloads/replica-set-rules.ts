import type { JsonObject } from '../../../core/json.ts';
import { immutableErrors } from '../checks/immutable.ts';
import { exceedingErrors, nonNegativeErrors } from '../checks/numbers.ts';
import { workloadSelectorErrors, workloadTemplateErrors } from '../checks/template.ts';
import { errorsOfAll, errorsOfPart } from '../checks/when-changed.ts';
import { fillAbsent, inMember } from '../fill/fill.ts';
import { fillTemplate } from '../fill/pod-spec.ts';

/** What a ReplicaSet is where it does not say. */
export function fillReplicaSet(set: JsonObject): JsonObject {
  return inMember(fillTemplate(set), 'spec', (spec) => fillAbsent(spec, { replicas: 1 }));
}

/** What is wrong with a ReplicaSet. */
export const replicaSetErrors = errorsOfAll(
  errorsOfPart('spec', (spec, old) => [
    ...nonNegativeErrors(spec, 'spec', ['replicas', 'minReadySeconds']),
    ...workloadSelectorErrors(spec),
    ...workloadTemplateErrors(spec),
    ...(old === undefined ? [] : immutableErrors('spec.selector', spec.json('selector'), old.json('selector'))),
  ]),
  errorsOfPart('status', (status) => [
    ...nonNegativeErrors(status, 'status', ['replicas', ...PARTS_OF_ALL, 'observedGeneration']),
    ...exceedingErrors(status, PARTS_OF_ALL, 'replicas', 'cannot be greater than status.replicas'),
    ...exceedingErrors(status, ['availableReplicas'], 'readyReplicas', 'cannot be greater than readyReplicas'),
  ]),
);

/** Counts that are part of all replicas. */
const PARTS_OF_ALL = ['fullyLabeledReplicas', 'readyReplicas', 'availableReplicas'];
