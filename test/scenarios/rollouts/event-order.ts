import { events } from '../support/checks/events.ts';
import { is, passes } from '../support/checks/phase.ts';
import { counts, pods } from '../support/checks/pods.ts';
import { serves } from '../support/checks/services.ts';
import { deployed } from '../support/deeds/apply.ts';
import { released } from '../support/deeds/change.ts';
import { aborted, retried } from '../support/deeds/command.ts';
import { pause, rollout, service, setWeight } from '../support/manifests.ts';
import { type Chapter, scenario } from '../support/scenario.ts';

/**
 * All events in their order. They need a controller that has little else to tell: in a burst events wait, and those that repeat meanwhile are
 * told once.
 */
export const eventOrder: Chapter = {
  name: 'functional_test.go (events)',
  scenarios: {
    TestRolloutAbortRetryPromote: scenario('an abort, a retry and the way to the end, as events tell it')
      .given(deployed(rollout({ strategy: { canary: { steps: [setWeight(50), pause('3s')] } } })))
      .when(released())
      .expect(is('Paused'), pods({ r1: 1, r2: 1 }))
      .when(aborted())
      .expect(is('Degraded'))
      .when(retried())
      .expect(is('Paused'), pods({ r1: 1, r2: 1 }), is('Healthy'), pods({ r1: 0, r2: 1 }))
      .expect(
        events(
          'RolloutAddedToInformer',
          'RolloutUpdated',
          'NewReplicaSetCreated',
          'RolloutNotCompleted',
          'ScalingReplicaSet',
          'RolloutCompleted',
          'RolloutUpdated',
          'NewReplicaSetCreated',
          'RolloutNotCompleted',
          'ScalingReplicaSet',
          'RolloutStepCompleted',
          'RolloutPaused',
          'ScalingReplicaSet',
          'RolloutAborted',
          'ScalingReplicaSet',
          'RolloutStepCompleted',
          'RolloutPaused',
          'RolloutStepCompleted',
          'RolloutResumed',
          'ScalingReplicaSet',
          'RolloutCompleted',
        ),
      ),

    TestBlueGreenUpdate: scenario('a blue-green update, as counts and events tell it')
      .given(
        deployed(
          service('web-active'),
          rollout({ replicas: 3, strategy: { blueGreen: { activeService: 'web-active', scaleDownDelaySeconds: 60 } } }),
        ),
      )
      .expect(counts(3, 3, 3, 3, 3))
      .when(released())
      .expect(passes('Progressing'), serves({ active: 'r2' }), counts(3, 6, 3, 3, 3))
      .expect(is('Healthy'), counts(3, 6, 3, 3, 3))
      .expect(
        events(
          'RolloutAddedToInformer',
          'RolloutUpdated',
          'NewReplicaSetCreated',
          'ScalingReplicaSet',
          'RolloutCompleted',
          'SwitchService',
          'RolloutUpdated',
          'NewReplicaSetCreated',
          'RolloutNotCompleted',
          'ScalingReplicaSet',
          'SwitchService',
          'RolloutCompleted',
        ),
      ),
  },
};
