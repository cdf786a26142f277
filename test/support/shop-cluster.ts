import type { JsonObject } from '../../src/core/json.ts';
import { objectIn } from '../../src/core/json-members.ts';
import { shopRollout, shopSet, shopTemplate } from './shop.ts';

/** An update of `web` at its first step, weight 20 through nginx: the new ReplicaSet has its pod, the Ingress does not know yet. */
export function shopUpdate(): readonly JsonObject[] {
  const canary = {
    stableService: 'web',
    canaryService: 'web-canary',
    trafficRouting: { nginx: { stableIngress: 'web' } },
  };
  const status = {
    currentPodHash: 'new',
    currentStepIndex: 0,
    currentStepHash: '6868c4c665',
    stableRS: 'old',
    phase: 'Progressing',
    conditions: [{ type: 'Progressing', status: 'True', reason: 'ReplicaSetUpdated', message: 'moving' }],
  };
  const rollout = shopRollout({ canary, status });
  const annotations = { 'rollout.argoproj.io/revision': '2' };
  return [{ ...rollout, metadata: { ...objectIn(rollout, 'metadata'), annotations } }, ...shopObjects()];
}

function shopObjects(): readonly JsonObject[] {
  const backend = { service: { name: 'web', port: { number: 80 } } };
  return [
    shopSet('old', { revision: '1', replicas: 5 }),
    shopSet('new', { revision: '2', template: shopTemplate('web:2'), replicas: 1 }),
    shopService('web', 'old'),
    shopService('web-canary', 'new'),
    {
      apiVersion: 'networking.k8s.io/v1',
      kind: 'Ingress',
      metadata: { name: 'web', namespace: 'shop' },
      spec: { rules: [{ http: { paths: [{ path: '/', backend }] } }] },
    },
  ];
}

function shopService(name: string, hash: string): JsonObject {
  return {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name, namespace: 'shop' },
    spec: { selector: { app: 'web', 'rollouts-pod-template-hash': hash } },
  };
}
