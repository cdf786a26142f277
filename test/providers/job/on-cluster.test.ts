import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe } from 'vitest';
import { instantOf } from '../../../src/core/instant.ts';
import { jobsOf } from '../../../src/kube/jobs.ts';
import { openRealCluster, type RealCluster, realClusterKubeconfig } from '../../support/real-cluster.ts';
import { jobScenarios } from './scenarios.ts';
import type { World } from './world.ts';

const kubeconfig = realClusterKubeconfig('Jobs on a real cluster');

describe.skipIf(kubeconfig === undefined)('Jobs on a real cluster', () => {
  let real: RealCluster;
  let world: World;

  beforeAll(async () => {
    real = await openRealCluster(kubeconfig ?? '');
    world = {
      jobs: jobsOf(real.cluster, { holdsRuns: false }),
      namespace: await real.newNamespace(),
      otherNamespace: await real.newNamespace(),
      now: () => instantOf(Date.now()),
      // The provider says when to look again, as it does to the runner.
      waitUntil: (moment) => sleep(Math.max(0, moment - Date.now())),
    };
  });
  afterAll(() => real.close());

  jobScenarios(() => world);
});
