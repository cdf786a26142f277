import { formatInstant } from '../../core/instant.ts';
import type { Json, JsonObject } from '../../core/json.ts';
import { objectIn, textIn } from '../../core/json-members.ts';
import type { Asked } from './asked.ts';
import { itemsIn, metadataOf, withMember } from './members.ts';
import { conflict, invalid } from './refusals.ts';
import type { State } from './state.ts';

/**
 * Gives a pod to a node, as schedulers do.
 *
 * @param binding  names the node in its `target`
 * @throws Fault with a 409 for a pod that has a node or is going, with a 422 without a target
 */
export function bind(state: State, asked: Asked, pod: JsonObject, binding: JsonObject): JsonObject {
  const { name } = asked.place;
  const node = textIn(objectIn(binding, 'target'), 'name');
  if (node === '') {
    const problem = { reason: 'FieldValueRequired', field: 'target.name', message: 'Required value' };
    throw invalid({ group: '', word: 'Binding' }, name, [problem]);
  }
  const taken = textIn(objectIn(pod, 'spec'), 'nodeName');
  const pods = { group: '', word: 'pods/binding' };
  if (metadataOf(pod)['deletionTimestamp'] !== undefined) {
    throw conflict(pods, name, `pod ${name} is being deleted, cannot be assigned to a host`);
  }
  if (taken !== '') throw conflict(pods, name, `pod ${name} is already assigned to node "${taken}"`);
  const bound = withMember(pod, 'spec', { ...objectIn(pod, 'spec'), nodeName: node });
  const status = objectIn(pod, 'status');
  const conditions = [...itemsIn(status, 'conditions').filter((one) => !isScheduled(one)), scheduled(asked)];
  if (!asked.isDryRun) state.put(asked.resource, withMember(bound, 'status', { ...status, conditions }));
  return { kind: 'Status', apiVersion: 'v1', metadata: {}, status: 'Success', code: 201 };
}

function isScheduled(condition: Json): boolean {
  return textIn(condition, 'type') === 'PodScheduled';
}

function scheduled({ now }: Asked): JsonObject {
  return { lastProbeTime: null, lastTransitionTime: formatInstant(now), status: 'True', type: 'PodScheduled' };
}
