import type { JsonObject } from '../../../src/core/json.ts';
import { ended, started, startRemembered, underWay, waited, waitsForSomebody } from '../support/checks/duration.ts';
import { is, passes, stays } from '../support/checks/phase.ts';
import { current } from '../support/checks/pods.ts';
import { deployed } from '../support/deeds/apply.ts';
import { changed, released } from '../support/deeds/change.ts';
import { aborted, promoted, retried } from '../support/deeds/command.ts';
import { pause, pod, rollout, service, setWeight } from '../support/manifests.ts';
import { type Chapter, scenario } from '../support/scenario.ts';

/** Its template says `version: "1"`, so that a scenario can go back to it. */
const first = (strategy: JsonObject, spec: JsonObject = {}): JsonObject =>
  rollout({
    strategy,
    ...spec,
    template: { metadata: { labels: { app: 'web' }, annotations: { version: '1' } }, spec: pod() },
  });

const steps = (...list: readonly JsonObject[]): JsonObject => ({ canary: { steps: list } });
const TIMED = first(steps(setWeight(50), pause('1s')));
const ENDLESS = first(steps(setWeight(50), pause()));
const WINDOW = { revisionHistoryLimit: 5, rollbackWindow: { revisions: 1 } };

const blueGreen = (given: JsonObject, spec: JsonObject = {}): readonly JsonObject[] => [
  service('web-active'),
  service('web-preview'),
  first({ blueGreen: { activeService: 'web-active', previewService: 'web-preview', ...given } }, spec),
];
const AUTOMATIC = blueGreen({ autoPromotionSeconds: 2 });
const MANUAL = blueGreen({ autoPromotionEnabled: false });

/** `status.duration` of canaries. */
export const canaryDuration: Chapter = {
  name: 'duration_test.go (canary)',
  scenarios: {
    TestCanaryDuration_InitialRollout: scenario('the first deploy is a promotion that waited for nobody')
      .given(deployed(TIMED))
      .expect(ended('Promoted'), waited(undefined)),

    TestCanaryDuration_SpecPaused: scenario('a pause by the spec is a wait for somebody')
      .given(deployed(TIMED), changed({ paused: true }), released('2'))
      .expect(is('Paused'), waitsForSomebody(), stays(is('Paused'), 2))
      .when(changed({ paused: false }))
      .expect(is('Healthy'), ended('Promoted'), waited(1)),

    TestCanaryDuration_PauseStep: scenario('a timed pause is no wait for somebody')
      .given(deployed(TIMED))
      .when(released())
      .expect(passes('Progressing', 'Healthy'), ended('Promoted'), waited(undefined)),

    TestCanaryDuration_IndefinitePauseStep: scenario('a pause without end is a wait for somebody')
      .given(deployed(ENDLESS))
      .when(released())
      .expect(is('Paused'), waitsForSomebody(), stays(is('Paused'), 2))
      .when(promoted())
      .expect(is('Healthy'), ended('Promoted'), waited(1)),

    TestCanaryDuration_FullyPromoted: scenario('a full promotion is told apart')
      .given(deployed(first(steps(setWeight(25), pause(), setWeight(50), pause(), setWeight(75), pause()))))
      .when(released())
      .expect(is('Paused'))
      .when(promoted('full'))
      .expect(is('Healthy'), ended('FastPromoted'), waited(0)),

    TestCanaryDuration_Abort: scenario('an abort ends the update')
      .given(deployed(ENDLESS))
      .when(released())
      .expect(is('Paused'))
      .when(aborted())
      .expect(is('Degraded'), ended('Aborted'), waited(0)),

    TestCanaryDuration_Retry: scenario('a retry starts anew')
      .given(deployed(ENDLESS))
      .when(released())
      .expect(is('Paused'))
      .when(aborted())
      .expect(is('Degraded'), ended('Aborted'))
      .when(startRemembered())
      .expect(stays(is('Degraded'), 2))
      .when(retried())
      .expect(is('Paused'), started('anew'), underWay()),

    TestCanaryDuration_SupersededRollout: scenario('a newer revision starts anew')
      .given(deployed(ENDLESS))
      .when(released('2'))
      .expect(is('Paused'))
      .when(startRemembered(), released('3'))
      .expect(is('Paused'))
      .when(promoted())
      .expect(is('Healthy'), started('anew'), ended('Promoted')),

    TestCanaryDuration_SupersededRollback: scenario('back to stable in mid-update is a fast rollback of the same start')
      .given(deployed(ENDLESS))
      .when(released('2'))
      .expect(is('Paused'))
      .when(startRemembered(), released('1'))
      .expect(is('Healthy'), started('then'), ended('FastRolledBack'), waited(0)),

    TestCanaryDuration_RollbackOutsideWindow: scenario('back to before the window takes all steps')
      .given(deployed(first(steps(setWeight(50), pause()), WINDOW)))
      .when(released('2'))
      .expect(is('Paused'))
      .when(promoted())
      .expect(is('Healthy'))
      .when(released('3'))
      .expect(is('Paused'))
      .when(promoted())
      .expect(is('Healthy'))
      .when(released('4'))
      .expect(is('Paused'))
      .when(released('1'))
      .expect(is('Paused'))
      .when(promoted())
      .expect(is('Healthy'), ended('RolledBack')),

    TestCanaryDuration_RollbackInsideWindow: scenario('back within the window is a fast rollback')
      .given(deployed(first(steps(setWeight(50), pause()), WINDOW)))
      .when(released('2'))
      .expect(is('Paused'))
      .when(promoted())
      .expect(is('Healthy'))
      .when(released('3'))
      .expect(is('Paused'))
      .when(released('1'))
      .expect(is('Healthy'), ended('FastRolledBack')),

    TestCanaryDuration_ScalingOnly: scenario('another size is no update')
      .given(deployed(TIMED), startRemembered())
      .when(changed({ replicas: 2 }))
      .expect(current(2), started('then'), ended('Promoted')),
  },
};

