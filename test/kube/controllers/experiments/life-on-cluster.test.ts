import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import type { JsonObject } from '../../../../src/core/json.ts';
import { objectIn, textIn } from '../../../../src/core/json-members.ts';
import type { ApiRequest, Cluster } from '../../../../src/kube/cluster.ts';
import { experimentController } from '../../../../src/kube/controllers/experiments/experiment-controller.ts';
import { mentionsOfExperiment } from '../../../../src/kube/controllers/experiments/mentions.ts';
import type { RunningController } from '../../../../src/kube/controllers/run-controller.ts';
import { runController } from '../../../../src/kube/controllers/run-controller.ts';
import { KINDS } from '../../../../src/kube/kinds.ts';
import { nameOf } from '../../../../src/kube/metadata.ts';
import { collectionPath, objectPath } from '../../../../src/kube/resource.ts';
import { steadyClock } from '../../../../src/kube/steady-clock.ts';
import { startParts } from '../../../support/controller-parts.ts';
import { applyOurCrds } from '../../../support/our-crds.ts';
import { openRealCluster, type RealCluster, realClusterKubeconfig } from '../../../support/real-cluster.ts';
import { analysisTemplate, experiment, type Kind, template } from './world.ts';

const kubeconfig = realClusterKubeconfig('Experiments on a real cluster');
const PAIR = [template('baseline', { service: {} }, 80), template('canary', { replicas: 2 })];

describe.skipIf(kubeconfig === undefined)('an Experiment on a real cluster', () => {
  let real: RealCluster;

  beforeAll(async () => {
    real = await openRealCluster(kubeconfig ?? '');
    await applyOurCrds(real.cluster);
  });
  afterAll(() => real.close());

  it('has its pods for its duration, and lets them go', async () => {
    const world = await start();
    await world.create('experiments', experiment({ templates: PAIR, duration: '2s', scaleDownDelaySeconds: 1 }));
    await world.seen('services', () => true);
    const running = await world.seen('experiments', hasPhase('Running'));
    expect(running).toMatchObject({
      status: {
        templateStatuses: [
          { name: 'baseline', status: 'Running', availableReplicas: 1, serviceName: 'exp-baseline' },
          { name: 'canary', status: 'Running', availableReplicas: 2 },
        ],
      },
    });
    await world.seen('experiments', hasPhase('Successful'));
    const isEmpty = (set: JsonObject): boolean => objectIn(set, 'status')['replicas'] === 0;
    for (const name of ['exp-baseline', 'exp-canary']) {
      await world.seen('replicaSets', (set) => nameOf(set).name === name && isEmpty(set) && isSized(set, 0));
    }
    await world.gone('services');
    expect(world.reasons().filter((reason) => reason.startsWith('Experiment'))).toEqual([
      'ExperimentPending',
      'ExperimentRunning',
      'ExperimentSuccessful',
    ]);
  });

  it('ends with its analysis, and writes once for each thing that changed', async () => {
    const world = await start();
    const analyses = [{ name: 'check', templateName: 'up', requiredForCompletion: true }];
    await world.create('analysisTemplates', analysisTemplate('up'));
    await world.create('experiments', experiment({ templates: PAIR, analyses, scaleDownDelaySeconds: 0 }));
    const run = await world.seen('analysisRuns', () => true);
    expect(run).toMatchObject({ metadata: { name: 'exp-check', ownerReferences: [{ kind: 'Experiment' }] } });
    await world.patch('analysisRuns', 'exp-check', { status: { phase: 'Successful' } });
    await world.seen('experiments', hasPhase('Successful'));
    for (const name of ['exp-baseline', 'exp-canary']) {
      await world.seen('replicaSets', (set) => nameOf(set).name === name && isSized(set, 0));
    }
    await world.gone('services');
    await world.stop();
    const others = world.writes.filter((write) => !write.startsWith('PATCH experiments'));
    expect(others.toSorted()).toEqual([
      'DELETE services',
      'PATCH replicasets',
      'PATCH replicasets',
      'PATCH replicasets',
      'PATCH replicasets',
      'POST analysisruns',
      'POST replicasets',
      'POST replicasets',
      'POST services',
    ]);
    expect(world.reads).toEqual([]);
  });

  const isSized = (set: JsonObject, replicas: number): boolean => objectIn(set, 'spec')['replicas'] === replicas;
  const hasPhase =
    (phase: string) =>
    (object: JsonObject): boolean =>
      textIn(objectIn(object, 'status'), 'phase') === phase;

  /** A namespace with the controller at work in it. */
  async function start() {
    const namespace = await real.newNamespace();
    const asked: ApiRequest[] = [];
    const cluster: Cluster = {
      ...real.cluster,
      lines: (request) => real.cluster.lines(request),
      request: (request) => {
        asked.push(request);
        return real.cluster.request(request);
      },
    };
    let running: RunningController | undefined;
    let bell = Promise.withResolvers<void>();
    const { parts, events } = await startParts({
      cluster,
      clock: steadyClock,
      namespace,
      mentions: { rollouts: () => [], experiments: mentionsOfExperiment },
      onChange: (kind, change) => {
        running?.hear(kind, change);
        bell.resolve();
        bell = Promise.withResolvers();
      },
    });
    running = runController(experimentController(parts, { workers: 2 }), parts);
    onTestFinished(() => running?.stop());
    const listed = asked.length;
    const own = (isWrite: boolean): readonly string[] =>
      asked
        .slice(listed)
        .filter(({ method }) => (method === 'GET') !== isWrite)
        .map(({ method, path }) => `${method} ${path.split('/namespaces/')[1]?.split('/')[1]}`);
    const bodyOf = (body: JsonObject): JsonObject => ({
      ...body,
      metadata: { ...objectIn(body, 'metadata'), namespace },
    });
    return {
      get writes() {
        return own(true);
      },
      get reads() {
        return own(false);
      },
      reasons: () => events.map(({ reason }) => reason),
      stop: () => running?.stop(),
      async create(kind: Kind, body: JsonObject): Promise<void> {
        const path = collectionPath(KINDS[kind], namespace);
        await real.cluster.request({ method: 'POST', path, body: bodyOf(body) });
      },
      async patch(kind: Kind, name: string, body: JsonObject): Promise<void> {
        await real.cluster.request({
          method: 'PATCH',
          patch: 'merge',
          path: objectPath(KINDS[kind], { namespace, name }),
          body,
        });
      },
      /** Waits until the caches hold such an object. */
      async seen(kind: Followed, isIt: (object: JsonObject) => boolean): Promise<JsonObject> {
        for (;;) {
          const found = parts.caches[kind].all().find(isIt);
          if (found !== undefined) return found;
          await bell.promise;
        }
      },
      /** Waits until the caches hold none. */
      async gone(kind: Followed): Promise<void> {
        while (parts.caches[kind].all().length > 0) await bell.promise;
      },
    };
  }
});

type Followed = 'experiments' | 'replicaSets' | 'services' | 'analysisRuns';
