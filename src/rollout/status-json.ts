import { formatInstant, type Instant } from '../core/instant.ts';
import type { Json, JsonObject } from '../core/json.ts';
import { perObject } from '../core/per-object.ts';
import type {
  AnalysisRunReference,
  BlueGreenStatus,
  CanaryStatus,
  DurationStatus,
  RolloutCondition,
  RolloutStatus,
  TrafficWeights,
  WeightDestination,
} from './status.ts';

/** `Rollout.status` as the API takes it: what is zero, empty or false is left out, times have whole seconds (rollout.md §14). */
export const statusJson = perObject(writeStatus);

function writeStatus(status: RolloutStatus): JsonObject {
  return {
    ...filled({
      abort: status.abort,
      abortedAt: time(status.abortedAt),
      pauseConditions: status.pauseConditions.map(({ reason, startTime }) => ({
        reason,
        startTime: time(startTime) ?? null,
      })),
      controllerPause: status.controllerPause,
      currentPodHash: status.currentPodHash,
      currentStepHash: status.currentStepHash,
      replicas: status.replicas,
      updatedReplicas: status.updatedReplicas,
      readyReplicas: status.readyReplicas,
      availableReplicas: status.availableReplicas,
      HPAReplicas: status.hpaReplicas,
      observedGeneration: status.observedGeneration,
      workloadObservedGeneration: status.workloadObservedGeneration,
      conditions: status.conditions.map(writtenCondition),
      canary: canaryJson(status.canary),
      blueGreen: blueGreenJson(status.blueGreen),
      selector: status.selector,
      stableRS: status.stableRS,
      restartedAt: time(status.restartedAt),
      promoteFull: status.promoteFull,
      phase: status.phase,
      message: status.message,
      alb: status.alb,
      albs: status.albs,
      duration: status.duration && durationJson(status.duration),
    }),
    // These two mean something even if they are 0.
    ...(status.currentStepIndex !== undefined && { currentStepIndex: status.currentStepIndex }),
    ...(status.collisionCount !== undefined && { collisionCount: status.collisionCount }),
  };
}

/** Most conditions pass from status to status. */
const writtenCondition = perObject(conditionJson);

function conditionJson({
  type,
  status,
  reason,
  message,
  lastUpdateTime,
  lastTransitionTime,
}: RolloutCondition): JsonObject {
  return {
    type,
    status,
    reason,
    message,
    lastUpdateTime: time(lastUpdateTime) ?? null,
    lastTransitionTime: time(lastTransitionTime) ?? null,
  };
}

function canaryJson(canary: CanaryStatus): JsonObject {
  return filled({
    weights: canary.weights && weightsJson(canary.weights),
    currentExperiment: canary.currentExperiment,
    currentStepAnalysisRunStatus: runJson(canary.currentStepAnalysisRunStatus),
    currentBackgroundAnalysisRunStatus: runJson(canary.currentBackgroundAnalysisRunStatus),
    stablePingPong: canary.stablePingPong,
    stepPluginStatuses: canary.stepPluginStatuses,
  });
}

function blueGreenJson(blueGreen: BlueGreenStatus): JsonObject {
  return filled({
    activeSelector: blueGreen.activeSelector,
    previewSelector: blueGreen.previewSelector,
    scaleUpPreviewCheckPoint: blueGreen.scaleUpPreviewCheckPoint,
    prePromotionAnalysisRunStatus: runJson(blueGreen.prePromotionAnalysisRunStatus),
    postPromotionAnalysisRunStatus: runJson(blueGreen.postPromotionAnalysisRunStatus),
  });
}

function runJson(run: AnalysisRunReference | undefined): JsonObject | undefined {
  return run && { name: run.name, status: run.status, ...filled({ message: run.message }) };
}

function weightsJson({ canary, stable, additional, verified }: TrafficWeights): JsonObject {
  return {
    canary: destinationJson(canary),
    stable: destinationJson(stable),
    ...filled({ additional: additional.map(destinationJson) }),
    ...(verified !== undefined && { verified }),
  };
}

function destinationJson({ weight, serviceName, podTemplateHash }: WeightDestination): JsonObject {
  return { weight, ...filled({ serviceName, podTemplateHash }) };
}

function durationJson(duration: DurationStatus): JsonObject {
  const { rolloutStartedAt, manualPauseStartedAt, totalManualPauseDurationSeconds: total } = duration;
  return {
    ...filled({
      rolloutStartedAt: time(rolloutStartedAt),
      manualPauseStartedAt: time(manualPauseStartedAt),
      finishedAt: time(duration.finishedAt),
      completionStatus: duration.completionStatus,
    }),
    ...(total !== undefined && { totalManualPauseDurationSeconds: total }),
  };
}

function time(moment: Instant | undefined): string | undefined {
  return moment === undefined ? undefined : formatInstant(moment);
}

/** The members that say something. */
function filled(members: Readonly<Record<string, Json | undefined>>): JsonObject {
  return Object.fromEntries(
    Object.entries(members).filter((entry): entry is [string, Json] => entry[1] !== undefined && !isEmpty(entry[1])),
  );
}

function isEmpty(value: Json): boolean {
  if (value === null || value === '' || value === 0 || value === false) return true;
  return typeof value === 'object' && Object.keys(value).length === 0;
}
