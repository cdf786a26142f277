import type { JsonObject } from '../../../src/core/json.ts';
import { condition, conditions, is, passes, stays } from '../support/checks/phase.ts';
import { counts, workloadSize } from '../support/checks/pods.ts';
import { selects } from '../support/checks/services.ts';
import { seenWorkload, templateInSpec } from '../support/checks/workload.ts';
import { applied, deployed } from '../support/deeds/apply.ts';
import { changed, changedWorkload, scaled } from '../support/deeds/change.ts';
import { promoted } from '../support/deeds/command.ts';
import { APP, deployment, pause, pod, rollout, service, setWeight, WORKLOAD_REF } from '../support/manifests.ts';
import { type Chapter, scenario } from '../support/scenario.ts';

const BLUE_GREEN = { blueGreen: { activeService: 'web-active' } };
const scalesDown = (scaleDown: string, replicas: number, strategy: JsonObject = BLUE_GREEN): JsonObject =>
  rollout({ replicas, workloadRef: { ...WORKLOAD_REF, scaleDown }, strategy });

const another = (image: string): JsonObject => ({ template: { spec: pod({ image }) } });

/** Pods that are taken from a Deployment. */
export const workload: Chapter = {
  name: 'functional_test.go (workloadRef)',
  scenarios: {
    TestWorkloadRefTemplate: scenario('a reference and a template do not go together')
      .given(
        applied(service('web-active'), deployment(0), {
          apiVersion: 'argoproj.io/v1alpha1',
          kind: 'Rollout',
          metadata: { name: 'web' },
          spec: {
            replicas: 1,
            workloadRef: WORKLOAD_REF,
            selector: { matchLabels: { app: 'other' } },
            template: { metadata: { labels: APP } },
            strategy: BLUE_GREEN,
          },
        }),
      )
      .expect(
        is('Degraded'),
        conditions(1),
        condition('InvalidSpec', 'True', 'template must be empty for workload reference rollout'),
      ),

    TestWorkloadRef: scenario('a workload that is missing, comes, changes, and is left')
      .given(
        applied(
          service('web-active'),
          rollout({ progressDeadlineSeconds: 5, workloadRef: WORKLOAD_REF, strategy: BLUE_GREEN }),
        ),
      )
      .expect(is('Degraded'), selects({ 'web-active': null }))
      .when(applied(deployment(0)))
      .expect(is('Healthy'), seenWorkload('1'), selects({ 'web-active': 'stable' }))
      .when(changedWorkload(another('nginx:does-not-exist')))
      .expect(is('Degraded'), seenWorkload('2'))
      .when(changedWorkload(another('nginx:1.28-alpine')))
      .expect(is('Healthy'))
      .when(changed({ workloadRef: { name: 'missing' } }))
      .expect(is('Degraded'))
      .when(changed({ workloadRef: { name: 'web' } }))
      .expect(is('Healthy'), selects({ 'web-active': 'canary' }), templateInSpec(false))
      .when(
        applied(
          rollout({ progressDeadlineSeconds: 5, strategy: BLUE_GREEN, pod: pod({ image: 'nginx:1.28-alpine' }) }),
        ),
      )
      .expect(seenWorkload(''), is('Healthy'), templateInSpec(true)),

    TestScaleDownOnSuccess: scenario('the workload goes once the Rollout is up')
      .given(deployed(service('web-active'), deployment(2), scalesDown('onsuccess', 2)))
      .expect(workloadSize(0)),

    TestScaleDownProgressively: scenario('the workload goes as the Rollout comes')
      .given(deployed(service('web-active'), deployment(2), scalesDown('progressively', 2)))
      .expect(workloadSize(0)),

    TestNeverScaleDown: scenario('the workload stays')
      .given(deployed(service('web-active'), deployment(2), scalesDown('never', 2)))
      .expect(stays(workloadSize(2), 2)),

    TestScaleDownProgressivelyCompleted: scenario('a workload that went stays gone, whatever the size')
      .given(deployed(service('web-active'), deployment(3), scalesDown('progressively', 3)))
      .expect(workloadSize(0), is('Healthy'))
      .when(scaled(6))
      .expect(counts(6, 6, 6, 6, 6), is('Healthy'), workloadSize(0))
      .when(scaled(2))
      .expect(counts(2, 2, 2, 2, 2), is('Healthy'), workloadSize(0))
      .when(changedWorkload(another('nginx:1.28-alpine')))
      .expect(passes('Progressing', 'Healthy'), stays(workloadSize(0), 1)),

    TestScaleDownProgressivelyCompletedCanary: scenario('a workload that went stays gone through a canary')
      .given(
        deployed(
          deployment(4),
          scalesDown('progressively', 4, {
            canary: {
              maxSurge: 1,
              maxUnavailable: 0,
              steps: [setWeight(25), pause('100s'), setWeight(50), pause('100s')],
            },
          }),
        ),
      )
      .expect(workloadSize(0), is('Healthy'))
      .when(scaled(8))
      .expect(counts(8, 8, 8, 8, 8), is('Healthy'), workloadSize(0))
      .when(changedWorkload(another('nginx:1.28-alpine')))
      .expect(is('Paused'))
      .when(promoted())
      .expect(passes('Progressing', 'Paused'))
      .when(promoted())
      .expect(is('Healthy'), stays(workloadSize(0), 1)),
  },
};
