import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import {
  type EmbeddedControllerOptions,
  startEmbeddedController,
} from '../../../src/cli/embedded/embedded-controller.ts';
import { inProcessCluster } from '../../../src/cli/embedded/in-process-cluster.ts';
import { inProcessHttp } from '../../../src/cli/embedded/in-process-http.ts';
import { systemClock } from '../../../src/cli/system-clock.ts';
import { waitUntil } from '../../../src/core/clock.ts';
import { after, millisOf } from '../../../src/core/instant.ts';
import type { JsonObject } from '../../../src/core/json.ts';
import { objectIn, textIn } from '../../../src/core/json-members.ts';
import type { Cluster } from '../../../src/kube/cluster.ts';
import { crdOf } from '../../../src/kube/crd/crd-of.ts';
import { CUSTOM_RESOURCES } from '../../../src/resources/schema/custom-resources.ts';
import { defaultBehaviour } from '../../../src/simulator/controllers/pods/default-behaviour.ts';
import { startCluster } from '../../../src/simulator/start-cluster.ts';
import { NO_LOG } from '../../support/controllers-at.ts';
import { openVirtualCluster } from '../../support/virtual-cluster.ts';

const LEASE = '/apis/coordination.k8s.io/v1/namespaces/default/leases/argo-rollouts-controller-lock';
const ROLLOUTS = '/apis/argoproj.io/v1alpha1/namespaces/default/rollouts';
const LABELS = { app: 'web' };
const ROLLOUT: JsonObject = {
  apiVersion: 'argoproj.io/v1alpha1',
  kind: 'Rollout',
  metadata: { name: 'web' },
  spec: {
    replicas: 2,
    selector: { matchLabels: LABELS },
    template: { metadata: { labels: LABELS }, spec: { containers: [{ name: 'web', image: 'web:1' }] } },
    strategy: { canary: {} },
  },
};

describe('the controller on an embedded cluster', () => {
  it('holds the lease while it works, and gives it back at its end', async () => {
    const world = await openVirtualCluster();
    await world.until(waitUntil(world.clock, after(world.clock.now(), millisOf(5_000))));
    expect(await holder(world.cluster)).toMatch(/^embedded_[0-9a-f-]{36}$/);
    await world.close();
    expect(await holder(world.cluster)).toBe('');
  });

  it('tells metrics, without a port', async () => {
    const world = await openVirtualCluster();
    await world.cluster.request({ method: 'POST', path: ROLLOUTS, body: ROLLOUT });
    await world.until(healthy(world.cluster, world.clock));
    expect(await world.controller.metrics()).toMatch(/^rollout_info\{.*name="web".*phase="Completed"/m);
    await world.close();
  });

  it('takes the options of the command line', async () => {
    const world = await openVirtualCluster({ words: ['--instance-id', 'mine', '--leader-elect=false'] });
    await world.cluster.request({ method: 'POST', path: ROLLOUTS, body: ROLLOUT });
    await world.clock.run(after(world.clock.now(), millisOf(60_000)));
    expect(world.writes).toEqual([]);
    await world.close();
  });

  it('refuses options that are none', async () => {
    const { api } = startCluster({ clock: systemClock, random: Math.random });
    const options = { ...ON_THE_WALL, api, words: ['--rollout-threads', 'many'] };
    await expect(startEmbeddedController(options)).rejects.toMatchObject({ code: 'USAGE_INVALID' });
  });

  it('works on the wall clock too', async () => {
    const behaviourOf = defaultBehaviour(millisOf(1));
    const embedded = startCluster({ clock: systemClock, random: Math.random, behaviourOf });
    const cluster = inProcessCluster({ api: embedded.api, clock: systemClock });
    const path = '/apis/apiextensions.k8s.io/v1/customresourcedefinitions';
    for (const resource of CUSTOM_RESOURCES) await cluster.request({ method: 'POST', path, body: crdOf(resource) });
    const controller = await startEmbeddedController({ ...ON_THE_WALL, api: embedded.api });
    await cluster.request({ method: 'POST', path: ROLLOUTS, body: ROLLOUT });
    await healthy(cluster, systemClock);
    await controller.end();
    embedded.stop();
  });
});

const ON_THE_WALL: Omit<EmbeddedControllerOptions, 'api'> = {
  clock: systemClock,
  random: Math.random,
  newUid: randomUUID,
  http: inProcessHttp(() => undefined),
  log: NO_LOG,
};

async function holder(cluster: Cluster): Promise<string> {
  return textIn(objectIn(await cluster.request({ method: 'GET', path: LEASE }), 'spec'), 'holderIdentity');
}

async function healthy(cluster: Cluster, clock: EmbeddedControllerOptions['clock']): Promise<void> {
  for (;;) {
    const rollout = await cluster.request({ method: 'GET', path: `${ROLLOUTS}/web` });
    if (textIn(objectIn(rollout, 'status'), 'phase') === 'Healthy') return;
    await waitUntil(clock, after(clock.now(), millisOf(20)));
  }
}
