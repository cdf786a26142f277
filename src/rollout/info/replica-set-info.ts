import type { Json, JsonObject } from '../../core/json.ts';
import { EXPERIMENT_TEMPLATE } from '../experiment/keys.ts';
import { HASH_LABEL } from '../hash-label.ts';
import { Fields } from '../reading/fields.ts';
import { DEADLINE } from '../replica-sets/annotation-keys.ts';
import { replicaSetIcon } from './icons.ts';
import { annotationOf, byCreation, byName, byRevision, infoMeta, ownedBy, revisionOf } from './info-meta.ts';
import type { ReplicaSetInfo } from './model.ts';
import { podInfo } from './pod-info.ts';

/** Which parts a ReplicaSet plays. */
export type Roles = Pick<ReplicaSetInfo, 'stable' | 'canary' | 'active' | 'preview' | 'ping' | 'pong'>;

/** The parts of a ReplicaSet that plays none. */
export const NO_ROLES: Roles = {
  stable: false,
  canary: false,
  active: false,
  preview: false,
  ping: false,
  pong: false,
};

/**
 * What a person is shown of the ReplicaSets of an owner, newest revision first.
 *
 * @param rolesOf  by pod-template-hash
 * @see reference/interfaces.md §4
 */
export function replicaSetInfos(
  ownerUid: string,
  all: Readonly<Record<'replicaSets' | 'pods', readonly JsonObject[]>>,
  rolesOf: (hash: string) => Roles,
): readonly ReplicaSetInfo[] {
  return ownedBy(ownerUid, all.replicaSets)
    .map((set) => replicaSetInfo(set, all.pods, rolesOf))
    .sort((a, b) => byRevision(a, b) || byName(a, b));
}

function replicaSetInfo(
  set: JsonObject,
  pods: readonly JsonObject[],
  rolesOf: (hash: string) => Roles,
): ReplicaSetInfo {
  const fields = new Fields(set);
  const objectMeta = infoMeta(set);
  const status = replicaSetStatus(fields);
  const template = fields.below('spec').below('template').below('spec');
  return {
    objectMeta,
    status,
    icon: replicaSetIcon(status),
    revision: revisionOf(set),
    ...rolesOf(fields.below('metadata').below('labels').text(HASH_LABEL)),
    replicas: fields.below('status').whole('replicas') ?? 0,
    available: fields.below('status').whole('availableReplicas') ?? 0,
    template: annotationOf(set, EXPERIMENT_TEMPLATE),
    scaleDownDeadline: annotationOf(set, DEADLINE),
    images: template.list('containers').map(imageOf),
    initContainerImages: template.list('initContainers').map(imageOf),
    pods: ownedBy(objectMeta.uid, pods)
      .map(podInfo)
      .sort((a, b) => byCreation(a, b) || byName(a, b)),
  };
}

function replicaSetStatus(set: Fields): string {
  const status = set.below('status');
  const observed = status.whole('observedGeneration') ?? 0;
  if ((set.below('metadata').whole('generation') ?? 0) > observed) return 'Progressing';
  if (hasFailed(status)) return 'ReplicaFailure';
  const desired = set.below('spec').whole('replicas');
  if (desired !== undefined && (status.whole('availableReplicas') ?? 0) < desired) return 'Progressing';
  return desired === 0 ? 'ScaledDown' : 'Healthy';
}

/** Of several conditions of that type the first counts. */
function hasFailed(status: Fields): boolean {
  const conditions = status.list('conditions').map((json) => new Fields(json));
  return conditions.find((condition) => condition.text('type') === 'ReplicaFailure')?.text('status') === 'True';
}

function imageOf(container: Json): string {
  return new Fields(container).text('image');
}
