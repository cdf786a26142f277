import { describe, expect, it } from 'vitest';
import { after, formatInstant, millisOf } from '../../../../src/core/instant.ts';
import { nameOf } from '../../../../src/kube/metadata.ts';
import { analysisTemplate, deployed, rollout, service, startWorld, type World } from './world.ts';

const STEPS = { canary: { steps: [{ setWeight: 50 }, { pause: {} }] } };
const BLUE_GREEN = { blueGreen: { activeService: 'active', previewService: 'preview', autoPromotionEnabled: false } };

/** What is told from now on. */
function newsOf(world: World): () => readonly string[] {
  const before = world.told().length;
  return () => world.told().slice(before);
}

describe('a canary', () => {
  it('is deployed in two syncs, with as few writes as can be', async () => {
    const world = await startWorld(rollout(STEPS));
    expect(await world.sync()).toEqual(['POST replicasets', 'PATCH rollouts/shop', 'PATCH rollouts/shop/status']);
    await world.movePods();
    expect(await world.sync()).toEqual(['PATCH rollouts/shop/status']);
    expect(await world.status()).toMatchObject({ phase: 'Healthy', observedGeneration: '1', availableReplicas: 2 });
    expect(world.told()).toEqual([
      'RolloutAddedToInformer',
      'RolloutUpdated',
      'NewReplicaSetCreated',
      'RolloutNotCompleted',
      'ScalingReplicaSet',
      'RolloutCompleted',
    ]);
    expect(world.ended).toEqual(['Promoted 0 0']);
  });

  it('begins with its first step even where the API’s clock is ahead of the controller’s: it is no way back to something old', async () => {
    const world = await deployed(rollout(STEPS));
    await world.edit({ rollbackWindow: { revisions: 1 } });
    const [stable] = await world.list('replicaSets');
    const creationTimestamp = formatInstant(after(world.clock.now(), millisOf(7_200_000)));
    await world.patch('replicaSets', nameOf(stable ?? {}).name, { metadata: { creationTimestamp } });
    await world.release('shop:2');
    await world.sync();
    expect(await world.status()).toMatchObject({ phase: 'Progressing', currentStepIndex: 0 });
  });

  it('at rest is looked at without a request', async () => {
    const world = await deployed(rollout(STEPS));
    const news = newsOf(world);
    expect(await world.sync()).toEqual([]);
    expect(news()).toEqual([]);
  });

  it('goes to a pause, waits there, and ends promoted', async () => {
    const world = await deployed(rollout(STEPS));
    const news = newsOf(world);
    await world.release('shop:2');
    await world.settle();
    expect(await world.status()).toMatchObject({ phase: 'Paused', currentStepIndex: 1 });
    expect(await world.sizes()).toEqual({ 'shop:1': 1, 'shop:2': 1 });
    expect(await world.sync()).toEqual([]);
    await world.pass(60);
    await world.ask({ pauseConditions: null });
    await world.settle();
    expect(await world.status()).toMatchObject({ phase: 'Healthy', currentStepIndex: 2 });
    expect(await world.sizes()).toEqual({ 'shop:1': 0, 'shop:2': 2 });
    expect(world.ended.slice(1)).toEqual(['Promoted 60 60']);
    expect(news()).toEqual([
      'RolloutUpdated',
      'NewReplicaSetCreated',
      'RolloutNotCompleted',
      'ScalingReplicaSet',
      'ScalingReplicaSet',
      'RolloutStepCompleted',
      'RolloutPaused',
      'RolloutStepCompleted',
      'ScalingReplicaSet',
      'ScalingReplicaSet',
      'RolloutCompleted',
    ]);
  });

  it('writes its status once where a step ends and the next begins', async () => {
    const world = await deployed(rollout(STEPS));
    await world.release('shop:2');
    await world.sync();
    await world.movePods();
    await world.sync();
    await world.movePods();
    expect(await world.sync()).toEqual(['PATCH rollouts/shop/status']);
    expect(await world.status()).toMatchObject({ phase: 'Paused', currentStepIndex: 1 });
  });

  it('goes home after an abort, and tries again', async () => {
    const world = await deployed(rollout(STEPS));
    await world.release('shop:2');
    await world.settle();
    await world.ask({ abort: true });
    await world.settle();
    expect(await world.status()).toMatchObject({ phase: 'Degraded', abort: true });
    expect(await world.sizes()).toEqual({ 'shop:1': 2, 'shop:2': 0 });
    expect(world.ended.slice(1)).toEqual(['Aborted 0 0']);
    await world.ask({ abort: null });
    await world.settle();
    expect(await world.status()).toMatchObject({ phase: 'Paused', currentStepIndex: 1 });
  });

  it('goes back to a revision that it had, with the ReplicaSet of then', async () => {
    const world = await deployed(rollout({ canary: {} }));
    await world.release('shop:2');
    await world.settle();
    await world.release('shop:1');
    await world.settle();
    expect(await world.status()).toMatchObject({ phase: 'Healthy' });
    expect(await world.sizes()).toEqual({ 'shop:1': 2, 'shop:2': 0 });
    expect((await world.get('rollouts', 'shop'))['metadata']).toMatchObject({
      annotations: { 'rollout.argoproj.io/revision': '3' },
    });
  });

  it('that gives way to another release ends as superseded', async () => {
    const world = await deployed(rollout(STEPS));
    await world.release('shop:2');
    await world.settle();
    await world.pass(30);
    await world.release('shop:3');
    await world.settle();
    expect(world.ended.slice(1)).toEqual(['Superseded 30 30']);
  });

  it('goes on when its analysis has succeeded', async () => {
    const steps = [{ setWeight: 50 }, { analysis: { templates: [{ templateName: 'up' }] } }];
    const world = await deployed(analysisTemplate('up'), rollout({ canary: { steps } }));
    const news = newsOf(world);
    await world.release('shop:2');
    await world.settle();
    const [run] = await world.list('analysisRuns');
    expect(run).toMatchObject({ metadata: { name: expect.stringMatching(/^shop-[0-9a-z]+-2-1$/) } });
    const { name } = Object(run?.['metadata']);
    expect(await world.status()).toMatchObject({ canary: { currentStepAnalysisRunStatus: { name } } });
    await world.patch('analysisRuns', name, { status: { phase: 'Successful' } });
    await world.settle();
    expect(await world.status()).toMatchObject({ phase: 'Healthy' });
    expect(news()).toContain('AnalysisRunSuccessful');
  });

  it('that is being deleted is left alone', async () => {
    const world = await deployed(rollout(STEPS));
    await world.patch('rollouts', 'shop', { metadata: { deletionTimestamp: '2026-03-01T10:00:00Z' } });
    await world.release('shop:2');
    expect(await world.sync()).toEqual([]);
  });

  it('that is gone is told of, once', async () => {
    const world = await deployed(rollout(STEPS));
    const news = newsOf(world);
    await world.remove('rollouts', 'shop');
    await world.sync();
    await world.sync();
    expect(news()).toEqual(['RolloutDeleted']);
    expect(world.messages().at(-1)).toBe('Rollout shop/shop is deleted.');
  });
});

