import type { Json } from '../../core/json.ts';
import { present } from '../../resources/members.ts';
import type {
  AnalysisRunReference,
  BlueGreenStatus,
  CanaryStatus,
  CompletionStatus,
  DurationStatus,
  PauseCondition,
  RolloutCondition,
  RolloutPhase,
  RolloutStatus,
  TrafficWeights,
  WeightDestination,
} from '../status.ts';
import { Fields } from './fields.ts';
import { readPhase } from './read-phase.ts';

const ROLLOUT_PHASES: readonly RolloutPhase[] = ['Healthy', 'Degraded', 'Progressing', 'Paused'];

/** Reads `Rollout.status`; without one, the status of a Rollout that nobody has looked at. */
export function readStatus(status: Fields): RolloutStatus {
  return present<RolloutStatus>({
    currentPodHash: status.text('currentPodHash'),
    stableRS: status.text('stableRS'),
    currentStepHash: status.text('currentStepHash'),
    currentStepIndex: status.whole('currentStepIndex'),
    abort: status.flag('abort'),
    abortedAt: status.time('abortedAt'),
    promoteFull: status.flag('promoteFull'),
    controllerPause: status.flag('controllerPause'),
    pauseConditions: status.list('pauseConditions').map(readPauseCondition),
    observedGeneration: status.text('observedGeneration'),
    workloadObservedGeneration: status.text('workloadObservedGeneration'),
    restartedAt: status.time('restartedAt'),
    replicas: status.whole('replicas') ?? 0,
    updatedReplicas: status.whole('updatedReplicas') ?? 0,
    readyReplicas: status.whole('readyReplicas') ?? 0,
    availableReplicas: status.whole('availableReplicas') ?? 0,
    hpaReplicas: status.whole('HPAReplicas') ?? 0,
    selector: status.text('selector'),
    collisionCount: status.whole('collisionCount'),
    conditions: status.list('conditions').map(readCondition),
    phase: status.oneOf('phase', ROLLOUT_PHASES) ?? '',
    message: status.text('message'),
    canary: readCanaryStatus(status.below('canary')),
    blueGreen: readBlueGreenStatus(status.below('blueGreen')),
    duration: status.object('duration') && readDuration(status.below('duration')),
    alb: status.json('alb'),
    albs: status.json('albs'),
  });
}

/** Reads `status.canary.weights`. */
export function readWeights(weights: Fields): TrafficWeights {
  const verified = weights.json('verified');
  return {
    canary: readDestination(weights.below('canary')),
    stable: readDestination(weights.below('stable')),
    additional: weights.list('additional').map((destination) => readDestination(new Fields(destination))),
    ...(typeof verified === 'boolean' && { verified }),
  };
}

function readDestination(destination: Fields): WeightDestination {
  return {
    weight: destination.whole('weight') ?? 0,
    serviceName: destination.text('serviceName'),
    podTemplateHash: destination.text('podTemplateHash'),
  };
}

function readCanaryStatus(canary: Fields): CanaryStatus {
  return present<CanaryStatus>({
    weights: canary.object('weights') && readWeights(canary.below('weights')),
    currentExperiment: canary.text('currentExperiment'),
    currentStepAnalysisRunStatus: readRunReference(canary, 'currentStepAnalysisRunStatus'),
    currentBackgroundAnalysisRunStatus: readRunReference(canary, 'currentBackgroundAnalysisRunStatus'),
    stablePingPong: canary.oneOf('stablePingPong', ['ping', 'pong']) ?? '',
    stepPluginStatuses: canary.list('stepPluginStatuses'),
  });
}

function readBlueGreenStatus(blueGreen: Fields): BlueGreenStatus {
  return present<BlueGreenStatus>({
    activeSelector: blueGreen.text('activeSelector'),
    previewSelector: blueGreen.text('previewSelector'),
    scaleUpPreviewCheckPoint: blueGreen.flag('scaleUpPreviewCheckPoint'),
    prePromotionAnalysisRunStatus: readRunReference(blueGreen, 'prePromotionAnalysisRunStatus'),
    postPromotionAnalysisRunStatus: readRunReference(blueGreen, 'postPromotionAnalysisRunStatus'),
  });
}

function readRunReference(status: Fields, name: string): AnalysisRunReference | undefined {
  if (status.object(name) === undefined) return undefined;
  const run = status.below(name);
  return { name: run.text('name'), status: readPhase(run, 'status'), message: run.text('message') };
}

const COMPLETIONS: readonly CompletionStatus[] = [
  'Promoted',
  'FastPromoted',
  'Aborted',
  'Superseded',
  'RolledBack',
  'FastRolledBack',
];

function readDuration(duration: Fields): DurationStatus {
  return present<DurationStatus>({
    rolloutStartedAt: duration.time('rolloutStartedAt'),
    manualPauseStartedAt: duration.time('manualPauseStartedAt'),
    totalManualPauseDurationSeconds: duration.whole('totalManualPauseDurationSeconds'),
    finishedAt: duration.time('finishedAt'),
    completionStatus: duration.oneOf('completionStatus', COMPLETIONS),
  });
}

function readPauseCondition(json: Json): PauseCondition {
  const condition = new Fields(json);
  return present<PauseCondition>({ reason: condition.text('reason'), startTime: condition.time('startTime') });
}

function readCondition(json: Json): RolloutCondition {
  const condition = new Fields(json);
  return present<RolloutCondition>({
    type: condition.text('type'),
    status: condition.oneOf('status', ['True', 'False']) ?? 'Unknown',
    reason: condition.text('reason'),
    message: condition.text('message'),
    lastUpdateTime: condition.time('lastUpdateTime'),
    lastTransitionTime: condition.time('lastTransitionTime'),
  });
}