/** `status.duration` of blue-green. */
export const blueGreenDuration: Chapter = {
  name: 'duration_test.go (blue-green)',
  scenarios: {
    TestBlueGreenDuration_InitialRollout: scenario('the first deploy is a promotion that waited for nobody')
      .given(deployed(...AUTOMATIC))
      .expect(ended('Promoted'), waited(undefined)),

    TestBlueGreenDuration_SpecPaused: scenario('a pause by the spec is a wait for somebody')
      .given(deployed(...AUTOMATIC), changed({ paused: true }), released('2'))
      .expect(is('Paused'), waitsForSomebody(), stays(is('Paused'), 2))
      .when(changed({ paused: false }))
      .expect(is('Healthy'), ended('Promoted'), waited(1)),

    TestBlueGreenDuration_AutoPromotion: scenario('the time to a promotion by itself is no wait for somebody')
      .given(deployed(...AUTOMATIC))
      .when(released())
      .expect(passes('Progressing', 'Healthy'), ended('Promoted'), waited(undefined)),

    TestBlueGreenDuration_ManualPromotion: scenario('a promotion by hand is a promotion')
      .given(deployed(...MANUAL))
      .when(released())
      .expect(is('Paused'))
      .when(promoted())
      .expect(is('Healthy'), ended('Promoted'), waited(0)),

    TestBlueGreenDuration_FullyPromoted: scenario('a full promotion is told apart')
      .given(deployed(...MANUAL))
      .when(released())
      .expect(is('Paused'))
      .when(promoted('full'))
      .expect(is('Healthy'), ended('FastPromoted'), waited(0)),

    TestBlueGreenDuration_Abort: scenario('an abort ends the update')
      .given(deployed(...MANUAL))
      .when(released())
      .expect(is('Paused'))
      .when(aborted())
      .expect(is('Degraded'), ended('Aborted'), waited(0)),

    TestBlueGreenDuration_Retry: scenario('a retry starts anew')
      .given(deployed(...MANUAL))
      .when(released())
      .expect(is('Paused'))
      .when(aborted())
      .expect(is('Degraded'), ended('Aborted'))
      .when(startRemembered())
      .expect(stays(is('Degraded'), 2))
      .when(retried())
      .expect(is('Paused'), started('anew'), underWay()),

    TestBlueGreenDuration_SupersededRollout: scenario('a newer revision starts anew')
      .given(deployed(...MANUAL))
      .when(released('2'))
      .expect(is('Paused'))
      .when(startRemembered(), released('3'))
      .expect(is('Paused'))
      .when(promoted())
      .expect(is('Healthy'), started('anew'), ended('Promoted')),

    TestBlueGreenDuration_SupersededRollbackToStable: scenario(
      'back to stable in mid-update is a fast rollback of the same start',
    )
      .given(deployed(...blueGreen({ autoPromotionEnabled: false, scaleDownDelaySeconds: 0 })))
      .when(released('2'))
      .expect(is('Paused'))
      .when(startRemembered(), released('1'))
      .expect(is('Healthy'), started('then'), ended('FastRolledBack'), waited(0)),

    TestBlueGreenDuration_SupersededRollback: scenario(
      'back to a revision that still waits for its end is a fast rollback',
    )
      .given(deployed(...blueGreen({ autoPromotionEnabled: false, scaleDownDelaySeconds: 60 })))
      .when(released('2'))
      .expect(is('Paused'))
      .when(promoted())
      .expect(is('Healthy'))
      .when(released('3'))
      .expect(is('Paused'))
      .when(released('1'))
      .expect(is('Healthy'), ended('FastRolledBack')),

    TestBlueGreenDuration_RollbackOutsideWindow: scenario('back to before the window waits for somebody')
      .given(deployed(...blueGreen({ autoPromotionEnabled: false, scaleDownDelaySeconds: 0 }, WINDOW)))
      .when(released('2'))
      .expect(is('Paused'))
      .when(promoted())
      .expect(is('Healthy'))
      .when(released('3'))
      .expect(is('Paused'))
      .when(promoted())
      .expect(is('Healthy'))
      .when(released('4'))
      .expect(is('Paused'))
      .when(released('1'))
      .expect(is('Paused'))
      .when(promoted())
      .expect(is('Healthy'), ended('RolledBack')),

    TestBlueGreenDuration_RollbackInsideWindow: scenario('back within the window is a fast rollback')
      .given(deployed(...blueGreen({ autoPromotionEnabled: false, scaleDownDelaySeconds: 0 }, WINDOW)))
      .when(released('2'))
      .expect(is('Paused'))
      .when(promoted())
      .expect(is('Healthy'))
      .when(released('3'))
      .expect(is('Paused'))
      .when(released('1'))
      .expect(is('Healthy'), ended('FastRolledBack')),

    TestBlueGreenDuration_ScalingOnly: scenario('another size is no update')
      .given(deployed(...AUTOMATIC), startRemembered())
      .when(changed({ replicas: 2 }))
      .expect(current(2), started('then'), ended('Promoted')),
  },
};
