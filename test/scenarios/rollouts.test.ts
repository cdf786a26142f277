import { afterAll, beforeAll, describe, it } from 'vitest';
import { realClusterKubeconfig } from '../support/real-cluster.ts';
import { CHAPTERS } from './rollouts/chapters.ts';
import { type OpenStage, openStage, openStageInNamespace } from './support/open-stage.ts';
import { type Chapter, play } from './support/scenario.ts';

/** Two waits to their limit, so that the report is the scenario's own. */
const TIMEOUT_MS = 200_000;

const kubeconfig = realClusterKubeconfig('scenarios of Rollouts');

describe.skipIf(kubeconfig === undefined)(
  'Rollouts on a real cluster',
  { concurrent: true, timeout: TIMEOUT_MS },
  () => {
    describe('that are labelled for the controller', () => {
      perform(CHAPTERS.labelled, openStage);
    });
    describe('that a controller of their own tells of', () => {
      perform(CHAPTERS.alone, openStage);
    });
    describe('as upstream’s users write them', () => {
      perform(CHAPTERS.asWritten, openStageInNamespace);
    });
  },
);

function perform(chapters: readonly Chapter[], open: (kubeconfig: string) => Promise<OpenStage>): void {
  let stage: OpenStage;

  beforeAll(async () => {
    stage = await open(kubeconfig ?? '');
  });
  afterAll(() => stage.close());

  // In loops, because titles of tables are cut short.
  for (const { name, scenarios } of chapters) {
    describe(name, () => {
      for (const [source, scenario] of Object.entries(scenarios)) {
        it(`${scenario.title} (${source})`, () => play(scenario, stage));
      }
    });
  }
}
