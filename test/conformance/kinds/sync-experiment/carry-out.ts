import type { JsonObject } from '../../../../src/core/json.ts';
import { applyMergePatch } from '../../../../src/core/merge-patch.ts';
import { type ExperimentAction, targetOf } from '../../../../src/rollout/experiment/action.ts';
import type { Store } from './store.ts';

/**
 * Does one action of an Experiment's plan to the objects of its namespace.
 *
 * @throws for what an API server would refuse
 */
export function carryOut(action: ExperimentAction, store: Store, namespace: string): void {
  switch (action.kind) {
    case 'createReplicaSet':
      return create('ReplicaSet', action.object);
    case 'createService':
      return create('Service', action.object);
    case 'createAnalysisRun':
      return create('AnalysisRun', action.object);
    case 'scale':
      patch('ReplicaSet', { metadata: { annotations: action.annotations } });
      return patch('ReplicaSet', { spec: { replicas: action.replicas } });
    case 'annotateReplicaSet':
      return patch('ReplicaSet', { metadata: { annotations: action.annotations } });
    case 'terminateAnalysisRun':
      return patch('AnalysisRun', { spec: { terminate: true } });
    case 'patchExperiment':
      return patch('Experiment', { status: action.status });
    case 'deleteService':
      if (!store.delete(key('Service'))) throw new Error(`${key('Service')} is deleted but not there`);
  }

  function key(kind: string): string {
    return `${kind}/${namespace}/${targetOf(action)}`;
  }

  function create(kind: string, object: JsonObject): void {
    if (store.has(key(kind))) throw new Error(`${key(kind)} is created but there already`);
    store.set(key(kind), object);
  }

  function patch(kind: string, content: JsonObject): void {
    const found = store.get(key(kind));
    if (found === undefined) throw new Error(`${key(kind)} is patched but not there`);
    store.set(key(kind), applyMergePatch(found, content));
  }
}
