import { type Instant, wholeSeconds } from '../../../core/instant.ts';
import { isJsonObject, type JsonObject } from '../../../core/json.ts';
import { perObject } from '../../../core/per-object.ts';
import { Fields } from '../../../rollout/reading/fields.ts';
import { conditionOf, conditionsOf } from '../objects/conditions.ts';
import { metadataOf } from '../objects/metadata.ts';

/** What controllers read of a pod. */
export interface PodView {
  readonly json: JsonObject;
  readonly phase: string;
  /** Empty: no node has it yet. */
  readonly node: string;
  readonly isReady: boolean;
  /** Since when it is as ready or unready as it is. */
  readonly readinessSince: Instant | undefined;
  /** Of the container that restarted most. */
  readonly restarts: number;
  /** `controller.kubernetes.io/pod-deletion-cost`; the lower, the sooner it is deleted. */
  readonly deletionCost: number;
  /** Neither at its end nor being deleted. */
  readonly isActive: boolean;
  /** Being deleted, and not at its end. */
  readonly isTerminating: boolean;
}

const COST = 'controller.kubernetes.io/pod-deletion-cost';

/** Reads a pod, once for each version of it. */
export const viewPod = perObject((pod: JsonObject): PodView => {
  const { annotations, deletedAt } = metadataOf(pod);
  const status = new Fields(pod['status']);
  const ready = conditionOf(conditionsOf(status), 'Ready');
  const phase = status.text('phase');
  const hasEnded = phase === 'Succeeded' || phase === 'Failed';
  return {
    json: pod,
    phase,
    node: new Fields(pod['spec']).text('nodeName'),
    isReady: ready.text('status') === 'True',
    readinessSince: ready.time('lastTransitionTime'),
    restarts: Math.max(0, ...status.list('containerStatuses').map(restartsOf)),
    deletionCost: Number(/^(0|-?[1-9]\d*)$/.exec(annotations[COST] ?? '')?.[0] ?? 0),
    isActive: !hasEnded && deletedAt === undefined,
    isTerminating: !hasEnded && deletedAt !== undefined,
  };
});

function restartsOf(container: unknown): number {
  return new Fields(isJsonObject(container) ? container : undefined).whole('restartCount') ?? 0;
}

/** Whether a pod has been ready for long enough to count as available. Times of readiness are whole seconds. */
export function isAvailable(pod: PodView, minReadySeconds: number, now: Instant): boolean {
  if (!pod.isReady) return false;
  const at = availableAt(pod, minReadySeconds);
  return minReadySeconds === 0 || (at !== undefined && at <= now);
}

/** When a ready pod counts as available; undefined for one that is not ready. */
export function availableAt(pod: PodView, minReadySeconds: number): Instant | undefined {
  if (!pod.isReady || pod.readinessSince === undefined) return undefined;
  return (wholeSeconds(pod.readinessSince) + minReadySeconds * 1000) as Instant;
}
