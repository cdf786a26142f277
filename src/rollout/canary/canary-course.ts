import { keepExperiments } from '../experiment-step/keep-experiments.ts';
import type { Course } from '../plan/course.ts';
import { go, type Stage } from '../plan/draft.ts';
import { sumAvailable } from '../replica-set.ts';
import { forgetOldReplicaSets } from '../replica-sets/forget-old.ts';
import { keepPodMetadata } from '../replica-sets/keep-pod-metadata.ts';
import { restartPods } from '../restart/restart-pods.ts';
import type { CanaryStrategy } from '../strategy.ts';
import { analyse } from './analyse.ts';
import { hasUpdateChanged } from './has-update-changed.ts';
import { pauseAtStep } from './pause.ts';
import { resizeCanary } from './resize.ts';
import { routeTraffic } from './route.ts';
import { clearPingPong, switchServices } from './services.ts';
import { settleCanary } from './settle.ts';

/**
 * A canary: step by step, by weight or by numbers of pods.
 *
 * @see rollout.md §4.2
 */
export function canaryCourse(strategy: CanaryStrategy): Course {
  return {
    hasChanged: hasUpdateChanged,
    stages: [
      startOver,
      restartPods({ endsSync: true }),
      keepPodMetadata,
      forgetOldReplicaSets,
      switchServices(strategy),
      routeTraffic(strategy),
      clearPingPong(strategy),
      keepExperiments(strategy),
      analyse(strategy),
      resizeCanary(strategy),
      pauseAtStep(strategy),
    ],
    resize: resizeCanary(strategy),
    counts: ({ sets }) => ({
      availableReplicas: sumAvailable(sets.all),
      hpaReplicas: sets.all.reduce((sum, { created }) => sum + created, 0),
    }),
    settle: settleCanary(strategy),
    isAvailable: ({ sets, rollout }) => sumAvailable(sets.all) >= rollout.spec.replicas,
  };
}

/** A new update only resets the status; the next sync takes its first step. */
const startOver: Stage = (draft) => (hasUpdateChanged(draft) ? go(draft, { kind: 'status' }) : draft);
