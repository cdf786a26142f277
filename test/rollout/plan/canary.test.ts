import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../../../src/core/json.ts';
import { availableOf, ClusterModel, hashOf, sizeOf } from './cluster-model.ts';

function canary(members: JsonObject, spec: JsonObject = {}): ClusterModel {
  return new ClusterModel({ strategy: { canary: members }, ...spec });
}

function sizes(cluster: ClusterModel): Record<string, number> {
  return Object.fromEntries(cluster.replicaSets.map((set) => [cluster.imageOf(hashOf(set)), sizeOf(set)]));
}

const STEPS = [{ setWeight: 25 }, { pause: {} }, { setWeight: 50 }, { pause: { duration: '10s' } }];

function deployed(cluster: ClusterModel): ClusterModel {
  cluster.settle();
  expect(cluster.status).toMatchObject({ phase: 'Healthy' });
  cluster.events.length = 0;
  return cluster;
}

describe('the plan of a canary (rollout.md §4, §10)', () => {
  it('deploys the first revision without steps, in upstream’s order of events', () => {
    const cluster = canary({ steps: STEPS });
    cluster.settle();
    expect(cluster.status).toMatchObject({ phase: 'Healthy', currentStepIndex: 4 });
    expect(sizes(cluster)).toEqual({ 'shop:1': 4 });
    expect(cluster.events.map(({ reason }) => reason)).toEqual([
      'RolloutUpdated',
      'NewReplicaSetCreated',
      'RolloutNotCompleted',
      'ScalingReplicaSet',
      'RolloutCompleted',
    ]);
  });

  it('goes step by step, waits at a pause, and ends promoted', () => {
    const cluster = deployed(canary({ steps: STEPS, maxSurge: 1, maxUnavailable: 0 }));
    cluster.release('shop:2');
    cluster.settle();
    expect(cluster.status).toMatchObject({ phase: 'Paused', message: 'CanaryPauseStep', currentStepIndex: 1 });
    expect(sizes(cluster)).toEqual({ 'shop:1': 3, 'shop:2': 1 });
    cluster.ask({ pauseConditions: null });
    cluster.settle();
    expect(cluster.status).toMatchObject({ phase: 'Paused', currentStepIndex: 3 });
    expect(sizes(cluster)).toEqual({ 'shop:1': 2, 'shop:2': 2 });
    cluster.pass(11);
    cluster.settle();
    expect(cluster.status).toMatchObject({ phase: 'Healthy', duration: { completionStatus: 'Promoted' } });
    expect(sizes(cluster)).toEqual({ 'shop:1': 0, 'shop:2': 4 });
  });

  it('asks to be woken when a timed pause ends', () => {
    const cluster = deployed(canary({ steps: [{ pause: { duration: 30 } }] }));
    cluster.release('shop:2');
    cluster.settle();
    const start = cluster.status.pauseConditions[0]?.startTime ?? 0;
    expect(cluster.sync().wakeAt).toBe(start + 30_000);
  });

  it('goes back to stable after an abort, and tries again when asked', () => {
    const cluster = deployed(canary({ steps: STEPS }));
    cluster.release('shop:2');
    cluster.settle();
    cluster.ask({ abort: true });
    cluster.settle();
    expect(cluster.status).toMatchObject({ phase: 'Degraded', abort: true, currentStepIndex: 0 });
    expect(sizes(cluster)).toEqual({ 'shop:1': 4, 'shop:2': 0 });
    cluster.ask({ abort: false });
    cluster.settle();
    expect(cluster.status).toMatchObject({ phase: 'Paused', abort: false, currentStepIndex: 1 });
  });

  it('skips steps and pauses on a full promotion', () => {
    const cluster = deployed(canary({ steps: STEPS }));
    cluster.release('shop:2');
    cluster.settle();
    cluster.ask({ promoteFull: true });
    cluster.settle();
    expect(cluster.status).toMatchObject({ phase: 'Healthy', duration: { completionStatus: 'FastPromoted' } });
    expect(sizes(cluster)).toEqual({ 'shop:1': 0, 'shop:2': 4 });
  });

  it('needs no steps on the way back to stable', () => {
    const cluster = deployed(canary({ steps: STEPS }));
    cluster.release('shop:2');
    cluster.settle();
    cluster.release('shop:1');
    cluster.settle();
    expect(cluster.status).toMatchObject({ phase: 'Healthy', currentStepIndex: 4 });
    expect(sizes(cluster)).toEqual({ 'shop:1': 4, 'shop:2': 0 });
    expect(cluster.events.map(({ reason }) => reason)).toContain('SkipSteps');
  });

  it('keeps the way back open when new pods never become available', () => {
    const cluster = deployed(canary({ maxSurge: 1, maxUnavailable: 0 }));
    cluster.release('shop:2');
    cluster.settle('shop:2');
    expect(sizes(cluster)).toEqual({ 'shop:1': 4, 'shop:2': 1 });
    cluster.pass(601);
    cluster.settle('shop:2');
    expect(cluster.status).toMatchObject({ phase: 'Degraded' });
    expect(cluster.status.message).toMatch(
      /^ProgressDeadlineExceeded: ReplicaSet "shop-.*" has timed out progressing\.$/,
    );
  });

  it('aborts such an update where the user wants that', () => {
    const cluster = deployed(canary({ steps: [{ setWeight: 25 }] }, { progressDeadlineAbort: true }));
    cluster.release('shop:2');
    cluster.settle('shop:2');
    cluster.pass(601);
    cluster.settle('shop:2');
    expect(cluster.status).toMatchObject({ phase: 'Degraded', abort: true });
    expect(sizes(cluster)).toEqual({ 'shop:1': 4, 'shop:2': 0 });
  });

  it('follows a new size in the middle of an update, at the same weight', () => {
    const cluster = deployed(canary({ steps: STEPS }, { replicas: 1 }));
    cluster.release('shop:2');
    cluster.settle();
    expect(sizes(cluster)).toEqual({ 'shop:1': 1, 'shop:2': 1 });
    cluster.edit({ replicas: 8 });
    cluster.settle();
    expect(sizes(cluster)).toEqual({ 'shop:1': 6, 'shop:2': 2 });
  });
});

