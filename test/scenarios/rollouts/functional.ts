import { JOB, webTemplate } from '../support/analysis-templates.ts';
import {
  atStep,
  condition,
  conditions,
  is,
  isAborted,
  never,
  neverAtStep,
  passes,
  stays,
} from '../support/checks/phase.ts';
import { available, counts, everyPod, pods } from '../support/checks/pods.ts';
import { run, runs } from '../support/checks/runs.ts';
import { selects, serves } from '../support/checks/services.ts';
import { applied, deleted, deployed, PDB } from '../support/deeds/apply.ts';
import { metricsAsked } from '../support/deeds/ask-metrics.ts';
import { changed, markedReady, released, releasedPod } from '../support/deeds/change.ts';
import { aborted, promoted, restarted } from '../support/deeds/command.ts';
import {
  APP,
  analysis,
  analysisOf,
  CRASHING,
  CRASHING_TOO,
  gatedPod,
  pause,
  pod,
  rollout,
  service,
  setWeight,
} from '../support/manifests.ts';
import { type Chapter, scenario } from '../support/scenario.ts';

const ACTIVE = { activeService: 'web-active' };
/** One pod more, none fewer. */
const CAREFUL = { maxSurge: 1, maxUnavailable: 0 };
/** How long a crashing revision takes to be Degraded. */
const SOON = { progressDeadlineSeconds: 3 };
const UNPULLABLE = pod({ image: 'nginx:does-not-exist' });

