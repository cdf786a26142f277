import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { JsonObject } from '../../../../src/core/json.ts';
import { objectIn, textIn } from '../../../../src/core/json-members.ts';
import { bundledProgram, cliProcess, type Ended } from '../../../support/cli-process.ts';
import { startControllerProcess } from '../../../support/controller-process.ts';
import { type TemporaryFolder, temporaryFolder } from '../../../support/temporary-folder.ts';
import { type EmbeddedFront, openEmbeddedFront } from './embedded-front.ts';

const ROLLOUTS = '/apis/argoproj.io/v1alpha1/namespaces/default/rollouts';
const LEASE = '/apis/coordination.k8s.io/v1/namespaces/default/leases/argo-rollouts-controller-lock';

describe('our own processes on the served cluster', () => {
  let front: EmbeddedFront;
  let folder: TemporaryFolder;
  let program: string;

  beforeAll(async () => {
    folder = temporaryFolder();
    [program, front] = await Promise.all([bundledProgram(folder.path), openEmbeddedFront()]);
  });
  afterAll(async () => {
    await front.stop();
    folder.remove();
  });

  /** Runs a command to its end. */
  function verdict(...words: readonly string[]): Promise<Ended> {
    return cliProcess(words, { program, env: { KUBECONFIG: front.file } }).ended;
  }

  it('roll out a version and the next one, show them, and leave the lease behind', async () => {
    const controller = await startControllerProcess({ program, kubeconfig: front.file, namespace: 'default' });
    await front.cluster.request({ method: 'POST', path: ROLLOUTS, body: rollout('shop/web:1') });
    await controller.says('"reason":"RolloutCompleted"');
    const body = rollout('shop/web:2');
    await front.cluster.request({ method: 'PATCH', path: `${ROLLOUTS}/web`, patch: 'merge', body });
    await controller.says('"reason":"RolloutPaused"');
    const paused = await verdict('get', 'rollout', 'web', '--no-color');
    expect(paused.stderr).toBe('');
    expect(paused.stdout).toMatch(/Images:\s+shop\/web:1 \(stable\)\n\s+shop\/web:2 \(canary\)/);
    const watching = verdict('status', 'web');
    expect(await verdict('promote', 'web')).toMatchObject({ code: 0 });
    expect(await watching).toMatchObject({ code: 0, stdout: expect.stringMatching(/Healthy\n$/) });
    expect(await controller.end()).toMatchObject({ code: 0, signal: null });
    const lease = await front.cluster.request({ method: 'GET', path: LEASE });
    expect(textIn(objectIn(lease, 'spec'), 'holderIdentity')).toBe('');
  });

  it('are told the reason when something is refused', async () => {
    const wrong = { ...rollout('shop/web:1'), metadata: { name: 'Not A Name' } };
    await expect(front.cluster.request({ method: 'POST', path: ROLLOUTS, body: wrong })).rejects.toMatchObject({
      code: 'CLUSTER_REFUSED',
      message: expect.stringContaining('metadata.name: Invalid value'),
    });
    await expect(front.cluster.request({ method: 'GET', path: `${ROLLOUTS}/none` })).rejects.toMatchObject({
      code: 'CLUSTER_REFUSED',
      message: 'rollouts.argoproj.io "none" not found',
      details: { code: 404, reason: 'NotFound' },
    });
  });
});

/** A canary that waits at half of its way. */
function rollout(image: string): JsonObject {
  const labels = { app: 'web' };
  return {
    apiVersion: 'argoproj.io/v1alpha1',
    kind: 'Rollout',
    metadata: { name: 'web' },
    spec: {
      replicas: 2,
      selector: { matchLabels: labels },
      template: { metadata: { labels }, spec: { containers: [{ name: 'main', image }] } },
      strategy: { canary: { steps: [{ setWeight: 50 }, { pause: {} }] } },
    },
  };
}
