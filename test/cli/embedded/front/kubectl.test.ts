import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { findKubectl } from '../../../support/find-kubectl.ts';
import { applyOurCrds } from '../../../support/our-crds.ts';
import { openRealCluster, type RealCluster, realClusterKubeconfig } from '../../../support/real-cluster.ts';
import { comparable } from './comparable-output.ts';
import { type EmbeddedFront, openEmbeddedFront } from './embedded-front.ts';
import { type Kubectl, kubectlWith } from './kubectl.ts';
import { FILES, STORY } from './kubectl-story.ts';

const CONFIG_MAPS = '/api/v1/namespaces/default/configmaps';
const WATCHED = `${CONFIG_MAPS}/watched`;
const WHAT = 'kubectl on the embedded cluster';
const binary = findKubectl(WHAT);
const realKubeconfig = binary === undefined ? undefined : realClusterKubeconfig(`${WHAT}, compared with a real one`);

describe.skipIf(binary === undefined)('kubectl on the embedded cluster', () => {
  let front: EmbeddedFront;
  let kubectl: Kubectl;
  let real: RealCluster | undefined;
  let realKubectl: Kubectl | undefined;
  /** Both clusters have it, so that what is said of it is the same. */
  let namespace = 'story';

  beforeAll(async () => {
    front = await openEmbeddedFront();
    kubectl = kubectlWith(binary ?? '', front.kubeconfig, FILES);
    if (realKubeconfig === undefined) return;
    real = await openRealCluster(realKubeconfig);
    await applyOurCrds(real.cluster);
    realKubectl = kubectlWith(binary ?? '', readFileSync(realKubeconfig, 'utf8'), FILES);
    namespace = await real.newNamespace();
  });
  afterAll(async () => {
    kubectl.remove();
    realKubectl?.remove();
    await front.stop();
    await real?.close();
  });

  it('makes a namespace', async () => {
    expect(await kubectl.run('create', 'namespace', namespace)).toMatchObject({ code: 0, stderr: '' });
  });

  it.each(STORY.map((step) => ({ ...step, command: step.words.join(' ') })))('does as told: $command', async (step) => {
    const at = ['--namespace', namespace];
    const [ours, theirs] = await Promise.all([
      kubectl.run(...at, ...step.words),
      realKubectl?.run(...at, ...step.words),
    ]);
    expect(ours.stdout + ours.stderr).toMatch(step.says);
    expect(ours.code).toBe(step.code ?? 0);
    if (theirs !== undefined)
      expect(comparable(ours, step.comparedUpTo)).toEqual(comparable(theirs, step.comparedUpTo));
  });

  it.each<{ words: readonly string[]; says: string | RegExp; code?: number }>([
    { words: ['version'], says: 'Server Version: v1.35.4+verdict' },
    { words: ['api-resources'], says: /rollouts +ro +argoproj.io\/v1alpha1 +true +Rollout/ },
    { words: ['api-resources', '--api-group=apps', '-o', 'name'], says: 'deployments.apps\nreplicasets.apps\n' },
    { words: ['api-versions'], says: 'argoproj.io/v1alpha1' },
    { words: ['get', '--raw', '/readyz'], says: 'ok' },
    { words: ['get', 'all', '-A'], says: 'No resources found' },
    {
      words: ['auth', 'can-i', 'get', 'pods'],
      says: 'the embedded cluster does not serve authorization.k8s.io/v1. Served: v1, ',
      code: 1,
    },
    { words: ['create', 'quota', 'most'], says: 'there is no resourcequotas in v1. Served: ', code: 1 },
    {
      words: ['create', 'ingress', 'i', '--rule=a/b=c:80'],
      says: 'networking.k8s.io/v1 Ingress is not known in protobuf',
      code: 1,
    },
    { words: ['explain', 'rollout'], says: 'not found in OpenAPI schema', code: 1 },
    { words: ['delete', 'namespace', 'default'], says: 'this namespace may not be deleted', code: 1 },
  ])('answers $words', async ({ words, says, code = 0 }) => {
    const ended = await kubectl.run(...words);
    expect(ended.stdout + ended.stderr).toMatch(says);
    expect(ended.code).toBe(code);
  });

  it('empties a node of its pods', async () => {
    await kubectl.run('run', 'web', '--image=shop/web:1');
    expect(await kubectl.run('drain', 'node-1', '--force')).toMatchObject({
      code: 0,
      stdout: expect.stringContaining('pod/web deleted'),
    });
    expect(await kubectl.run('uncordon', 'node-1')).toMatchObject({ code: 0 });
  });

  it('refuses what needs containers, and says so', async () => {
    await kubectl.run('run', 'web', '--image=shop/web:1');
    await kubectl.run('wait', '--for=condition=Ready', 'pod/web', '--timeout=20s');
    const refused = await Promise.all([
      kubectl.run('logs', 'web'),
      kubectl.run('exec', 'web', '--', 'ls'),
      kubectl.run('port-forward', 'web', '0:80'),
    ]);
    expect(
      refused.map(({ code, stderr }) => [code, stderr.replace(/^error: error upgrading connection: /, '').trim()]),
    ).toEqual(['log', 'exec', 'portforward'].map((part) => [1, expect.stringContaining(`pods/${part} is not served`)]));
    expect(await kubectl.run('delete', 'pod', 'web', '--now')).toMatchObject({ code: 0 });
  });

  it.each<{ words: readonly string[]; says: string | RegExp }>([
    { words: ['get', 'configmap', '-w'], says: /watched +1 +\d+s\nwatched/ },
    { words: ['get', 'configmap', 'watched', '-w', '-o', 'jsonpath={.data.colour};'], says: 'green;' },
    { words: ['get', 'configmap', '-A', '--watch-only', '-l', 'team=red', '-o', 'name'], says: 'configmap/watched' },
    { words: ['wait', '--for=jsonpath={.data.colour}=green', 'configmap/watched'], says: 'condition met' },
    { words: ['wait', '--for=delete', 'configmap/watched'], says: 'configmap/watched condition met' },
  ])('hears what happens: $words', async ({ words, says }) => {
    const watched = { metadata: { name: 'watched' }, data: { colour: 'red' } };
    await front.cluster.request({ method: 'POST', path: CONFIG_MAPS, body: watched });
    const hasBegun = front.nextWatch();
    const watching = kubectl.start(...words);
    onTestFinished(async () => {
      watching.child.kill();
      await watching.ended;
      await front.cluster.request({ method: 'DELETE', path: WATCHED }).catch(() => {});
    });
    await hasBegun;
    const body = { metadata: { labels: { team: 'red' } }, data: { colour: 'green' } };
    await front.cluster.request({ method: 'PATCH', path: WATCHED, patch: 'merge', body });
    if (!words.includes('--for=delete')) await watching.says(says);
    await front.cluster.request({ method: 'DELETE', path: WATCHED });
    await watching.says(says);
  });
});