/** What a Rollout does, whatever its strategy. */
export const functional: Chapter = {
  name: 'functional_test.go',
  scenarios: {
    TestCanaryPromoteFull: scenario('promotions go over a pause and an analysis, a full one from an abort to the end')
      .given(
        deployed(
          JOB,
          rollout({
            strategy: {
              canary: {
                analysis: { ...analysisOf(['job']), startingStep: 4 },
                steps: [pause('24h'), analysis(['job'], { seconds: '1000' }), pause(), analysis(['job'])],
              },
            },
          }),
        ),
      )
      .when(released())
      .expect(is('Paused'))
      .when(promoted())
      .expect(atStep(1), run('Step', 'Running'), is('Progressing'), runs(1))
      .when(promoted())
      .expect(is('Paused'))
      .when(aborted())
      .expect(is('Degraded'))
      .when(promoted('full'))
      .expect(is('Healthy'), stays(runs(1), 1)),

    TestBlueGreenPromoteFull: scenario('a full promotion leaves the analysis under way, and starts no other')
      .given(
        deployed(
          JOB,
          service('web-active'),
          rollout({
            replicas: 3,
            strategy: {
              blueGreen: {
                ...ACTIVE,
                autoPromotionEnabled: false,
                prePromotionAnalysis: analysisOf(['job'], { seconds: '1000' }),
                postPromotionAnalysis: analysisOf(['job']),
              },
            },
          }),
        ),
      )
      .when(released())
      .expect(run('PrePromotion', 'Running'))
      .when(promoted('full'))
      .expect(is('Healthy'), stays(runs(1), 1)),

    TestRolloutRestart: scenario('a restart takes as many pods at once as may be missing')
      .given(
        applied(
          rollout({
            replicas: 4,
            strategy: { canary: { maxUnavailable: '75%', steps: [setWeight(25), pause()] } },
            pod: gatedPod(),
          }),
        ),
        markedReady('r1', 4),
      )
      .expect(is('Healthy'))
      .when(released(), markedReady('r2', 1))
      // Pods that were made in the second of the restart count as newer.
      .expect(is('Paused'), available(4), stays(is('Paused'), 1))
      .when(restarted())
      .expect(counts(4, 4, 1, 1, 1)),

    TestRolloutPDBRestart: scenario('a restart heeds a PodDisruptionBudget, and tries again')
      .given(
        applied(
          {
            apiVersion: 'policy/v1',
            kind: 'PodDisruptionBudget',
            metadata: { name: 'web' },
            spec: { minAvailable: 4, selector: { matchLabels: APP } },
          },
          rollout({
            replicas: 4,
            strategy: { canary: { maxUnavailable: '100%', steps: [setWeight(25), pause()] } },
            pod: gatedPod(),
          }),
        ),
        markedReady('r1', 4),
      )
      .expect(is('Healthy'))
      .when(released(), markedReady('r2', 1))
      .expect(is('Paused'), available(4), stays(is('Paused'), 1))
      .when(restarted())
      .expect(stays(counts(4, 4, 1, 4, 4), 2))
      .when(deleted(PDB, 'web'))
      .expect(available(0)),

    TestRolloutPodVolumesItemsSpec: scenario('a volume may have items').given(
      deployed(
        { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'web' }, data: { 'game.properties': 'lives=5' } },
        rollout({
          replicas: 2,
          strategy: { canary: { maxUnavailable: '100%', steps: [setWeight(25), pause()] } },
          pod: pod(
            { volumeMounts: [{ name: 'config', mountPath: '/config', readOnly: true }] },
            {
              volumes: [
                {
                  name: 'config',
                  configMap: { name: 'web', items: [{ key: 'game.properties', path: 'game.properties' }] },
                },
              ],
            },
          ),
        }),
      ),
    ),

    TestMalformedRollout: scenario('a quantity that is none is left out').given(
      deployed(rollout({ strategy: { canary: {} }, pod: pod({ resources: { requests: { memory: 'invalid' } } }) })),
    ),

    TestMalformedRolloutEphemeralCtr: scenario('ephemeral containers that cannot be read are left out').given(
      deployed(
        rollout({
          strategy: { canary: {} },
          pod: pod(
            { resources: { requests: { memory: 'invalid' } } },
            {
              ephemeralContainers: [
                { name: 'web', image: 'nginx:1.29-alpine', resources: { requests: { memory: 'invalid' } } },
              ],
            },
          ),
        }),
      ),
    ),

    TestContainerResourceFormats: scenario('the same quantity may be written in several ways')
      .given(
        deployed(
          rollout({
            strategy: { canary: {} },
            pod: {
              containers: [0.001, '0.001', '1m'].map((cpu, i) => ({
                name: `web-${i}`,
                image: 'nginx:1.29-alpine',
                resources: { requests: { cpu } },
              })),
            },
          }),
        ),
      )
      .expect(
        everyPod(
          'asks for 1m of CPU in each container',
          (spec) => JSON.stringify(spec).match(/"requests":\{"cpu":"1m"\}/g)?.length === 3,
        ),
      ),

    TestRolloutGoodToBadUpdate: scenario('two bad updates, and the good pods stay')
      .given(deployed(rollout({ replicas: 4, strategy: { canary: CAREFUL } })))
      .when(releasedPod(CRASHING, SOON))
      .expect(is('Degraded'), pods({ canary: 1, stable: 4 }))
      .when(releasedPod(CRASHING_TOO))
      .expect(passes('Progressing', 'Degraded'), pods({ r1: 4, r2: 0, r3: 1 })),

    TestRolloutBadToGoodUpdate: scenario('a good update after a bad first deploy')
      .given(applied(rollout({ replicas: 4, ...SOON, strategy: { canary: CAREFUL }, pod: CRASHING })))
      .expect(is('Degraded'))
      .when(releasedPod(pod(), { progressDeadlineSeconds: 60 }))
      .expect(is('Healthy'), pods({ r2: 4, r1: 0 })),

    TestRolloutBadToBadUpdate: scenario('a bad update after a bad first deploy')
      .given(applied(rollout({ replicas: 4, ...SOON, strategy: { canary: CAREFUL }, pod: CRASHING })))
      .expect(is('Degraded'))
      .when(releasedPod(CRASHING_TOO))
      .expect(passes('Progressing', 'Degraded'), pods({ r2: 1, r1: 4 })),

    TestRolloutBadToGoodSetWeightUpdate: scenario('a good update in steps after a bad first deploy')
      .given(
        applied(
          rollout({
            replicas: 4,
            ...SOON,
            strategy: { canary: { ...CAREFUL, steps: [setWeight(50), pause('2s')] } },
            pod: CRASHING,
          }),
        ),
      )
      .expect(is('Degraded'))
      .when(releasedPod(pod()))
      .expect(is('Healthy'), pods({ r2: 4, r1: 0 })),

    TestBlueGreenToCanary: scenario('from blue-green to canary in one update')
      .given(
        deployed(
          service('web-active'),
          rollout({ replicas: 2, strategy: { blueGreen: { ...ACTIVE, scaleDownDelaySeconds: 5 } } }),
        ),
      )
      .when(
        changed({
          template: { metadata: { annotations: { version: '2' } } },
          strategy: { blueGreen: null, canary: { steps: [setWeight(50), pause()] } },
        }),
      )
      .expect(is('Paused'), available(2), counts(2, 2, 1, 2, 2), selects({ 'web-active': null })),

    TestFixInvalidSpec: scenario('what was missing is found without the Rollout being touched')
      .given(applied(rollout({ replicas: 0, strategy: { canary: { analysis: analysisOf(['later']) } } })))
      .expect(is('Degraded'))
      .when(applied(webTemplate('later', '/good', { interval: '5s', successCondition: 'result.status == "good"' })))
      .expect(is('Healthy')),

    TestBlueGreenScaleDownDelay: scenario('as many old revisions are kept as the limit says')
      .given(
        deployed(
          service('web-active'),
          rollout({
            strategy: { blueGreen: { ...ACTIVE, scaleDownDelaySeconds: 86_400, scaleDownDelayRevisionLimit: 2 } },
          }),
        ),
      )
      .when(released())
      .expect(passes('Progressing', 'Healthy'), pods({ r2: 1, r1: 1 }), counts(1, 2, 1, 1, 1))
      .when(released())
      .expect(passes('Progressing', 'Healthy'))
      .when(released())
      .expect(passes('Progressing', 'Healthy'), pods({ r4: 1, r3: 1, r2: 1, r1: 0 }), counts(1, 3, 1, 1, 1))
      .when(changed({ strategy: { blueGreen: { scaleDownDelayRevisionLimit: 1 } } }))
      .expect(pods({ r4: 1, r3: 1, r2: 0, r1: 0 }), counts(1, 2, 1, 1, 1)),

    TestBlueGreenExceedProgressDeadlineAbort: scenario('being late aborts when it shall')
      .given(
        deployed(
          service('web-active'),
          rollout({ strategy: { blueGreen: { ...ACTIVE, abortScaleDownDelaySeconds: 2 } } }),
        ),
      )
      .when(releasedPod(UNPULLABLE, { progressDeadlineAbort: false, progressDeadlineSeconds: 1 }))
      .expect(is('Degraded'), stays(isAborted(false), 3), pods({ r2: 1 }))
      .when(changed({ progressDeadlineAbort: true }))
      .expect(is('Degraded'), isAborted(true), pods({ r2: 0 }), conditions(4)),

    TestBlueGreenScaleDownOnAbort: scenario('an aborted preview goes after its delay')
      .given(
        deployed(
          service('web-active'),
          service('web-preview'),
          rollout({
            replicas: 2,
            strategy: {
              blueGreen: {
                ...ACTIVE,
                previewService: 'web-preview',
                previewReplicaCount: 1,
                abortScaleDownDelaySeconds: 1,
                autoPromotionEnabled: false,
              },
            },
          }),
        ),
      )
      .when(released())
      .expect(is('Paused'), pods({ r2: 1, r1: 2 }))
      .when(aborted())
      .expect(is('Degraded'), pods({ r2: 0 })),

    TestKubectlWaitForPaused: scenario('the condition Paused can be waited for')
      .given(
        deployed(
          service('web-active'),
          rollout({ strategy: { blueGreen: { ...ACTIVE, autoPromotionEnabled: false } } }),
        ),
      )
      .when(released())
      .expect(condition('Paused', 'True'), is('Paused'), serves({ active: 'r1' }))
      .when(promoted())
      .expect(condition('Paused', 'False'), is('Healthy'), serves({ active: 'r2' })),

    TestCompleteRolloutRestart: scenario('a restart long after the deadline is no missing progress')
      .given(
        deployed(
          rollout({
            replicas: 2,
            progressDeadlineAbort: true,
            progressDeadlineSeconds: 10,
            strategy: { canary: { steps: [setWeight(20)] } },
          }),
        ),
      )
      .expect(stays(is('Healthy'), 12))
      .when(restarted())
      .expect(passes('Progressing', 'Healthy'), never('Degraded'), isAborted(false)),

    TestKubectlWaitForCompleted: scenario('the condition Healthy can be waited for')
      .given(deployed(service('web-active'), rollout({ strategy: { blueGreen: ACTIVE } })))
      .when(released())
      .expect(condition('Healthy', 'False'), is('Progressing'))
      .expect(condition('Healthy', 'True'), serves({ active: 'r2' })),

    TestControllerMetrics: scenario('the controller tells its metrics')
      .given(deployed(rollout({ strategy: { canary: {} } })))
      .when(metricsAsked()),

    TestRolloutPauseDurationGreaterThanProgressDeadlineSeconds: scenario('a pause longer than the deadline is no delay')
      .given(
        deployed(
          rollout({
            replicas: 3,
            progressDeadlineSeconds: 5,
            strategy: { canary: { steps: [setWeight(32), pause('9s'), setWeight(67)] } },
          }),
        ),
      )
      .when(released())
      .expect(passes('Paused', 'Healthy'), neverAtStep(1, 'Degraded')),

    TestSpecAndReplicaChangeSameTime: scenario('size and template change at once, twice')
      .given(
        deployed(
          rollout({
            replicas: 2,
            strategy: { canary: { steps: [setWeight(10), pause('3s'), setWeight(20), pause('2s')] } },
          }),
        ),
      )
      .when(changed({ replicas: 3, template: { metadata: { annotations: { version: '2' } } } }))
      .expect(is('Paused'))
      .when(changed({ replicas: 4, template: { metadata: { annotations: { version: '3' } } } }))
      .expect(is('Healthy'), counts(4, 4, 4, 4, 4)),
  },
};
