import { describe, expect, it } from 'vitest';
import { after, millisOf } from '../../../../src/core/instant.ts';
import type { JsonObject } from '../../../../src/core/json.ts';
import type { ApiRequest } from '../../../../src/kube/cluster.ts';
import { refusal, unreachable } from '../../../support/memory-api.ts';
import { analysisTemplate, experiment, startWorld, template } from './world.ts';

const PAIR = [template('baseline'), template('canary', { replicas: 2 })];
const CHECK = { name: 'check', templateName: 'up', requiredForCompletion: true };

describe('an Experiment', () => {
  it('has its pods for its duration, sync by sync', async () => {
    const world = await startWorld(['experiments', experiment({ templates: PAIR, duration: '1m' })]);
    const begin = world.clock.now();
    expect(await world.sync()).toEqual(['POST replicasets', 'POST replicasets', 'PATCH experiments/exp']);
    expect(await world.sync()).toEqual(['PATCH replicasets/exp-baseline', 'PATCH replicasets/exp-canary']);
    await world.startPods();
    expect(await world.sync()).toEqual(['PATCH experiments/exp']);
    expect(await world.status()).toMatchObject({ phase: 'Running', availableAt: '2026-03-01T10:00:00Z' });
    expect(await world.synced()).toEqual({ wakeAt: after(begin, millisOf(60_001)) });
    await world.clock.run(after(begin, millisOf(60_001)));
    await world.settle();
    expect(await world.status()).toMatchObject({ phase: 'Successful' });
    await world.clock.run(after(begin, millisOf(120_000)));
    await world.settle();
    expect(await world.get('replicaSets', 'exp-canary')).toMatchObject({ spec: { replicas: 0 } });
    expect(world.told()).toEqual([
      "exp: Normal TemplateProgressing: Template 'baseline' transitioned from  -> Progressing",
      "exp: Normal TemplateProgressing: Template 'canary' transitioned from  -> Progressing",
      'exp: Normal ExperimentPending: Experiment transitioned from  -> Pending',
      'exp: Normal ScalingReplicaSet: Scaled up ReplicaSet exp-baseline from 0 to 1',
      'exp: Normal ScalingReplicaSet: Scaled up ReplicaSet exp-canary from 0 to 2',
      "exp: Normal TemplateRunning: Template 'baseline' transitioned from Progressing -> Running",
      "exp: Normal TemplateRunning: Template 'canary' transitioned from Progressing -> Running",
      'exp: Normal ExperimentRunning: Experiment transitioned from Pending -> Running',
      "exp: Normal TemplateSuccessful: Template 'baseline' transitioned from Running -> Successful",
      "exp: Normal TemplateSuccessful: Template 'canary' transitioned from Running -> Successful",
      'exp: Normal ExperimentSuccessful: Experiment transitioned from Running -> Successful',
      'exp: Normal ScalingReplicaSet: Scaled down ReplicaSet exp-baseline from 1 to 0',
      'exp: Normal ScalingReplicaSet: Scaled down ReplicaSet exp-canary from 2 to 0',
    ]);
  });

  it('that is at rest is looked at without a request', async () => {
    const world = await startWorld(
      ['analysisTemplates', analysisTemplate('up')],
      ['experiments', experiment({ templates: [template('canary', { service: {} }, 80)], analyses: [CHECK] })],
    );
    await world.settle();
    const before = world.api.requests.length;
    await world.synced();
    expect(world.api.requests.length).toBe(before);
  });

  it('ends with its required analysis, and takes its Service down', async () => {
    const world = await startWorld(
      ['analysisTemplates', analysisTemplate('up')],
      [
        'experiments',
        experiment({
          templates: [template('canary', { service: { name: 'probe' } }, 80)],
          analyses: [CHECK, { name: 'also', templateName: 'up' }],
          scaleDownDelaySeconds: 0,
        }),
      ],
    );
    await world.settle();
    expect(await world.get('services', 'probe')).toMatchObject({ spec: { selector: { app: 'canary' } } });
    await world.patch('analysisRuns', 'exp-check', { status: { phase: 'Successful' } });
    await world.settle();
    expect(await world.get('analysisRuns', 'exp-also')).toMatchObject({ spec: { terminate: true } });
    await world.patch('analysisRuns', 'exp-also', { status: { phase: 'Successful' } });
    await world.settle();
    expect(await world.status()).toMatchObject({ phase: 'Successful' });
    await expect(world.get('services', 'probe')).rejects.toMatchObject({ details: { code: 404 } });
  });

  it('that is gone, or goes, is left alone', async () => {
    const deletionTimestamp = '2026-03-01T10:00:00Z';
    const world = await startWorld(['experiments', experiment({ templates: PAIR }, { deletionTimestamp })]);
    expect(await world.sync()).toEqual([]);
    await world.remove('experiments', 'exp');
    expect(await world.synced()).toEqual({});
  });

  it('with two ReplicaSets of one template fails its sync', async () => {
    const world = await startWorld(['experiments', experiment({ templates: [template('canary')] })]);
    await world.sync();
    const { metadata } = await world.get('replicaSets', 'exp-canary');
    await world.create('replicaSets', {
      metadata: { ...(metadata as JsonObject), name: 'second' },
      spec: { replicas: 0 },
    });
    await world.clock.settle();
    await expect(world.synced()).rejects.toThrow('multiple ReplicaSets match single experiment template: canary');
  });
});