describe('the plan of a canary whose traffic is routed (rollout.md §9)', () => {
  const routed = { trafficRouting: { plugins: { test: {} } }, canaryService: 'one', stableService: 'two' };

  it('moves weight only to pods that are available, and takes it back before they go', () => {
    const cluster = deployed(canary({ ...routed, steps: [{ setWeight: 25 }, { pause: {} }] }));
    cluster.release('shop:2');
    cluster.settle();
    expect(cluster.weight).toBe(25);
    expect(sizes(cluster)).toEqual({ 'shop:1': 4, 'shop:2': 1 });
    expect(cluster.imageOf(cluster.selected('one'))).toBe('shop:2');
    cluster.ask({ abort: true });
    cluster.settle();
    expect(cluster.weight).toBe(0);
    expect(cluster.imageOf(cluster.selected('one'))).toBe('shop:1');
    // The canary's pods wait for connections to end.
    expect(sizes(cluster)).toEqual({ 'shop:1': 4, 'shop:2': 1 });
    cluster.pass(31);
    cluster.settle();
    expect(sizes(cluster)).toEqual({ 'shop:1': 4, 'shop:2': 0 });
  });

  it('forgets what ALB kept from verifying weights, once ALB is told one (traffic.md §5.1)', () => {
    const trafficRouting = { alb: { ingress: 'front', servicePort: 80 } };
    const cluster = deployed(canary({ ...routed, trafficRouting, steps: [{ setWeight: 25 }, { pause: {} }] }));
    cluster.ask({ alb: { ingress: 'front' }, albs: [{ ingress: 'front' }] });
    expect(cluster.status).toHaveProperty('albs');
    cluster.release('shop:2');
    cluster.settle();
    expect(cluster.weight).toBe(25);
    expect(cluster.status).not.toHaveProperty('alb');
    expect(cluster.status).not.toHaveProperty('albs');
  });

  it('lets old pods wait for their deadline after a promotion', () => {
    const cluster = deployed(canary({ ...routed, steps: [{ setWeight: 25 }] }));
    cluster.release('shop:2');
    cluster.settle();
    expect(cluster.status).toMatchObject({ phase: 'Healthy' });
    expect(sizes(cluster)).toEqual({ 'shop:1': 4, 'shop:2': 4 });
    cluster.pass(31);
    cluster.settle();
    expect(sizes(cluster)).toEqual({ 'shop:1': 0, 'shop:2': 4 });
  });

  it('lets a dynamic stable side follow its traffic', () => {
    const cluster = deployed(
      canary({ ...routed, dynamicStableScale: true, steps: [{ setWeight: 75 }, { pause: {} }] }),
    );
    cluster.release('shop:2');
    cluster.settle();
    expect(cluster.weight).toBe(75);
    expect(sizes(cluster)).toEqual({ 'shop:1': 1, 'shop:2': 3 });
    cluster.ask({ abort: true });
    cluster.settle();
    expect(cluster.weight).toBe(0);
    expect(sizes(cluster)).toEqual({ 'shop:1': 4, 'shop:2': 0 });
    expect(cluster.replicaSets.reduce((sum, set) => sum + availableOf(set), 0)).toBe(4);
  });

  it('keeps stable pods that all traffic goes to, when it is resized and rolled back at once (decision 0023)', () => {
    const cluster = deployed(canary({ ...routed, dynamicStableScale: true, steps: [{ setWeight: 50 }] }));
    cluster.release('shop:2');
    // The old revision still has pods when the new one is promoted.
    while (cluster.status.stableRS !== cluster.status.currentPodHash || cluster.weight !== 100) {
      cluster.sync();
      cluster.settlePods();
    }
    const stable = cluster.status.stableRS;
    cluster.edit({ replicas: 6 });
    cluster.release('shop:1');
    cluster.sync();
    const set = cluster.replicaSets.find((set) => hashOf(set) === stable);
    expect(set && sizeOf(set)).toBeGreaterThan(0);
  });
});
