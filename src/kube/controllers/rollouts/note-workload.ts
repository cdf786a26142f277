import type { JsonObject } from '../../../core/json.ts';
import { objectIn, textIn } from '../../../core/json-members.ts';
import { Fields } from '../../../rollout/reading/fields.ts';
import { WORKLOAD_GENERATION } from '../../../rollout/replica-sets/annotation-keys.ts';
import { workloadNamedBy } from './named-by-rollout.ts';

/**
 * What the annotation of a Rollout must become that tells which version of its workload it stands for: health checks compare it with the
 * status. It goes with the reference.
 *
 * @param workload  undefined where it is not there: then the annotation stays
 * @returns         a merge patch; undefined where it is right
 * @see rollout.md §20.4
 */
export function workloadNote(rollout: JsonObject, workload: JsonObject | undefined): JsonObject | undefined {
  const now = textIn(objectIn(objectIn(rollout, 'metadata'), 'annotations'), WORKLOAD_GENERATION);
  const isNamed = workloadNamedBy(rollout) !== undefined;
  if (isNamed && workload === undefined) return undefined;
  const generation = isNamed ? `${new Fields(workload).below('metadata').whole('generation') ?? 0}` : '';
  if (now === generation) return undefined;
  return { metadata: { annotations: { [WORKLOAD_GENERATION]: generation === '' ? null : generation } } };
}
