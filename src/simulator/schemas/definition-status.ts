import { formatInstant, instantOf } from '../../core/instant.ts';
import { isJsonObject, type Json, type JsonObject } from '../../core/json.ts';

/**
 * The status of a CustomResourceDefinition whose kinds are served: its names are accepted, and it is established. Names are never in conflict with
 * those of other definitions here. Conditions that are there keep their times.
 *
 * @param definition  with the defaults of its kind: `spec.names.singular` and `listKind`
 * @param now         milliseconds since 1970
 * @see https://kubernetes.io/docs/tasks/extend-kubernetes/custom-resources/custom-resource-definitions/
 */
export function definitionStatus(definition: JsonObject, now: number): JsonObject {
  const spec = objectIn(definition['spec']);
  const status = objectIn(definition['status']);
  const { conditions, storedVersions, ...rest } = status;
  const versions = listIn(spec['versions']).filter(isJsonObject);
  const stored = versions.filter(({ storage }) => storage === true).map(({ name = '' }) => name);
  return {
    ...rest,
    acceptedNames: spec['names'] ?? {},
    conditions: CONDITIONS.reduce((all, condition) => withCondition(all, condition, now), listIn(conditions)),
    storedVersions: [...new Set([...listIn(storedVersions), ...stored])],
  };
}

const CONDITIONS: readonly JsonObject[] = [
  { message: 'no conflicts found', reason: 'NoConflicts', status: 'True', type: 'NamesAccepted' },
  {
    message: 'the initial names have been accepted',
    reason: 'InitialNamesAccepted',
    status: 'True',
    type: 'Established',
  },
];

function withCondition(conditions: readonly Json[], condition: JsonObject, now: number): readonly Json[] {
  const isThere = conditions.some((one) => isJsonObject(one) && one['type'] === condition['type']);
  if (isThere) return conditions;
  return [...conditions, { lastTransitionTime: formatInstant(instantOf(now)), ...condition }];
}

function objectIn(json: Json | undefined): JsonObject {
  return isJsonObject(json) ? json : {};
}

function listIn(json: Json | undefined): readonly Json[] {
  // Array.isArray does not narrow read-only lists.
  return Array.isArray(json) ? (json as readonly Json[]) : [];
}