describe('a blue-green Rollout', () => {
  const given = [service('active'), service('preview'), rollout(BLUE_GREEN)] as const;

  it('shows a preview, waits, switches, and lets old pods go after their delay', async () => {
    const world = await deployed(...given);
    await world.release('shop:2');
    await world.settle();
    expect(await world.status()).toMatchObject({ phase: 'Paused', message: 'BlueGreenPause' });
    expect([await world.shown('active'), await world.shown('preview')]).toEqual(['shop:1', 'shop:2']);
    await world.ask({ pauseConditions: null });
    await world.settle();
    expect(await world.status()).toMatchObject({ phase: 'Healthy' });
    expect(await world.shown('active')).toBe('shop:2');
    expect(await world.sizes()).toEqual({ 'shop:1': 2, 'shop:2': 2 });
    const { wakeAt = 0 } = await world.synced();
    expect(wakeAt - world.clock.now()).toBe(30_000);
    await world.pass(31);
    await world.settle();
    expect(await world.sizes()).toEqual({ 'shop:1': 0, 'shop:2': 2 });
    expect(await world.sync()).toEqual([]);
  });

  it('that names a Service that is not there is invalid, and says so once', async () => {
    const world = await startWorld(service('active'), rollout(BLUE_GREEN));
    await expect(world.synced()).rejects.toMatchObject({ code: 'SYNC_FAILED' });
    expect(await world.sync()).toEqual([]);
    expect(world.told()).toEqual(['RolloutAddedToInformer', 'InvalidSpec!']);
    expect(await world.status()).toMatchObject({
      conditions: [
        {
          type: 'InvalidSpec',
          message:
            'The Rollout "shop" is invalid: spec.strategy.blueGreen.previewService: Invalid value: "preview": service "preview" not found',
        },
      ],
    });
    await world.create('services', { metadata: { name: 'preview' }, spec: { selector: { app: 'shop' } } });
    await world.settle();
    expect(await world.status()).toMatchObject({ phase: 'Healthy' });
  });
});
