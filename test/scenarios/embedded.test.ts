import { describe, it } from 'vitest';
import { CHAPTERS } from './rollouts/chapters.ts';
import { type EmbeddedStage, openEmbeddedStage, openEmbeddedStageInNamespace } from './support/embedded-stage.ts';
import type { Chapter } from './support/scenario.ts';

/*
 * The scenarios of `rollouts.test.ts`, each on an embedded cluster of its own and on a virtual clock. They are the very same: the controller is the
 * whole process of `verdict controller`, users send the same requests, and the same is to be seen of them. So what is compared with the real
 * cluster is all that their checks look at:
 *
 * - of Rollouts: phase and message as clients see them, also those passed through and those never seen; conditions; current step; abort;
 *   observed generation; counts; weights; `status.duration`; the template of a workload;
 * - of pods: how many each revision has, ready and available ones, labels that follow their role, their specs as the API fills them in; pods that
 *   crash, that cannot be pulled, that wait for readiness gates, that a PodDisruptionBudget keeps;
 * - of ReplicaSets: sizes, revisions, hashes, and the moment that they are to be scaled down at;
 * - of Services, Ingresses, VirtualServices and DestinationRules: selectors, weights, routes, mirrors, subsets, and what is given back;
 * - of AnalysisRuns, Experiments and Jobs: how many, phase, measurements, what Jobs are told, what comes of Jobs that fail, are too late, or never
 *   begin;
 * - of Deployments: size and observed generation, as a Rollout takes over from them;
 * - of events: which, in their order, and how often;
 * - of the API: merge, JSON and strategic merge patches, subresources `status`, `scale` and `eviction`, defaults, pruning, deletion of owned objects.
 */
describe('Rollouts on an embedded cluster', () => {
  describe('that are labelled for the controller', () => {
    perform([...CHAPTERS.labelled, ...CHAPTERS.alone], openEmbeddedStage);
  });
  describe('as upstream’s users write them', () => {
    perform(CHAPTERS.asWritten, openEmbeddedStageInNamespace);
  });
});

function perform(chapters: readonly Chapter[], open: () => Promise<EmbeddedStage>): void {
  // In loops, because titles of tables are cut short.
  for (const { name, scenarios } of chapters) {
    describe(name, () => {
      for (const [source, scenario] of Object.entries(scenarios)) {
        it(`${scenario.title} (${source})`, async () => {
          const stage = await open();
          await stage.play(scenario);
          await stage.close();
        });
      }
    });
  }
}
