import type { Json, JsonObject } from '../../src/core/json.ts';

/*
 * The Rollout `web` in the namespace `shop`, as the API gives it, and what belongs to it.
 */

interface RolloutGiven {
  readonly spec?: JsonObject;
  readonly canary?: JsonObject;
  readonly status?: JsonObject;
  readonly image?: string;
}

/** A canary with a step of weight 20, a pause without end, and one of weight 60. */
export function shopRollout({ spec, canary, status = {}, image = 'web:2' }: RolloutGiven = {}): JsonObject {
  const steps = [{ setWeight: 20 }, { pause: {} }, { setWeight: 60 }];
  return {
    apiVersion: 'argoproj.io/v1alpha1',
    kind: 'Rollout',
    metadata: { name: 'web', namespace: 'shop', uid: 'uid-web', generation: 2 },
    spec: {
      replicas: 5,
      selector: { matchLabels: { app: 'web' } },
      template: shopTemplate(image),
      strategy: { canary: { steps, ...canary } },
      ...spec,
    },
    status,
  };
}

/** A pod template with one container. */
export function shopTemplate(image: string, extra: { readonly [name: string]: Json } = {}): JsonObject {
  return {
    metadata: { labels: { app: 'web' } },
    spec: { containers: [{ name: 'main', image, resources: {}, ...extra }] },
  };
}

interface SetGiven {
  readonly revision?: string;
  readonly template?: JsonObject;
  readonly replicas?: number;
  readonly uid?: string;
  readonly annotations?: JsonObject;
}

/** A ReplicaSet of it, all of whose pods are available. */
export function shopSet(hash: string, given: SetGiven = {}): JsonObject {
  const { revision, template = shopTemplate('web:1'), replicas = 0, uid = 'uid-web', annotations } = given;
  const labels = { app: 'web', 'rollouts-pod-template-hash': hash };
  return {
    apiVersion: 'apps/v1',
    kind: 'ReplicaSet',
    metadata: {
      name: `web-${hash}`,
      namespace: 'shop',
      uid: `uid-${hash}`,
      labels,
      annotations: { ...(revision !== undefined && { 'rollout.argoproj.io/revision': revision }), ...annotations },
      ownerReferences: [{ apiVersion: 'argoproj.io/v1alpha1', kind: 'Rollout', name: 'web', uid, controller: true }],
    },
    spec: { replicas, selector: { matchLabels: labels }, template: { ...template, metadata: { labels } } },
    status: { replicas, readyReplicas: replicas, availableReplicas: replicas },
  };
}
