import type { Json } from '../../core/json.ts';
import { present } from '../../resources/members.ts';
import type { Phase } from '../../resources/run-status.ts';
import type {
  AnalysisRunReference,
  BlueGreenStatus,
  CanaryStatus,
  PauseCondition,
  RolloutCondition,
  RolloutPhase,
  RolloutStatus,
  TrafficWeights,
  WeightDestination,
} from '../status.ts';
import { Fields } from './fields.ts';

const ROLLOUT_PHASES: readonly RolloutPhase[] = ['Healthy', 'Degraded', 'Progressing', 'Paused'];
const RUN_PHASES: readonly Phase[] = ['Pending', 'Running', 'Successful', 'Failed', 'Error', 'Inconclusive'];

/** Reads `Rollout.status`; without one, the status of a Rollout that nobody has looked at. */
export function readStatus(status: Fields): RolloutStatus {
  return present<RolloutStatus>({
    currentPodHash: status.text('currentPodHash'),
    stableRS: status.text('stableRS'),
    currentStepHash: status.text('currentStepHash'),
    currentStepIndex: status.whole('currentStepIndex'),
    abort: status.flag('abort'),
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
    conditions: status.list('conditions').map(readCondition),
    phase: status.oneOf('phase', ROLLOUT_PHASES) ?? '',
    message: status.text('message'),
    canary: readCanaryStatus(status.below('canary')),
    blueGreen: readBlueGreenStatus(status.below('blueGreen')),
  });
}

/** Reads `status.canary.weights`. */
export function readWeights(weights: Fields): TrafficWeights {
  return { canary: readDestination(weights.below('canary')), stable: readDestination(weights.below('stable')) };
}

function readDestination(destination: Fields): WeightDestination {
  return {
    weight: destination.whole('weight') ?? 0,
    serviceName: destination.text('serviceName'),
    podTemplateHash: destination.text('podTemplateHash'),
  };
}

function readCanaryStatus(canary: Fields): CanaryStatus {
  return present<CanaryStatus>({ weights: canary.object('weights') && readWeights(canary.below('weights')) });
}

function readBlueGreenStatus(blueGreen: Fields): BlueGreenStatus {
  const run = 'postPromotionAnalysisRunStatus';
  return present<BlueGreenStatus>({
    activeSelector: blueGreen.text('activeSelector'),
    previewSelector: blueGreen.text('previewSelector'),
    scaleUpPreviewCheckPoint: blueGreen.flag('scaleUpPreviewCheckPoint'),
    postPromotionAnalysisRunStatus: blueGreen.object(run) && readRunReference(blueGreen.below(run)),
  });
}

function readRunReference(run: Fields): AnalysisRunReference {
  return { name: run.text('name'), status: run.oneOf('status', RUN_PHASES) ?? '', message: run.text('message') };
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
