import type { JsonObject } from '../../../src/core/json.ts';
import { analysisTemplate, JOB, jobMetric, webTemplate } from '../support/analysis-templates.ts';
import { is, passes, saying, stays } from '../support/checks/phase.ts';
import { counts, deadline, pods } from '../support/checks/pods.ts';
import { firstMetric, measured, run, runs } from '../support/checks/runs.ts';
import { serves } from '../support/checks/services.ts';
import { deployed } from '../support/deeds/apply.ts';
import { changed, released, releasedPod } from '../support/deeds/change.ts';
import { promoted, retried } from '../support/deeds/command.ts';
import { analysis, analysisOf, pause, pod, rollout, service, setWeight } from '../support/manifests.ts';
import { type Chapter, scenario } from '../support/scenario.ts';

const canary = (given: JsonObject): JsonObject => rollout({ strategy: { canary: given } });

const blueGreen = (given: JsonObject, replicas = 1): readonly JsonObject[] => [
  JOB,
  service('web-active'),
  service('web-preview'),
  rollout({
    replicas,
    strategy: { blueGreen: { activeService: 'web-active', previewService: 'web-preview', ...given } },
  }),
];

const GOOD = webTemplate('good', '/good', { interval: '1s', successCondition: 'result.status == "good"' });
const UNCLEAR = webTemplate('unclear', '/unclear', {
  interval: '1s',
  inconclusiveLimit: 3,
  successCondition: 'result.status == "good"',
  failureCondition: 'result.status == "bad"',
});

/** A Job that would take hours. */
const LONG = analysisTemplate('long', { metrics: [jobMetric('long', 'sleep 6000', { count: 1 })] });
const CUT_SHORT = analysisTemplate('cut-short', {
  metrics: [jobMetric('cut-short', 'sleep 6000', { count: 1 }, { activeDeadlineSeconds: 2 })],
});
const NO_IMAGE = analysisTemplate('no-image', {
  metrics: [jobMetric('no-image', 'exit 0', { count: 1 }, {}, 'nonexistent-image-that-does-not-exist:latest')],
});

/** Two metrics, one of which begins late. */
const TWO = analysisTemplate('two', {
  metrics: [jobMetric('late', 'exit 0', { count: 1, initialDelay: '3s' }), jobMetric('early', 'exit 0', { count: 1 })],
});
const ONE_FAILS = analysisTemplate('one-fails', {
  metrics: [
    jobMetric('late', 'exit 0', { count: 1, initialDelay: '10000s' }),
    jobMetric('failing', 'exit 1', { count: 2, interval: '1s', failureLimit: 1 }),
  ],
});

/** The backend's address is secret, and the answer is to be what `wanted` says. */
const SECRET_ADDRESS = [
  ({ stage }: { readonly stage: { readonly backendUrl: string } }): JsonObject => ({
    apiVersion: 'v1',
    kind: 'Secret',
    metadata: { name: 'backend' },
    stringData: { url: `${stage.backendUrl}/good` },
  }),
  analysisTemplate('secret-address', {
    args: [
      { name: 'interval', value: '1s' },
      { name: 'count', value: '2' },
      { name: 'failure-limit', value: '1' },
      { name: 'wanted', value: 'It worked!' },
      { name: 'url', valueFrom: { secretKeyRef: { name: 'backend', key: 'url' } } },
    ],
    metrics: [
      {
        name: 'web',
        count: '{{args.count}}',
        interval: '{{args.interval}}',
        failureLimit: '{{args.failure-limit}}',
        successCondition: 'result == "{{args.wanted}}"',
        provider: { web: { url: '{{args.url}}', jsonPath: '{$.message}' } },
      },
    ],
  }),
] as const;