describe('what is in the way', () => {
  it.each<{ what: string; refused: string; code: number; status: JsonObject; events: readonly string[] }>([
    {
      what: 'a ReplicaSet that the API does not allow',
      refused: '/replicasets',
      code: 403,
      status: {
        templateStatuses: [
          {
            name: 'canary',
            status: 'Error',
            message: "Failed to create ReplicaSet for template 'canary': exceeded quota",
          },
        ],
      },
      events: [
        'exp: Normal ReplicaSetCreateError: Failed to create new replica set "exp-canary": exceeded quota',
        "exp: Warning TemplateError: Template 'canary' transitioned from  -> Error: Failed to create ReplicaSet for template 'canary': exceeded quota",
      ],
    },
    {
      what: 'a Service that the API finds invalid',
      refused: '/services',
      code: 422,
      status: {
        templateStatuses: [
          {
            name: 'canary',
            status: 'Error',
            message: "Failed to create Service exp-canary for template 'canary': cannot create service: exceeded quota",
          },
        ],
      },
      events: ['exp: Normal ScalingReplicaSet: Scaled up ReplicaSet exp-canary from 0 to 1'],
    },
    {
      what: 'a run that the API does not allow',
      refused: '/analysisruns',
      code: 403,
      status: {
        analysisRuns: [
          {
            name: 'check',
            phase: 'Error',
            message: "Failed to create AnalysisRun for analysis 'check': exceeded quota",
          },
        ],
      },
      events: [
        "exp: Warning AnalysisRunError: AnalysisRun 'check' transitioned from  -> Error: Failed to create AnalysisRun for analysis 'check': exceeded quota",
      ],
    },
  ])('$what is told in the status, once', async ({ refused, code, status, events }) => {
    const world = await startWorld(
      ['analysisTemplates', analysisTemplate('up')],
      ['experiments', experiment({ templates: [template('canary', { service: {} }, 80)], analyses: [CHECK] })],
    );
    world.api.before = ({ method, path }) => {
      if (method === 'POST' && path.endsWith(refused)) throw refusal(code, 'Forbidden', 'exceeded quota');
    };
    for (let count = 0; count < 10; count += 1) {
      await world.sync();
      await world.startPods();
    }
    expect(await world.status()).toMatchObject(status);
    expect(world.told()).toEqual(expect.arrayContaining([...events]));
    expect((await world.sync()).filter((write) => write.startsWith('PATCH'))).toEqual([]);
  });

  it.each([
    ['credentials that are not known any more', refusal(401, 'Unauthorized', 'Unauthorized')],
    ['an API that is away', unreachable()],
  ])('%s: the sync ends, and the status stays as it is', async (_, fault) => {
    const world = await startWorld(['experiments', experiment({ templates: PAIR })]);
    world.api.before = ({ method }) => {
      if (method === 'POST') throw fault;
    };
    await expect(world.synced()).rejects.toBe(fault);
    expect(await world.status()).toEqual({});
    expect(world.told()).toEqual([]);
  });

  it('nothing is written once the lease is lost', async () => {
    const world = await startWorld(['experiments', experiment({ templates: PAIR })]);
    world.lease.isHeld = false;
    const before = world.api.writes;
    await expect(world.synced()).rejects.toMatchObject({ code: 'LEASE_LOST' });
    expect(world.api.writes).toEqual(before);
  });

  it('what was made and not heard of is not made twice', async () => {
    const world = await startWorld(
      ['analysisTemplates', analysisTemplate('up')],
      ['experiments', experiment({ templates: [template('canary', { service: {} }, 80)], analyses: [CHECK] })],
    );
    const given = world.api.writes.length;
    const lost = new Set<string>();
    world.api.after = ({ method, path }) => {
      if (method !== 'POST' || lost.has(path)) return;
      lost.add(path);
      throw unreachable('socket hang up');
    };
    for (let count = 0; count < 20; count += 1) {
      await world.synced().catch(() => {});
      await world.startPods();
    }
    expect(lost.size).toBe(3);
    expect(
      world.api.writes
        .slice(given)
        .filter((write) => write.startsWith('POST'))
        .map((write) => write.split('/').at(-1)),
    ).toEqual(['replicasets', 'services', 'analysisruns']);
  });

  it('a ReplicaSet of somebody else that the caches do not show is found out, and waited for', async () => {
    const world = await startWorld(
      ['replicaSets', { metadata: { name: 'exp-canary', namespace: 'shop' } }],
      ['experiments', experiment({ templates: [template('canary')] })],
    );
    // The memory API does not select by labels, as the cache of ReplicaSets does.
    const unseen = { ...world.parts.caches.replicaSets, get: () => undefined, find: () => [] };
    Object.assign(world.parts.caches, { replicaSets: unseen });
    await world.sync();
    expect(await world.status()).toMatchObject({ templateStatuses: [{ name: 'canary', status: 'Progressing' }] });
    expect(await world.sync()).toEqual(['POST replicasets']);
    expect(await world.get('replicaSets', 'exp-canary')).not.toHaveProperty('spec');
  });

  it('a run of somebody else under the name sends on to the next', async () => {
    const world = await startWorld(
      ['analysisTemplates', analysisTemplate('up')],
      ['analysisRuns', { metadata: { name: 'exp-check', namespace: 'shop' }, spec: { metrics: [] } }],
      ['experiments', experiment({ templates: [template('canary')], analyses: [CHECK] })],
    );
    await world.settle();
    expect(await world.status()).toMatchObject({ analysisRuns: [{ analysisRun: 'exp-check.1' }] });
  });

  it('an Experiment that was written meanwhile is looked at again', async () => {
    const world = await startWorld(['experiments', experiment({ templates: PAIR })]);
    let isDone = false;
    world.api.before = async ({ method, path }: ApiRequest) => {
      if (method !== 'PATCH' || !path.endsWith('/exp') || isDone) return;
      isDone = true;
      await world.patch('experiments', 'exp', { spec: { terminate: true } });
    };
    expect(await world.synced()).toEqual({ again: true });
    expect(world.told()).toEqual([]);
    await world.settle();
    expect(await world.status()).toMatchObject({ phase: 'Successful' });
  });

  it('a ReplicaSet that went meanwhile ends the sync: the watch will tell of it', async () => {
    const world = await startWorld(['experiments', experiment({ templates: [template('canary')] })]);
    await world.sync();
    world.api.before = async ({ method }: ApiRequest) => {
      if (method !== 'PATCH') return;
      world.api.before = () => {};
      await world.api.request({ method: 'DELETE', path: '/apis/apps/v1/namespaces/shop/replicasets/exp-canary' });
    };
    expect(await world.synced()).toEqual({});
    expect(world.heard.at(-1)).toMatchObject(['replicaSets', { kind: 'deleted' }]);
    await world.settle();
    expect(await world.status()).toMatchObject({ phase: 'Running' });
  });

  it('a run that the status names and no cache knows is looked up, and missed only when it is not there', async () => {
    const world = await startWorld(
      ['analysisTemplates', analysisTemplate('up')],
      ['experiments', experiment({ templates: [template('canary')], analyses: [CHECK] })],
    );
    await world.settle();
    const { analysisRuns } = world.parts.caches;
    Object.assign(world.parts.caches, { analysisRuns: { ...analysisRuns, get: () => undefined, find: () => [] } });
    expect(await world.sync()).toEqual([]);
    await world.remove('analysisRuns', 'exp-check');
    await world.sync();
    expect(await world.status()).toMatchObject({
      analysisRuns: [{ phase: 'Error', message: 'analysisruns.argoproj.io "exp-check" not found' }],
    });
  });
});

it('the Rollout of an Experiment hears of its runs, as long as it is there', async () => {
  const owner = { apiVersion: 'argoproj.io/v1alpha1', kind: 'Rollout', name: 'web', uid: 'u', controller: true };
  const world = await startWorld(
    ['rollouts', { metadata: { name: 'web', namespace: 'shop' } }],
    ['analysisTemplates', analysisTemplate('up')],
    ['experiments', experiment({ templates: [template('canary')], analyses: [CHECK] }, { ownerReferences: [owner] })],
  );
  await world.settle();
  const text = (from: string, to: string) => `AnalysisRun${to}: AnalysisRun 'check' transitioned from ${from} -> ${to}`;
  expect(world.told()).toEqual(
    expect.arrayContaining([`exp: Normal ${text('', 'Pending')}`, `web: Warning ${text('', 'Pending')}`]),
  );
  await world.remove('rollouts', 'web');
  const before = world.told().length;
  await world.patch('analysisRuns', 'exp-check', { status: { phase: 'Running' } });
  await world.sync();
  expect(world.told().slice(before)).toEqual([`exp: Normal ${text('Pending', 'Running')}`]);
});
