import { JOB } from '../support/analysis-templates.ts';
import { atStep, is, neverHad, stays } from '../support/checks/phase.ts';
import { available, current, deadline, podLabels, pods, sized } from '../support/checks/pods.ts';
import { runs } from '../support/checks/runs.ts';
import { selects } from '../support/checks/services.ts';
import { weights } from '../support/checks/traffic.ts';
import { applied, deployed } from '../support/deeds/apply.ts';
import { changed, markedReady, released, releasedPod, scaled } from '../support/deeds/change.ts';
import { aborted, promoted, undone } from '../support/deeds/command.ts';
import {
  analysis,
  CRASHING,
  gatedPod,
  NGINX,
  nginxCanary,
  pause,
  ROUTED,
  rollout,
  service,
  setCanaryScale,
  setWeight,
} from '../support/manifests.ts';
import { type Chapter, scenario } from '../support/scenario.ts';

const DYNAMIC = rollout({
  replicas: 4,
  strategy: nginxCanary({ dynamicStableScale: true, steps: [setWeight(25), pause(), setWeight(75), pause()] }),
  pod: gatedPod(),
});
const DYNAMIC_WITH_DELAY = rollout({
  replicas: 4,
  strategy: nginxCanary({
    dynamicStableScale: true,
    abortScaleDownDelaySeconds: 3,
    steps: [setWeight(25), pause(), setWeight(75), pause()],
  }),
  pod: gatedPod(),
});

const byHand = (abortScaleDownDelaySeconds: number) =>
  rollout({ strategy: nginxCanary({ abortScaleDownDelaySeconds, steps: [setCanaryScale({ replicas: 1 }), pause()] }) });

const twentyPercent = (given: Parameters<typeof rollout>[0]) =>
  rollout({ replicas: 3, progressDeadlineSeconds: 2, pod: gatedPod(), ...given });

