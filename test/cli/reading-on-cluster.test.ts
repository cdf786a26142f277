import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Json } from '../../src/core/json.ts';
import { objectIn, textIn } from '../../src/core/json-members.ts';
import { KINDS } from '../../src/kube/kinds.ts';
import { collectionPath, objectPath } from '../../src/kube/resource.ts';
import { cli, testWorld } from '../support/cli-world.ts';
import { applyOurCrds } from '../support/our-crds.ts';
import { openRealCluster, type RealCluster, realClusterKubeconfig } from '../support/real-cluster.ts';
import { shopRollout } from '../support/shop.ts';
import { until } from '../support/until.ts';

const kubeconfig = realClusterKubeconfig('the commands that read, on a real cluster');

describe.skipIf(kubeconfig === undefined)('the commands that read, on a real cluster', () => {
  let real: RealCluster;
  let namespace: string;

  beforeAll(async () => {
    real = await openRealCluster(kubeconfig ?? '');
    await applyOurCrds(real.cluster);
    namespace = await real.newNamespace();
  });
  afterAll(() => real.close());

  it('`get rollout -w` follows the Rollout and its pods, and ends properly at Ctrl-C', async () => {
    await create('shown');
    const { said, running, world } = begin('get', 'rollout', 'shown', '-w');
    await said('Paused');
    await bring('shown', 'Progressing', 'more replicas need to be updated');
    await said('more replicas need to be updated');
    await createPod('shown');
    await said('└──□ shown-pod');
    world.interrupt();
    expect(await running).toMatchObject({ code: 0, stderr: '' });
    expect(world.leftWith()).toBeUndefined();
  });

  it('`get rollout -w` ends when the time is over, without an error', async () => {
    await create('timed');
    const { code, stderr } = await begin('get', 'rollout', 'timed', '-w', '--timeout-seconds', '1').running;
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  });

  it('`status` waits for the end', async () => {
    await create('waited');
    const { said, running } = begin('status', 'waited');
    await said('Paused');
    await bring('waited', 'Progressing', 'moving');
    await said('moving');
    await bring('waited', 'Healthy');
    expect(await running).toEqual({ code: 0, stdout: 'Paused\nProgressing - moving\nHealthy\n', stderr: '' });
  });

  it('`status` fails with what went wrong', async () => {
    await create('broken');
    const { said, running } = begin('status', 'broken');
    await said('Paused');
    await bring('broken', 'Degraded', 'RolloutAborted: no');
    expect(await running).toEqual({
      code: 1,
      stdout: 'Paused\nDegraded - RolloutAborted: no\n',
      stderr: 'Error: The rollout is in a degraded state with message: RolloutAborted: no\n',
    });
  });

  it('`status` gives up when the time is over', async () => {
    await create('stuck');
    expect(await begin('status', 'stuck', '--timeout', '300ms').running).toEqual({
      code: 1,
      stdout: 'Paused\n',
      stderr: 'Error: Rollout status watch exceeded timeout\n',
    });
  });

  it('`list rollouts -w` goes on with what changes, of one name if asked', async () => {
    await create('one');
    await create('two');
    const { said, running, world } = begin('list', 'rollouts', '--name', 'two', '-w');
    await said('two  ');
    await bring('one', 'Degraded');
    await bring('two', 'Healthy');
    await said('Healthy');
    world.interrupt();
    const { code, stdout } = await running;
    expect(code).toBe(0);
    expect(stdout).not.toContain('one');
    expect(stdout.split('\n').map((line) => line.split(/ +/)[2])).toEqual(['STATUS', 'Paused', 'Healthy', undefined]);
  });

  function begin(...words: readonly string[]) {
    const world = testWorld({ env: { KUBECONFIG: kubeconfig } });
    const running = cli([...words, '-n', namespace], world);
    const said = (text: string): Promise<void> => until(() => world.said().stdout.includes(text), running);
    return { world, running, said };
  }

  async function create(name: string): Promise<void> {
    // A controller that runs for another suite shall leave it alone.
    const labels = { 'argo-rollouts.argoproj.io/controller-instance-id': 'nobody' };
    const metadata = { name, namespace, labels };
    const path = collectionPath(KINDS.rollouts, namespace);
    await real.cluster.request({ method: 'POST', path, body: { ...shopRollout(), metadata } });
    await bring(name, 'Paused');
  }

  async function bring(name: string, phase: string, message = ''): Promise<void> {
    const path = `${objectPath(KINDS.rollouts, { namespace, name })}/status`;
    const body = { status: { phase, message, observedGeneration: '99' } };
    await real.cluster.request({ method: 'PATCH', patch: 'merge', path, body });
  }

  /** A ReplicaSet of the Rollout with a pod that nothing runs. */
  async function createPod(name: string): Promise<void> {
    const rollout = await real.cluster.request({
      method: 'GET',
      path: objectPath(KINDS.rollouts, { namespace, name }),
    });
    const labels = { app: name };
    const containers = [{ name: 'main', image: 'web:1' }];
    const set = await real.cluster.request({
      method: 'POST',
      path: collectionPath(KINDS.replicaSets, namespace),
      body: {
        metadata: { name: `${name}-set`, ownerReferences: [owner('argoproj.io/v1alpha1', 'Rollout', name, rollout)] },
        spec: {
          replicas: 0,
          selector: { matchLabels: labels },
          template: { metadata: { labels }, spec: { containers } },
        },
      },
    });
    await real.cluster.request({
      method: 'POST',
      path: collectionPath(KINDS.pods, namespace),
      body: {
        metadata: { name: `${name}-pod`, ownerReferences: [owner('apps/v1', 'ReplicaSet', `${name}-set`, set)] },
        spec: { containers, schedulerName: 'nobody' },
      },
    });
  }
});

function owner(apiVersion: string, kind: string, name: string, object: Json) {
  return { apiVersion, kind, name, uid: textIn(objectIn(object, 'metadata'), 'uid'), controller: false };
}
