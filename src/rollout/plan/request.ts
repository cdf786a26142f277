import type { JsonObject } from '../../core/json.ts';
import { HASH_LABEL } from '../hash-label.ts';
import { MANAGED_BY } from '../services/service-view.ts';
import type { Action } from './action.ts';

/** An object of the cluster, in the Rollout's namespace. */
export interface ObjectName {
  readonly kind: 'ReplicaSet' | 'Service' | 'AnalysisRun' | 'Experiment' | 'Rollout' | 'Pod' | 'Deployment';
  readonly name: string;
}

/** What an action asks of the API. Patches are JSON merge patches (RFC 7386). */
export type Request =
  | { readonly verb: 'create'; readonly kind: ObjectName['kind']; readonly object: JsonObject }
  | { readonly verb: 'patch'; readonly on: ObjectName; readonly patch: JsonObject; readonly subresource?: 'status' }
  | { readonly verb: 'delete'; readonly on: ObjectName }
  | { readonly verb: 'evict'; readonly on: ObjectName };

/** The API request for an action. */
export function requestOf(action: Exclude<Action, { kind: 'route' | 'tell' }>): Request {
  switch (action.kind) {
    case 'createReplicaSet':
      return { verb: 'create', kind: 'ReplicaSet', object: action.object };
    case 'createAnalysisRun':
      return { verb: 'create', kind: 'AnalysisRun', object: action.object };
    case 'createExperiment':
      return { verb: 'create', kind: 'Experiment', object: action.object };
    case 'deleteReplicaSet':
      return { verb: 'delete', on: { kind: 'ReplicaSet', name: action.name } };
    case 'deleteAnalysisRun':
      return { verb: 'delete', on: { kind: 'AnalysisRun', name: action.name } };
    case 'deleteExperiment':
      return { verb: 'delete', on: { kind: 'Experiment', name: action.name } };
    case 'evictPod':
      return { verb: 'evict', on: { kind: 'Pod', name: action.pod } };
    default:
      return patchOf(action);
  }
}

type Patching = Exclude<Action, { kind: 'route' | 'tell' | 'evictPod' | `create${string}` | `delete${string}` }>;

function patchOf(action: Patching): Request {
  switch (action.kind) {
    case 'scale':
      return patch('ReplicaSet', action.replicaSet, {
        metadata: { annotations: action.annotations },
        spec: { replicas: action.replicas },
      });
    case 'annotateReplicaSet':
      return patch('ReplicaSet', action.replicaSet, { metadata: { annotations: action.annotations } });
    case 'renewReplicaSet':
      return patch('ReplicaSet', action.replicaSet, {
        metadata: { annotations: action.annotations },
        spec: {
          ...(action.minReadySeconds !== undefined && { minReadySeconds: action.minReadySeconds }),
          ...(action.affinity !== undefined && { template: { spec: { affinity: action.affinity } } }),
        },
      });
    case 'labelReplicaSet':
      return patch('ReplicaSet', action.replicaSet, {
        metadata: { annotations: action.annotations },
        spec: { template: { metadata: { labels: action.labels, annotations: action.podAnnotations } } },
      });
    case 'labelPod':
      return patch('Pod', action.pod, { metadata: { labels: action.labels, annotations: action.annotations } });
    case 'selectService':
      return patch('Service', action.service, {
        spec: { selector: { [HASH_LABEL]: action.hash } },
        ...(action.owner !== undefined && { metadata: { annotations: { [MANAGED_BY]: action.owner } } }),
      });
    case 'terminateAnalysisRun':
      return patch('AnalysisRun', action.name, { spec: { terminate: true } });
    case 'terminateExperiment':
      return patch('Experiment', action.name, { spec: { terminate: true } });
    case 'scaleWorkload':
      return patch('Deployment', action.name, { spec: { replicas: action.replicas } });
    case 'annotateRollout':
      return patch('Rollout', action.rollout, { metadata: { annotations: action.annotations } });
    case 'sizeRollout':
      return patch('Rollout', action.rollout, {
        spec: { replicas: action.replicas, ...(action.template && { template: action.template }) },
      });
    case 'patchStatus':
      return {
        verb: 'patch',
        on: { kind: 'Rollout', name: action.rollout },
        patch: { status: action.status },
        subresource: 'status',
      };
  }
}

function patch(kind: ObjectName['kind'], name: string, patch: JsonObject): Request {
  return { verb: 'patch', on: { kind, name }, patch };
}