/** Canaries: sizes, weights, delays, aborts. */
export const canary: Chapter = {
  name: 'canary_test.go',
  scenarios: {
    TestCanarySetCanaryScale: scenario('the size of a canary is set apart from its weight')
      .given(
        deployed(
          ...NGINX,
          rollout({
            replicas: 4,
            strategy: nginxCanary({
              steps: [
                pause(),
                setCanaryScale({ weight: 25 }),
                pause('100s'),
                setWeight(50),
                pause('100s'),
                setCanaryScale({ replicas: 3 }),
                pause(),
                setCanaryScale({ matchTrafficWeight: true }),
                pause('100s'),
              ],
            }),
          }),
        ),
      )
      .when(released())
      .expect(atStep(0), pods({ canary: 0, stable: 4 }))
      .when(promoted())
      .expect(atStep(2), pods({ canary: 1, stable: 4 }))
      .when(promoted())
      .expect(atStep(4), pods({ canary: 1, stable: 4 }))
      .when(promoted())
      .expect(atStep(6), pods({ canary: 3, stable: 4 }))
      .when(promoted())
      .expect(atStep(8), pods({ canary: 2, stable: 4 }))
      .when(promoted())
      .expect(is('Healthy'), pods({ canary: 4 })),

    TestRolloutScalingWhenPaused: scenario('a paused canary follows the size of its Rollout')
      .given(deployed(rollout({ strategy: { canary: { steps: [setWeight(25), pause()] } } })))
      .when(released())
      .expect(is('Paused'), pods({ canary: 1, stable: 1 }))
      .when(scaled(8))
      .expect(available(8), pods({ canary: 2, stable: 6 }))
      .when(scaled(4))
      .expect(available(4), pods({ canary: 1, stable: 3 })),

    TestRolloutWithMaxSurgeScalingDuringUpdate: scenario('with a surge of all, an update under way is sized anew')
      .given(
        applied(rollout({ replicas: 4, strategy: { canary: { maxSurge: '100%' } }, pod: gatedPod() })),
        markedReady('r1', 4),
      )
      .expect(is('Healthy'))
      .when(released())
      .expect(current(7), pods({ canary: 4, stable: 3 }))
      .when(scaled(8))
      .expect(current(11), pods({ canary: 8, stable: 3 }))
      .when(scaled(4))
      .expect(current(7), pods({ canary: 4, stable: 3 })),

    TestRolloutScalingDuringUpdate: scenario('an update that never gets ready is sized anew within its surge')
      .given(deployed(rollout({ replicas: 4, strategy: { canary: { maxSurge: 2, maxUnavailable: 0 } } })))
      .when(releasedPod(CRASHING))
      .expect(current(6), pods({ canary: 2, stable: 4 }))
      .when(scaled(8))
      .expect(current(10), pods({ canary: 6, stable: 4 }))
      .when(scaled(4))
      .expect(current(6), pods({ canary: 2, stable: 4 })),

    TestReduceWeightAndHonorMaxUnavailable: scenario(
      'less weight, or an abort, never takes more pods than may be missing',
    )
      .given(
        applied(
          JOB,
          rollout({
            replicas: 3,
            strategy: {
              canary: {
                maxSurge: 2,
                maxUnavailable: 0,
                steps: [
                  setWeight(100),
                  pause(),
                  setWeight(0),
                  pause(),
                  setWeight(100),
                  analysis(['job'], { 'exit-code': '1' }),
                ],
              },
            },
            pod: gatedPod(),
          }),
        ),
        markedReady('r1', 3),
      )
      .expect(is('Healthy'))
      .when(released(), markedReady('r2', 3))
      .expect(atStep(1), pods({ canary: 3, stable: 0 }))
      .when(promoted())
      .expect(pods({ canary: 3, stable: 2 }))
      .when(markedReady('stable', 3))
      .expect(atStep(3), pods({ canary: 0, stable: 3 }))
      .when(promoted(), markedReady('canary', 3))
      .expect(is('Degraded'), runs(1), pods({ canary: 3, stable: 2 })),

    TestEphemeralMetadata: scenario('pods are labelled for the role that they have')
      .given(
        applied(
          rollout({
            replicas: 2,
            strategy: {
              canary: {
                canaryMetadata: { labels: { role: 'canary' } },
                stableMetadata: { labels: { role: 'stable' } },
                steps: [setWeight(50), pause()],
              },
            },
          }),
        ),
      )
      .expect(current(2), podLabels('r1', { role: 'stable' }), is('Healthy'))
      .when(released())
      .expect(is('Paused'), podLabels('r2', { role: 'canary' }), podLabels('r1', { role: 'stable' }))
      .when(changed({ strategy: { canary: { canaryMetadata: { labels: { role: null, role2: 'canary2' } } } } }))
      .expect(podLabels('r2', { role: undefined, role2: 'canary2' }))
      .when(promoted())
      .expect(is('Healthy'), podLabels('r2', { role: 'stable', role2: undefined }))
      .when(changed({ strategy: { canary: { stableMetadata: { labels: { role: null, role2: 'stable2' } } } } }))
      .expect(podLabels('r2', { role: undefined, role2: 'stable2' })),

    TestCanaryProgressDeadlineExceededWithPause: scenario('an update that is late is Degraded until it gets on')
      .given(applied(twentyPercent({ strategy: { canary: { steps: [setWeight(20), pause()] } } })))
      .expect(is('Degraded'), current(3))
      .when(markedReady('r1', 3))
      .expect(is('Healthy'))
      .when(released())
      .expect(is('Degraded'))
      .when(markedReady('r2', 1))
      .expect(is('Paused'), pods({ canary: 1, stable: 3 }))
      .when(promoted())
      .expect(is('Degraded'))
      .when(markedReady('r2', 2))
      .expect(is('Healthy')),

    TestCanaryScaleDownDelayWithProgressDeadline: scenario('old pods that wait for their end are no missing progress')
      .given(deployed(...NGINX, rollout({ strategy: nginxCanary({}) })), changed({ progressDeadlineSeconds: 10 }))
      .when(released())
      .expect(is('Healthy'), deadline({ r1: true }), stays(is('Healthy'), 12)),

    TestCanaryScaleDownDelay: scenario('one old revision is kept for a while, older ones go')
      .given(deployed(...NGINX, rollout({ strategy: nginxCanary({ scaleDownDelayRevisionLimit: 1 }) })))
      .when(released('two'))
      .expect(is('Healthy'), sized({ r1: 1 }), deadline({ r1: true }))
      .when(released('three'))
      .expect(is('Healthy'), sized({ r1: 0, r2: 1 }), deadline({ r1: false, r2: true }))
      .when(released('two'))
      .expect(is('Healthy'), sized({ r1: 0, r4: 1, r3: 1 }), deadline({ r1: false, r4: false, r3: true })),

    TestCanaryScaleDownOnAbort: scenario('an aborted canary goes after its delay, its service turns to stable')
      .given(deployed(...NGINX, byHand(1)))
      .when(released())
      .expect(is('Paused'))
      .when(aborted())
      .expect(is('Degraded'), selects({ 'web-canary': 'r1', 'web-stable': 'r1' }), pods({ r2: 0 })),

    TestCanaryScaleDownOnAbortNoTrafficRouting: scenario('an aborted canary goes, without traffic routing too')
      .given(
        deployed(
          service('web-stable'),
          service('web-canary'),
          rollout({ strategy: { canary: { ...ROUTED, steps: [setWeight(50), pause()] } } }),
        ),
      )
      .when(released())
      .expect(is('Paused'))
      .when(aborted())
      .expect(is('Degraded'), selects({ 'web-canary': 'r1', 'web-stable': 'r1' }), pods({ r2: 0 })),

    TestCanaryWithPausedRollout: scenario('a newer revision takes the place of a paused one')
      .given(
        deployed(
          service('web-stable'),
          service('web-canary'),
          rollout({
            replicas: 3,
            progressDeadlineSeconds: 5,
            strategy: { canary: { ...ROUTED, steps: [setWeight(20), pause()] } },
          }),
        ),
      )
      .when(released())
      .expect(is('Paused'))
      .when(released())
      .expect(is('Paused'), pods({ r1: 3, r2: 0, r3: 1 })),

    TestCanaryUnScaleDownOnAbort: scenario('an abort without a delay leaves the canary as it is')
      .given(deployed(...NGINX, byHand(0)))
      .when(released())
      .expect(is('Paused'))
      .when(aborted())
      .expect(is('Degraded'), stays(pods({ r2: 1 }), 3), deadline({ r2: false })),

    TestCanaryDynamicStableScale: scenario('stable shrinks as the canary grows, and grows first after an abort')
      .given(applied(...NGINX, DYNAMIC), markedReady('r1', 4))
      .expect(is('Healthy'))
      .when(released(), markedReady('r2', 1))
      .expect(is('Paused'), pods({ r1: 3, r2: 1 }), available(4))
      .when(promoted(), markedReady('r2', 2))
      .expect(atStep(3), pods({ r1: 1, r2: 3 }), available(4))
      .when(aborted(), markedReady('r1', 2))
      .expect(pods({ r2: 1, r1: 4 }), selects({ 'web-canary': 'r2', 'web-stable': 'r1' }))
      .when(markedReady('r1', 1))
      .expect(pods({ r2: 0, r1: 4 }), selects({ 'web-canary': 'r1', 'web-stable': 'r1' })),

    TestCanaryDynamicStableScaleAbortScaleDownDelay: scenario(
      'an aborted canary serves until stable can, and only then waits for its end',
    )
      .given(applied(...NGINX, DYNAMIC_WITH_DELAY), markedReady('r1', 4))
      .expect(is('Healthy'))
      .when(released(), markedReady('r2', 1))
      .expect(is('Paused'))
      .when(promoted(), markedReady('r2', 2))
      .expect(atStep(3), pods({ r1: 1, r2: 3 }), available(4))
      .when(aborted())
      .expect(
        is('Degraded'),
        stays(pods({ r2: 3 }), 2),
        deadline({ r2: false }),
        weights({ canary: ['r2', 75], stable: ['r1', 25] }),
      )
      .when(markedReady('r1', 2))
      .expect(pods({ r1: 4 }))
      .when(markedReady('r1', 1))
      .expect(deadline({ r2: true }), sized({ r2: 3 }), weights({ canary: ['r2', 0], stable: ['r1', 100] }))
      .expect(pods({ r2: 0, r1: 4 }), selects({ 'web-canary': 'r1', 'web-stable': 'r1' })),

    TestCanaryDynamicStableScaleRollbackToStable: scenario('undone to stable, traffic moves once stable is whole again')
      .given(applied(...NGINX, DYNAMIC), markedReady('r1', 4))
      .expect(is('Healthy'))
      .when(released(), markedReady('r2', 1))
      .expect(is('Paused'), pods({ r1: 3, r2: 1 }), available(4))
      .when(undone(1))
      .expect(
        pods({ r3: 4, r2: 1 }),
        selects({ 'web-canary': 'r2', 'web-stable': 'r3' }),
        weights({ canary: ['r2', 25], stable: ['r3', 75] }),
      )
      .when(markedReady('r3', 1))
      .expect(
        pods({ r2: 0 }),
        selects({ 'web-canary': 'r3', 'web-stable': 'r3' }),
        weights({ canary: ['r3', 0], stable: ['r3', 100] }),
      ),

    TestCanaryWithSpecPause: scenario('a healthy Rollout that is paused by its spec is Paused and nothing else')
      .given(applied(twentyPercent({ strategy: { canary: { steps: [setWeight(20)] } } })))
      .expect(is('Degraded'), current(3))
      .when(markedReady('r1', 3))
      .expect(is('Healthy'))
      .when(changed({ paused: true }))
      .expect(is('Paused'), stays(is('Paused'), 3), neverHad('Progressing', 'Unknown', 'RolloutPaused')),
  },
};
