import { is, stays } from '../support/checks/phase.ts';
import { counts, current, podLabels, pods } from '../support/checks/pods.ts';
import { serves } from '../support/checks/services.ts';
import { applied, deployed } from '../support/deeds/apply.ts';
import { changed, markedReady, released } from '../support/deeds/change.ts';
import { promoted } from '../support/deeds/command.ts';
import { gatedPod, rollout, service } from '../support/manifests.ts';
import { type Chapter, scenario } from '../support/scenario.ts';

const ACTIVE = { activeService: 'web-active' };
const late = (autoPromotionEnabled: boolean) =>
  rollout({
    progressDeadlineSeconds: 2,
    pod: gatedPod(),
    strategy: { blueGreen: { ...ACTIVE, autoPromotionEnabled } },
  });

/** Blue-green: previews and deadlines. */
export const blueGreen: Chapter = {
  name: 'bluegreen_test.go',
  scenarios: {
    TestEphemeralMetadata: scenario('pods are labelled for the role that they have')
      .given(
        applied(
          service('web-active'),
          rollout({
            replicas: 2,
            strategy: {
              blueGreen: {
                ...ACTIVE,
                autoPromotionEnabled: false,
                previewMetadata: { labels: { role: 'preview' } },
                activeMetadata: { labels: { role: 'active' } },
              },
            },
          }),
        ),
      )
      .expect(current(2), podLabels('r1', { role: 'active' }), is('Healthy'))
      .when(released())
      .expect(is('Paused'), podLabels('r2', { role: 'preview' }), podLabels('r1', { role: 'active' }))
      .when(changed({ strategy: { blueGreen: { previewMetadata: { labels: { role: null, role2: 'preview2' } } } } }))
      .expect(podLabels('r2', { role: undefined, role2: 'preview2' }))
      .when(promoted())
      .expect(is('Healthy'), podLabels('r2', { role: 'active', role2: undefined }))
      .when(changed({ strategy: { blueGreen: { activeMetadata: { labels: { role: null, role2: 'active2' } } } } }))
      .expect(podLabels('r2', { role: undefined, role2: 'active2' })),

    TestBlueGreenProgressDeadlineExceededWithPause: scenario('a late preview is Degraded, then waits for somebody')
      .given(applied(service('web-active'), late(false)))
      .expect(current(1), is('Degraded'))
      .when(markedReady('r1', 1))
      .expect(is('Healthy'))
      .when(released())
      .expect(is('Degraded'))
      .when(markedReady('r2', 1))
      .expect(is('Paused'))
      .when(promoted())
      .expect(is('Healthy'), serves({ active: 'r2' })),

    TestBlueGreenProgressDeadlineExceededWithoutPause: scenario('a late preview is Degraded, then goes on by itself')
      .given(applied(service('web-active'), late(true)))
      .expect(current(1), is('Degraded'))
      .when(markedReady('r1', 1))
      .expect(is('Healthy'))
      .when(released())
      .expect(is('Degraded'))
      .when(markedReady('r2', 1))
      .expect(is('Healthy'), serves({ active: 'r2' })),

    TestBlueGreenPreviewReplicaCount: scenario('a small preview grows before it serves')
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
                scaleDownDelaySeconds: 30,
                autoPromotionEnabled: false,
              },
            },
          }),
        ),
      )
      .when(released())
      .expect(is('Paused'), pods({ r2: 1, r1: 2 }), counts(2, 3, 1, 2, 2))
      .when(promoted())
      .expect(is('Healthy'), counts(2, 4, 2, 2, 2)),

    TestBlueGreenPreviewReplicaCountPromoteFull: scenario(
      'a pause longer than the deadline is no delay, and a full promotion grows the preview',
    )
      .given(
        deployed(
          service('web-active'),
          rollout({
            replicas: 2,
            progressDeadlineSeconds: 1,
            strategy: { blueGreen: { ...ACTIVE, previewReplicaCount: 1, autoPromotionEnabled: false } },
          }),
        ),
      )
      .when(released())
      .expect(is('Paused'), stays(is('Paused'), 3), counts(2, 3, 1, 2, 2))
      .when(promoted('full'))
      .expect(is('Healthy'), counts(2, 4, 2, 2, 2)),
  },
};
