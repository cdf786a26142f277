import { type Millis, millisOf } from '../../../core/instant.ts';
import { isJsonObject, type Json, type JsonObject } from '../../../core/json.ts';
import { perObject } from '../../../core/per-object.ts';
import { type FencePosts, fencePosts } from '../../../rollout/canary/fence-posts.ts';
import { Fields } from '../../../rollout/reading/fields.ts';
import type { Share } from '../../../rollout/strategy.ts';
import { type Condition, conditionsOf } from '../objects/conditions.ts';
import { metadataOf } from '../objects/metadata.ts';

/** What the Deployment controller reads of a Deployment. */
export interface DeploymentView {
  readonly json: JsonObject;
  readonly name: string;
  readonly replicas: number;
  readonly isPaused: boolean;
  readonly isRolling: boolean;
  /** How far an update may stray from `replicas`; both are 0 where pods are recreated. */
  readonly posts: FencePosts;
  readonly minReadySeconds: number;
  readonly selector: JsonObject;
  readonly template: JsonObject;
  /** Old ReplicaSets that are kept. Absent: all. */
  readonly historyLimit: number | undefined;
  /** How long an update may stand still. Absent: for ever. */
  readonly progressDeadline: Millis | undefined;
  readonly collisionCount: number | undefined;
  readonly counts: DeploymentCounts;
  readonly conditions: readonly Condition[];
}

/** Numbers of pods, as a Deployment's status tells them. */
export interface DeploymentCounts {
  readonly replicas: number;
  readonly updated: number;
  readonly ready: number;
  readonly available: number;
}

/** The largest 32-bit number, which stands for no limit. */
const NO_LIMIT = 2_147_483_647;

/** Reads a Deployment, once for each version of it. */
export const viewDeployment = perObject((deployment: JsonObject): DeploymentView => {
  const spec = new Fields(deployment['spec']);
  const status = new Fields(deployment['status']);
  const replicas = spec.whole('replicas') ?? 1;
  const isRolling = spec.below('strategy').text('type') !== 'Recreate';
  const deadline = limitIn(spec, 'progressDeadlineSeconds');
  return {
    json: deployment,
    name: metadataOf(deployment).name,
    replicas,
    isPaused: spec.flag('paused'),
    isRolling,
    posts: isRolling ? rollingPosts(spec.below('strategy').below('rollingUpdate'), replicas) : NO_POSTS,
    minReadySeconds: spec.whole('minReadySeconds') ?? 0,
    selector: spec.object('selector') ?? {},
    template: spec.object('template') ?? {},
    historyLimit: limitIn(spec, 'revisionHistoryLimit'),
    progressDeadline: deadline === undefined ? undefined : millisOf(deadline * 1000),
    collisionCount: status.whole('collisionCount'),
    counts: {
      replicas: status.whole('replicas') ?? 0,
      updated: status.whole('updatedReplicas') ?? 0,
      ready: status.whole('readyReplicas') ?? 0,
      available: status.whole('availableReplicas') ?? 0,
    },
    conditions: conditionsOf(status),
  };
});

const NO_POSTS: FencePosts = { maxSurge: 0, maxUnavailable: 0 };

function limitIn(spec: Fields, name: string): number | undefined {
  const limit = spec.whole(name);
  return limit === NO_LIMIT ? undefined : limit;
}

function rollingPosts(rolling: Fields, replicas: number): FencePosts {
  const shares = {
    maxSurge: shareOf(rolling.json('maxSurge')),
    maxUnavailable: shareOf(rolling.json('maxUnavailable')),
  };
  return fencePosts(shares, replicas);
}

/** The API server has seen to it that it is a number or a percentage; nothing counts as 0. */
function shareOf(json: Json | undefined): Share {
  if (typeof json === 'string') return { kind: 'percent', percent: Number.parseInt(json, 10) };
  return { kind: 'pods', pods: typeof json === 'number' && !isJsonObject(json) ? json : 0 };
}
