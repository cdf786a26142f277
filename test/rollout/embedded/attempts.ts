import { millisOf } from '../../../src/core/instant.ts';
import { isJsonObject, type Json, type JsonObject } from '../../../src/core/json.ts';
import { HASH_LABEL } from '../../../src/rollout/hash-label.ts';
import { Fields } from '../../../src/rollout/reading/fields.ts';

import { metadataOf, nameOf } from '../model/cluster.ts';
import type { AnyAction, Attempt } from '../model/sync.ts';
import type { Asked } from './gate.ts';
import type { Store } from './store.ts';

/**
 * A write as the action that asks for it, with what its controller has seen; undefined for one that no invariant is about.
 *
 * @param pods  which no controller follows: they are looked up
 */
export function attemptOf(asked: Asked, seen: Store, pods: readonly JsonObject[]): Attempt | undefined {
  const action = actionOf(asked, seen, pods);
  const rollout = seen.find('Rollout', 'shop');
  if (action === undefined || rollout === undefined) return undefined;
  return { key: 'Rollout/shop', action, rollout, observed: observedIn(seen, pods), done: [] };
}

function actionOf({ call, place }: Asked, seen: Store, pods: readonly JsonObject[]): AnyAction | undefined {
  const body = isJsonObject(call.body) ? call.body : {};
  const { method } = call;
  const { plural, name, subresource } = place;
  if (plural === 'pods' && subresource === 'eviction') {
    // One that is on its way, or gone, is lost already.
    const isThere = pods.some((pod) => nameOf(pod) === name && !isLeaving(pod));
    return isThere ? { kind: 'evictPod', pod: name } : undefined;
  }
  if (plural === 'replicasets') {
    if (method === 'DELETE') return { kind: 'deleteReplicaSet', name };
    const replicas = new Fields(body).below('spec').whole('replicas');
    const isChange = replicas !== undefined && replicas !== sizeIn(seen, name);
    return method === 'PATCH' && isChange ? { kind: 'scale', replicaSet: name, replicas, annotations: {} } : undefined;
  }
  if (plural === 'services' && method === 'PATCH') {
    const hash = new Fields(body).below('spec').below('selector').text(HASH_LABEL);
    return hash === '' ? undefined : { kind: 'selectService', service: name, hash };
  }
  if (plural !== 'rollouts' || method !== 'PATCH' || !isJsonObject(body['status'])) return undefined;
  return { kind: 'patchStatus', rollout: name, status: body['status'] };
}

function sizeIn(seen: Store, name: string): number | undefined {
  return new Fields(seen.find('ReplicaSet', name)).below('spec').whole('replicas');
}

/** All that a controller has seen. */
export function observedIn(seen: Store, pods: readonly JsonObject[]): Attempt['observed'] {
  return {
    replicaSets: seen.of('ReplicaSet'),
    services: seen.of('Service'),
    analysisRuns: seen.of('AnalysisRun'),
    experiments: seen.of('Experiment'),
    analysisTemplates: [],
    clusterAnalysisTemplates: [],
    pods: pods.map(asTold),
    routerObjects: {
      ingresses: [],
      virtualServices: [],
      destinationRules: [],
      ambassadorMappings: [],
      appMeshResources: [],
    },
    routers: [],
    resyncPeriod: millisOf(900_000),
  };
}

/** Pods have a status only once they are ready, as in the model. */
function asTold(pod: JsonObject): JsonObject {
  const { status, ...rest } = pod;
  return isReady(status) && !isLeaving(pod) ? pod : rest;
}

function isLeaving(pod: JsonObject): boolean {
  return 'deletionTimestamp' in metadataOf(pod);
}

function isReady(status: Json | undefined): boolean {
  const conditions = new Fields(status).list('conditions').map((condition) => new Fields(condition));
  return conditions.some((condition) => condition.text('type') === 'Ready' && condition.text('status') === 'True');
}