/** What each verdict does to a Rollout. */
export const analyses: Chapter = {
  name: 'analysis_test.go',
  scenarios: {
    TestCanaryBackgroundAnalysis: scenario('a background analysis runs beside the steps and ends well with them')
      .given(deployed(GOOD, canary({ analysis: analysisOf(['good']), steps: [setWeight(10), pause()] })))
      .expect(runs(0))
      .when(released())
      .expect(is('Paused'), runs(1), run('Background', 'Running'))
      .when(promoted())
      .expect(is('Healthy'), run('Background', 'Successful')),

    TestCanaryInconclusiveBackgroundAnalysis: scenario('an unclear background analysis holds the Rollout')
      .given(
        deployed(
          UNCLEAR,
          canary({ analysis: { ...analysisOf(['unclear']), startingStep: 1 }, steps: [setWeight(10), pause('15s')] }),
        ),
      )
      .expect(runs(0))
      .when(released())
      .expect(run('Background', 'Running'), is('Paused'), runs(1))
      .expect(run('Background', 'Inconclusive'), saying('InconclusiveAnalysisRun'), is('Paused')),

    TestCanaryInlineAnalysis: scenario('steps that analyse wait for their runs')
      .given(
        deployed(
          JOB,
          canary({ steps: [setWeight(10), analysis(['job']), pause(), analysis(['job']), analysis(['job'])] }),
        ),
      )
      .expect(runs(0))
      .when(released())
      .expect(is('Paused'), runs(1), run('Step', 'Successful'))
      .when(promoted())
      .expect(is('Healthy'), runs(3)),

    TestCanaryInlineMultipleAnalysis: scenario('a run of two metrics waits for both')
      .given(deployed(TWO, canary({ steps: [setWeight(10), pause(), analysis(['two'])] })))
      .expect(runs(0))
      .when(released())
      .expect(is('Paused'))
      .when(promoted())
      .expect(run('Step', 'Running'), runs(1))
      .expect(run('Step', 'Successful'), is('Healthy'), runs(1)),

    TestCanaryFailInlineMultipleAnalysis: scenario('a run fails with the first of its metrics that fails')
      .given(deployed(ONE_FAILS, canary({ steps: [setWeight(10), pause(), analysis(['one-fails'])] })))
      .expect(runs(0))
      .when(released())
      .expect(is('Paused'))
      .when(promoted())
      .expect(passes('Progressing', 'Degraded'), run('Step', 'Failed')),

    TestBlueGreenAnalysis: scenario('analyses before and after the promotion, none on the way back')
      .given(
        deployed(
          ...blueGreen({
            autoPromotionEnabled: false,
            prePromotionAnalysis: analysisOf(['job'], { seconds: '1' }),
            postPromotionAnalysis: analysisOf(['job'], { seconds: '3' }),
          }),
        ),
      )
      .expect(runs(0))
      .when(releasedPod(pod({ image: 'nginx:1.28-alpine' })))
      .expect(passes('Progressing', 'Paused'), runs(1), serves({ active: 'r1', preview: 'r2' }))
      .when(promoted())
      .expect(serves({ active: 'r2' }), runs(2), counts(1, 2, 1, 1, 1), is('Progressing'))
      .expect(is('Healthy'), runs(2), serves({ active: 'r2', preview: 'r2' }), deadline({ r1: true }))
      .when(releasedPod(pod()))
      .expect(is('Healthy'), serves({ stable: 'r3', active: 'r3', preview: 'r3' }), stays(runs(2), 1)),

    TestBlueGreenPrePromotionFail: scenario('a failed analysis before the promotion, put right and tried again')
      .given(
        deployed(
          ...blueGreen(
            {
              abortScaleDownDelaySeconds: 0,
              previewReplicaCount: 1,
              prePromotionAnalysis: analysisOf(['job'], { 'exit-code': '1', seconds: '1' }),
            },
            2,
          ),
        ),
      )
      .expect(runs(0))
      .when(released())
      .expect(is('Degraded'), runs(1), serves({ stable: 'r1', active: 'r1', preview: 'r2' }))
      .when(
        changed({ strategy: { blueGreen: { prePromotionAnalysis: analysisOf(['job'], { 'exit-code': '0' }) } } }),
        retried(),
      )
      .expect(is('Healthy'), runs(2), serves({ stable: 'r2', active: 'r2', preview: 'r2' })),

    TestBlueGreenPostPromotionFail: scenario('a failed analysis after the promotion takes it back')
      .given(
        deployed(
          ...blueGreen({
            autoPromotionEnabled: false,
            postPromotionAnalysis: analysisOf(['job'], { 'exit-code': '1', seconds: '3' }),
          }),
        ),
      )
      .expect(runs(0))
      .when(released())
      .expect(passes('Progressing', 'Paused'), serves({ stable: 'r1', active: 'r1', preview: 'r2' }))
      .when(promoted())
      .expect(serves({ stable: 'r1', active: 'r2', preview: 'r2' }))
      .expect(is('Degraded'), runs(1), serves({ stable: 'r1', active: 'r1', preview: 'r2' })),

    TestBlueGreenAbortAndUpdate: scenario('after an update that failed, one that is good')
      .given(deployed(...blueGreen({ postPromotionAnalysis: analysisOf(['job'], { 'exit-code': '1' }) })))
      .expect(runs(0))
      .when(released())
      .expect(is('Degraded'), runs(1), serves({ active: 'r1', preview: 'r2' }))
      .when(
        changed({
          template: { metadata: { annotations: { version: 'good' } } },
          strategy: { blueGreen: { autoPromotionEnabled: false, postPromotionAnalysis: analysisOf(['job']) } },
        }),
      )
      .expect(is('Paused'), pods({ r1: 1, r3: 1 }), deadline({ r2: true }), serves({ active: 'r1', preview: 'r3' }))
      .when(promoted())
      .expect(is('Healthy'), pods({ r1: 1, r3: 1 }), deadline({ r1: true, r2: true }))
      .expect(serves({ active: 'r3', preview: 'r3' }), runs(2)),

    TestBlueGreenKitchenSink: scenario('a small preview, analyses on both sides, and a promotion by itself')
      .given(
        deployed(
          ...blueGreen(
            {
              previewReplicaCount: 1,
              autoPromotionSeconds: 4,
              scaleDownDelaySeconds: 60,
              prePromotionAnalysis: analysisOf(['job'], { seconds: '2' }),
              postPromotionAnalysis: analysisOf(['job'], { 'exit-code': '1', seconds: '4' }),
            },
            2,
          ),
        ),
      )
      .when(released())
      .expect(is('Paused'), serves({ active: 'r1', preview: 'r2', stable: 'r1' }), pods({ r1: 2, r2: 1 }))
      .expect(counts(2, 3, 1, 2, 2), runs(1), stays(serves({ active: 'r1', stable: 'r1' }), 1))
      .expect(serves({ active: 'r2' }), pods({ r2: 2, r1: 2 }), counts(2, 4, 2, 2, 2), runs(2))
      .expect(is('Degraded'), serves({ active: 'r1', preview: 'r2', stable: 'r1' }), pods({ r2: 2, r1: 2 }))
      .expect(counts(2, 4, 2, 2, 2)),

    TestMultipleAnalysis: scenario('two templates in one step are one run, arguments override their values')
      .given(
        deployed(
          ...(['a', 'b'] as const).map((name) =>
            analysisTemplate(name, {
              args: [
                name === 'a' ? { name: 'host', value: 'nobody' } : { name: 'host' },
                name === 'a' ? { name: 'path' } : { name: 'path', value: 'nothing' },
              ],
              metrics: [1, 2].map((i) =>
                jobMetric(`${name}-${i}`, 'test {{args.host}}/{{args.path}} = here/this', { count: 1 }),
              ),
            }),
          ),
          canary({ steps: [analysis(['a', 'b'], { host: 'here', path: 'this' })] }),
        ),
      )
      .expect(runs(0))
      .when(released())
      .expect(is('Healthy'), runs(1), run('Step', 'Successful')),

    TestAnalysisWithSecret: scenario('an argument may come from a Secret')
      .given(deployed(...SECRET_ADDRESS, canary({ steps: [setWeight(25), analysis(['secret-address']), pause()] })))
      .expect(runs(0))
      .when(released())
      .expect(is('Paused'), run('Step', 'Successful'), measured('Step', 2))
      .when(promoted())
      .expect(is('Healthy'), serves({ stable: 'r2' })),

    TestAnalysisWithArgs: scenario('the Rollout sets arguments')
      .given(
        deployed(
          ...SECRET_ADDRESS,
          canary({
            steps: [setWeight(25), analysis(['secret-address'], { count: '3', 'failure-limit': '2' }), pause()],
          }),
        ),
      )
      .expect(runs(0))
      .when(released())
      .expect(is('Paused'), run('Step', 'Successful'), measured('Step', 3))
      .when(promoted())
      .expect(is('Healthy'), serves({ stable: 'r2' })),

    TestBackgroundAnalysisWithArgs: scenario('a background analysis takes arguments, and begins with its step')
      .given(
        deployed(
          ...SECRET_ADDRESS,
          canary({
            analysis: { ...analysisOf(['secret-address'], { count: '1000' }), startingStep: 1 },
            steps: [setWeight(25), pause()],
          }),
        ),
      )
      .expect(runs(0))
      .when(released())
      .expect(is('Paused'), runs(1), run('Background', 'Running'))
      .when(promoted())
      .expect(is('Healthy'), run('Background', 'Successful')),

    TestCanaryInlineAnalysisLongRunningJobWithDeadline: scenario('a Job past its deadline fails the step')
      .given(deployed(CUT_SHORT, canary({ steps: [setWeight(10), analysis(['cut-short'])] })))
      .expect(runs(0))
      .when(released())
      .expect(is('Degraded'), runs(1), run('Step', 'Failed'), firstMetric('Step', 'Failed')),

    TestCanaryBackgroundAnalysisLongRunningJobWithDeadline: scenario('a Job past its deadline fails the background')
      .given(
        deployed(CUT_SHORT, canary({ analysis: analysisOf(['cut-short']), steps: [setWeight(10), pause('100s')] })),
      )
      .expect(runs(0))
      .when(released())
      .expect(is('Degraded'), runs(1), run('Background', 'Failed'), firstMetric('Background', 'Failed')),

    TestCanaryBackgroundAnalysisLongRunningJob: scenario('a Job that the end of the update cuts short is no success')
      .given(deployed(LONG, canary({ analysis: analysisOf(['long']), steps: [setWeight(10), pause('100s')] })))
      .expect(runs(0))
      .when(released())
      .expect(is('Paused'), runs(1), run('Background', 'Running'))
      .when(promoted())
      .expect(is('Healthy'), run('Background', 'Inconclusive'), firstMetric('Background', 'Inconclusive')),

    TestCanaryInlineAnalysisInvalidImageJob: scenario('a Job whose image is not there holds the Rollout')
      .given(deployed(NO_IMAGE, canary({ steps: [setWeight(10), analysis(['no-image'])] })))
      .expect(runs(0))
      .when(released())
      .expect(is('Paused'), runs(1), run('Step', 'Inconclusive'), firstMetric('Step', 'Inconclusive')),

    TestCanaryBackgroundAnalysisInvalidImageJob: scenario('a background Job whose image is not there holds the Rollout')
      .given(
        deployed(
          NO_IMAGE,
          LONG,
          canary({
            // Otherwise it may hold the Rollout before the other run is made.
            analysis: { ...analysisOf(['no-image']), startingStep: 1 },
            steps: [setWeight(10), analysis(['long'])],
          }),
        ),
      )
      .expect(runs(0))
      .when(released())
      .expect(is('Paused'), runs(2), run('Step', 'Running'))
      .expect(run('Background', 'Inconclusive'), firstMetric('Background', 'Inconclusive')),
  },
};
