import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../../../src/core/json.ts';
import { ClusterModel, hashOf, sizeOf } from './cluster-model.ts';

function blueGreen(members: JsonObject = {}, spec: JsonObject = {}): ClusterModel {
  const strategy = { blueGreen: { activeService: 'one', previewService: 'two', ...members } };
  const cluster = new ClusterModel({ replicas: 2, strategy, ...spec });
  cluster.settle();
  expect(cluster.status).toMatchObject({ phase: 'Healthy' });
  cluster.events.length = 0;
  return cluster;
}

function sizes(cluster: ClusterModel): Record<string, number> {
  return Object.fromEntries(cluster.replicaSets.map((set) => [cluster.imageOf(hashOf(set)), sizeOf(set)]));
}

function shown(cluster: ClusterModel): { active: string; preview: string } {
  const imageBehind = (service: string): string => cluster.imageOf(cluster.selected(service));
  return { active: imageBehind('one'), preview: imageBehind('two') };
}

describe('the plan of a blue-green Rollout (rollout.md §13)', () => {
  it('shows a preview and waits for a user, who gets it all at once', () => {
    const cluster = blueGreen({ autoPromotionEnabled: false });
    cluster.release('shop:2');
    cluster.settle();
    expect(cluster.status).toMatchObject({ phase: 'Paused', message: 'BlueGreenPause' });
    expect(shown(cluster)).toEqual({ active: 'shop:1', preview: 'shop:2' });
    cluster.ask({ pauseConditions: null });
    cluster.settle();
    expect(cluster.status).toMatchObject({ phase: 'Healthy' });
    expect(shown(cluster)).toEqual({ active: 'shop:2', preview: 'shop:2' });
    expect(sizes(cluster)).toEqual({ 'shop:1': 2, 'shop:2': 2 });
    cluster.pass(31);
    cluster.settle();
    expect(sizes(cluster)).toEqual({ 'shop:1': 0, 'shop:2': 2 });
  });

  it('keeps a small preview small until it was looked at (§13.2)', () => {
    const cluster = blueGreen({ autoPromotionEnabled: false, previewReplicaCount: 1 });
    cluster.release('shop:2');
    cluster.settle();
    expect(sizes(cluster)).toEqual({ 'shop:1': 2, 'shop:2': 1 });
    cluster.ask({ pauseConditions: null });
    cluster.settle();
    expect(sizes(cluster)).toEqual({ 'shop:1': 2, 'shop:2': 2 });
    expect(shown(cluster)).toEqual({ active: 'shop:2', preview: 'shop:2' });
  });

  it('promotes after a while where the user wants that, strictly later', () => {
    const cluster = blueGreen({ autoPromotionSeconds: 20 });
    cluster.release('shop:2');
    cluster.settle();
    expect(cluster.status).toMatchObject({ phase: 'Paused' });
    cluster.pass(20);
    cluster.settle();
    expect(shown(cluster).active).toBe('shop:2');
  });

  it('goes back at once while old pods are there', () => {
    const cluster = blueGreen({ autoPromotionEnabled: false });
    cluster.release('shop:2');
    cluster.settle();
    cluster.ask({ pauseConditions: null });
    cluster.settle();
    cluster.release('shop:1');
    cluster.settle();
    expect(cluster.status).toMatchObject({ phase: 'Healthy' });
    expect(shown(cluster)).toEqual({ active: 'shop:1', preview: 'shop:1' });
  });

  it('leaves users where they are when a preview is aborted, and takes its pods', () => {
    const cluster = blueGreen({ autoPromotionEnabled: false });
    cluster.release('shop:2');
    cluster.settle();
    cluster.ask({ abort: true });
    cluster.settle();
    expect(cluster.status).toMatchObject({ phase: 'Degraded' });
    cluster.pass(31);
    cluster.settle();
    expect(shown(cluster)).toEqual({ active: 'shop:1', preview: 'shop:2' });
    expect(sizes(cluster)).toEqual({ 'shop:1': 2, 'shop:2': 0 });
  });

  it('takes old pods at once where the delay is 0 (decision 0018)', () => {
    const cluster = blueGreen({ scaleDownDelaySeconds: 0 });
    cluster.release('shop:2');
    cluster.settle();
    expect(sizes(cluster)).toEqual({ 'shop:1': 0, 'shop:2': 2 });
  });

  it('keeps no more ReplicaSets than the history may have', () => {
    const cluster = blueGreen({ scaleDownDelaySeconds: 0 }, { revisionHistoryLimit: 1 });
    for (const version of [2, 3, 4]) {
      cluster.release(`shop:${version}`);
      cluster.settle();
    }
    expect(sizes(cluster)).toEqual({ 'shop:3': 0, 'shop:4': 2 });
  });
});
