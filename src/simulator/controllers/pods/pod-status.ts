import { formatInstant, type Instant } from '../../../core/instant.ts';
import { isJsonObject, type JsonObject } from '../../../core/json.ts';
import { Fields } from '../../../rollout/reading/fields.ts';
import { type Condition, conditionOf, conditionsOf } from '../objects/conditions.ts';
import { metadataOf } from '../objects/metadata.ts';
import type { PodStage } from './stage.ts';

/** Annotated `"false"`, a pod is unready for as long as the annotation says so. */
const READY_ANNOTATION = 'test/ready';

/** What a pod's status is made of, besides the pod. */
export interface StatusQuestion {
  readonly stage: PodStage;
  /** Given to it when it has none yet. */
  readonly ip: string;
}

/** The status of a pod that its node tells at `now`. Conditions that others wrote stay. */
export function podStatus(pod: JsonObject, { stage, ip }: StatusQuestion, now: Instant): JsonObject {
  const before = new Fields(pod['status']);
  const at = formatInstant(now);
  const isReady = stage.kind === 'runs' && stage.isReady && metadataOf(pod).annotations[READY_ANNOTATION] !== 'false';
  const podIP = before.text('podIP') || ip;
  const phase = PHASES[stage.kind] ?? (stage.kind === 'ended' && stage.exitCode === 0 ? 'Succeeded' : 'Failed');
  const conditions = [
    { type: 'Initialized', isMet: phase !== 'Pending' },
    { type: 'ContainersReady', isMet: isReady },
    { type: 'Ready', isMet: isReady && areGatesOpen(pod) },
  ];
  return {
    ...new Fields(pod).object('status'),
    phase,
    conditions: conditions.reduce((list, condition) => tell(list, condition, at), conditionsOf(before)),
    containerStatuses: containersOf(pod).map((container) => containerStatus(container, stage, isReady)),
    podIP,
    podIPs: [{ ip: podIP }],
    startTime: before.text('startTime') || at,
  };
}

const PHASES: { readonly [kind in PodStage['kind']]?: string } = {
  starts: 'Pending',
  unpullable: 'Pending',
  runs: 'Running',
  backsOff: 'Running',
};

function containersOf(pod: JsonObject): readonly Fields[] {
  const containers = new Fields(pod['spec']).list('containers').filter(isJsonObject);
  return containers.map((container) => new Fields(container));
}

/** Whether every readiness gate's condition is met. */
function areGatesOpen(pod: JsonObject): boolean {
  const conditions = conditionsOf(new Fields(pod['status']));
  const gates = new Fields(pod['spec']).list('readinessGates').filter(isJsonObject);
  return gates.every(
    (gate) => conditionOf(conditions, new Fields(gate).text('conditionType')).text('status') === 'True',
  );
}

/** A condition keeps its place and its time as long as it says the same. */
function tell(
  list: readonly Condition[],
  { type, isMet }: { readonly type: string; readonly isMet: boolean },
  at: string,
): readonly Condition[] {
  const status = isMet ? 'True' : 'False';
  const place = list.findIndex((condition) => condition['type'] === type);
  if (place < 0) return [...list, { lastProbeTime: null, lastTransitionTime: at, status, type }];
  const before = list[place] ?? {};
  return before['status'] === status ? list : list.with(place, { ...before, status, lastTransitionTime: at });
}

function containerStatus(container: Fields, stage: PodStage, ready: boolean): JsonObject {
  const name = container.text('name');
  return {
    image: container.text('image'),
    imageID: '',
    lastState: stage.kind === 'backsOff' ? terminated(stage, formatInstant(stage.endedAt)) : {},
    name,
    ready,
    restartCount: stage.kind === 'backsOff' ? 1 : 0,
    ...(stage.kind === 'runs' && { started: true }),
    state: stateOf(stage, name),
  };
}

function stateOf(stage: PodStage, container: string): JsonObject {
  switch (stage.kind) {
    case 'starts':
      return { waiting: { reason: 'ContainerCreating' } };
    case 'unpullable':
      return { waiting: { reason: stage.container === container ? 'ErrImagePull' : 'ContainerCreating' } };
    case 'runs':
      return { running: { startedAt: formatInstant(stage.since) } };
    case 'backsOff':
      return { waiting: { message: stage.message, reason: 'CrashLoopBackOff' } };
    case 'ended': {
      const reason = stage.exitCode === 0 ? 'Completed' : stage.exitCode === 128 ? 'StartError' : 'Error';
      return terminated({ ...stage, reason }, formatInstant(stage.at));
    }
  }
}

function terminated(
  { since, exitCode, reason }: { readonly since: Instant; readonly exitCode: number; readonly reason: string },
  finishedAt: string,
): JsonObject {
  return { terminated: { exitCode, finishedAt, reason, startedAt: formatInstant(since) } };
}
