import { JOB } from '../support/analysis-templates.ts';
import { is } from '../support/checks/phase.ts';
import { runs } from '../support/checks/runs.ts';
import { deployed } from '../support/deeds/apply.ts';
import { released } from '../support/deeds/change.ts';
import { analysis, rollout, setWeight } from '../support/manifests.ts';
import { type Chapter, type Scenario, scenario } from '../support/scenario.ts';

const upToFour = (title: string): Scenario =>
  scenario(title)
    .given(
      deployed(
        JOB,
        rollout({
          replicas: 2,
          rollbackWindow: { revisions: 2 },
          strategy: { canary: { steps: [setWeight(50), analysis(['job'])] } },
        }),
      ),
    )
    .when(released('two'))
    .expect(is('Healthy'), runs(1))
    .when(released('three'))
    .expect(is('Healthy'), runs(2))
    .when(released('four'))
    .expect(is('Healthy'), runs(3));

/** Back to an earlier revision, within a window of two. */
export const rollbackWindow: Chapter = {
  name: 'rollback_window_test.go',
  scenarios: {
    TestRollbackAnalysisWithinWindow: upToFour('back within the window, nothing is analysed')
      .when(released('two'))
      .expect(is('Healthy'), runs(3)),

    TestRollbackAnalysisOutsideWindow: upToFour('back to before the window, all is analysed')
      .when(released('five'))
      .expect(is('Healthy'), runs(4))
      .when(released('two'))
      .expect(is('Healthy'), runs(5)),
  },
};
