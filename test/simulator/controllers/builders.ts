import { after, formatInstant, type Instant, instantOf, millisOf } from '../../../src/core/instant.ts';
import type { JsonObject } from '../../../src/core/json.ts';
import { type PodView, viewPod } from '../../../src/simulator/controllers/pods/pod-view.ts';
import { type SetView, viewSet } from '../../../src/simulator/controllers/replica-sets/set-view.ts';

export const T0 = instantOf(Date.UTC(2026, 2, 1, 10));

export function at(seconds: number): Instant {
  return after(T0, millisOf(seconds * 1000));
}

export interface PodParts {
  readonly name?: string;
  readonly node?: string;
  readonly phase?: string;
  /** Second at which it became ready; absent: it is not. */
  readonly readyAt?: number;
  readonly createdAt?: number;
  readonly cost?: string;
  readonly restarts?: number;
  readonly isGoing?: boolean;
  readonly finalizers?: readonly string[];
  /** Second at which its container ended. */
  readonly endedAt?: number;
}

export function pod(parts: PodParts = {}): PodView {
  const { name = 'p', node = 'n', phase = 'Running', readyAt, createdAt = 0, cost, restarts = 0 } = parts;
  const time = (seconds: number): string => formatInstant(at(seconds));
  const state: JsonObject = parts.endedAt === undefined ? {} : { terminated: { finishedAt: time(parts.endedAt) } };
  return viewPod({
    metadata: {
      name,
      uid: name,
      creationTimestamp: time(createdAt),
      ...(cost !== undefined && { annotations: { 'controller.kubernetes.io/pod-deletion-cost': cost } }),
      ...(parts.isGoing === true && { deletionTimestamp: time(0) }),
      finalizers: parts.finalizers ?? [],
    },
    spec: { ...(node !== '' && { nodeName: node }) },
    status: {
      phase,
      conditions: readyAt === undefined ? [] : [{ type: 'Ready', status: 'True', lastTransitionTime: time(readyAt) }],
      containerStatuses: [{ restartCount: restarts, state }],
    },
  });
}

export interface SetParts {
  readonly name?: string;
  readonly available?: number;
  readonly replicas?: number;
  readonly createdAt?: number;
  readonly annotations?: JsonObject;
}

/** A ReplicaSet that is to have `size` pods, all of them available if nothing else is said. */
export function set(size: number, parts: SetParts = {}): SetView {
  const { name = 'set', available = size, replicas = size, createdAt = 0, annotations = {} } = parts;
  return viewSet({
    metadata: { name, uid: name, generation: 1, creationTimestamp: formatInstant(at(createdAt)), annotations },
    spec: { replicas: size },
    status: { replicas, availableReplicas: available, readyReplicas: available, observedGeneration: 1 },
  });
}
