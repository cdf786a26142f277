import { present } from '../../resources/members.ts';
import { withoutCondition } from '../conditions/set-condition.ts';
import type { Draft } from '../plan/draft.ts';
import type { RolloutStatus } from '../status.ts';

/**
 * The status made anew: what no stage and no strategy says again is dropped, so that nothing stale stays (rollout.md §4.3).
 */
export function baseStatus({ rollout, sets, facts, traffic, isRestarted, ...draft }: Draft): RolloutStatus {
  const { spec, status } = rollout;
  const currentPodHash = sets.newRS?.hash ?? facts.podHash;
  const isAlbTold = hasToldAlb({ rollout, facts });
  return present<RolloutStatus>({
    currentPodHash,
    stableRS: status.stableRS,
    currentStepHash: '',
    currentStepIndex: undefined,
    abort: false,
    abortedAt: undefined,
    promoteFull: status.promoteFull,
    controllerPause: false,
    pauseConditions: [],
    observedGeneration: '',
    workloadObservedGeneration: status.workloadObservedGeneration,
    restartedAt: isRestarted ? spec.restartAt : status.restartedAt,
    replicas: sets.all.reduce((sum, { created }) => sum + created, 0),
    updatedReplicas: sets.newRS?.created ?? 0,
    readyReplicas: sets.all.reduce((sum, { ready }) => sum + ready, 0),
    availableReplicas: 0,
    hpaReplicas: 0,
    selector: '',
    collisionCount: status.collisionCount,
    // Whoever comes here is valid.
    conditions: withoutCondition(status.conditions, 'InvalidSpec'),
    phase: '',
    message: '',
    canary: {
      ...(traffic.weights && { weights: traffic.weights }),
      currentExperiment: draft.currentExperiment,
      stablePingPong: '',
      stepPluginStatuses: [],
    },
    blueGreen: { activeSelector: '', previewSelector: '', scaleUpPreviewCheckPoint: false },
    duration: status.duration,
    alb: isAlbTold ? undefined : status.alb,
    albs: isAlbTold ? undefined : status.albs,
  });
}

/**
 * What ALB keeps is known from verifying its weights with AWS, which is not done: what a controller left that did so goes with the first
 * weight (traffic.md §5.1).
 */
function hasToldAlb({ rollout, facts }: Pick<Draft, 'rollout' | 'facts'>): boolean {
  const { strategy } = rollout.spec;
  if (strategy.kind !== 'canary' || strategy.trafficRouting === undefined) return false;
  const answer = facts.observed.routed?.[strategy.trafficRouting.routers.indexOf('alb')];
  return answer?.kind === 'told';
}
