import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { JsonObject } from '../../src/core/json.ts';
import { connectLazily } from '../../src/kube/load.ts';
import { bundledProgram } from '../support/cli-process.ts';
import { applyOurCrds } from '../support/our-crds.ts';
import { realClusterKubeconfig } from '../support/real-cluster.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { apiAway } from './faults/api-away.ts';
import { apiHung } from './faults/api-hung.ts';
import { apiUnwilling } from './faults/api-unwilling.ts';
import { clockJumps } from './faults/clock-jumps.ts';
import { halfOpen } from './faults/half-open.ts';
import { killed } from './faults/killed.ts';
import { providerAway } from './faults/provider-away.ts';
import { evidenceRequired } from './faults/require-evidence.ts';
import type { Theatre } from './faults/scene.ts';
import { twoControllers } from './faults/two-controllers.ts';
import { undisturbed } from './faults/undisturbed.ts';

/** The longest fault, and all waits to their limit, so that the report is the scene's own. */
const TIMEOUT_MS = 400_000;

const kubeconfig = realClusterKubeconfig('the controller among faults');

/** Each resolves to a line on how it went. */
const SCENES: Readonly<Record<string, (theatre: Theatre) => Promise<string>>> = {
  // Not all are played at once: the longest one is not to begin last.
  'finds out in time that its connections lead nowhere': halfOpen,
  'loses and doubles nothing while the API is away, and catches up when it is back': apiAway,
  'comes to the same end with the same looks when the API refuses, dawdles and loses answers': apiUnwilling,
  'comes to the same end however often it is killed, and takes again what was in flight at most': killed,
  'goes on where it was after the API hung, and was restarted again and again': apiHung,
  'writes nothing more once another one leads': twoControllers,
  'keeps its head when the clock is set': clockJumps,
  'lets limits decide about a backend that is away, and nobody else wait for it': providerAway,
  'holds a Rollout without evidence where it is required': evidenceRequired,
};

describe.skipIf(kubeconfig === undefined)(
  'the controller among faults, on a real cluster',
  { concurrent: true, timeout: TIMEOUT_MS },
  () => {
    let theatre: Theatre;

    beforeAll(async () => {
      const folder = temporaryFolder();
      const [cluster, program] = await Promise.all([
        connectLazily({ kubeconfig: kubeconfig ?? '' }),
        bundledProgram(folder.path),
      ]);
      await applyOurCrds(cluster);
      let reference: Promise<JsonObject> | undefined;
      theatre = {
        kubeconfig: kubeconfig ?? '',
        cluster,
        program,
        folder,
        reference: () => (reference ??= undisturbed(theatre)),
      };
    });
    afterAll(async () => {
      await theatre.cluster.close();
      theatre.folder.remove();
    });

    it('brings a fleet of Rollouts to an end', async () => {
      expect(Object.keys(await theatre.reference())).toContain('rollouts');
    });

    for (const [title, play] of Object.entries(SCENES)) {
      it(title, async ({ annotate }) => {
        await annotate(await play(theatre));
      });
    }
  },
);
