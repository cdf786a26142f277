import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../../../src/core/json.ts';
import { ClusterModel } from './cluster-model.ts';

function kinds(cluster: ClusterModel): readonly string[] {
  return cluster.sync().actions.map(({ kind }) => kind);
}

describe('a Rollout that cannot be worked on', () => {
  it('is told all that is wrong with it, once, and keeps its pods', () => {
    const cluster = new ClusterModel({ strategy: { canary: { steps: [{ setWeight: 10 }] } } });
    cluster.settle();
    cluster.events.length = 0;
    cluster.edit({ strategy: { canary: { steps: [{ setWeight: 101 }, { setWeight: -1 }] } } });
    const { actions, error } = cluster.sync();
    expect(actions.map(({ kind }) => kind)).toEqual(['patchStatus', 'tell']);
    expect(error).toMatch(/^spec\.strategy\.steps\[0\]\.setWeight: /);
    expect(cluster.events).toMatchObject([{ type: 'Warning', reason: 'InvalidSpec' }]);
    expect(cluster.events[0]?.message).toContain('steps[1].setWeight');
    expect(cluster.status).toMatchObject({ phase: 'Degraded' });
    expect(cluster.sync()).toMatchObject({ actions: [], error });
  });

  it('is well again when it is mended', () => {
    const cluster = new ClusterModel({ strategy: { canary: {} } });
    cluster.settle();
    cluster.edit({ strategy: { canary: { canaryService: 'three' } } });
    cluster.settle();
    expect(cluster.status.message).toContain('service "three" not found');
    cluster.edit({ strategy: { canary: { canaryService: 'one' } } });
    cluster.settle();
    expect(cluster.status).toMatchObject({ phase: 'Healthy' });
  });

  it.each<{ asks: string; canary: JsonObject }>([
    {
      asks: 'a router that there is not',
      canary: { trafficRouting: { plugins: { strange: {} } }, canaryService: 'one', stableService: 'two' },
    },
    { asks: 'a step plugin', canary: { steps: [{ plugin: { name: 'strange' } }] } },
  ])('is held when it asks for $asks', ({ canary }) => {
    const cluster = new ClusterModel({ strategy: { canary } });
    expect(kinds(cluster)).toEqual(['tell']);
    expect(cluster.events).toMatchObject([{ type: 'Warning', reason: 'RolloutHeld' }]);
    expect(cluster.events[0]?.message).toContain('strange');
  });

  it('waits for its workload, and asks for it again', () => {
    const workloadRef = { apiVersion: 'apps/v1', kind: 'Deployment', name: 'old' };
    const cluster = new ClusterModel({ strategy: { canary: {} }, workloadRef, template: {} });
    const { wakeAt, error } = cluster.sync();
    expect(error).toBeUndefined();
    expect(wakeAt).toBe(cluster.now + 20_000);
    expect(cluster.status.message).toContain('deployments.apps "old" not found');
  });
});

describe('a Rollout at rest', () => {
  it.each<{ strategy: JsonObject }>([
    { strategy: { canary: { steps: [{ setWeight: 50 }, { pause: {} }] } } },
    { strategy: { blueGreen: { activeService: 'one' } } },
  ])('is left alone: $strategy', ({ strategy }) => {
    const cluster = new ClusterModel({ strategy });
    cluster.settle();
    expect(cluster.sync().actions).toEqual([]);
  });

  it('gets a size where it has none, in the second sync', () => {
    const cluster = new ClusterModel({ strategy: { canary: {} }, replicas: null });
    expect(kinds(cluster)).toContain('createReplicaSet');
    expect(kinds(cluster)).toEqual(['sizeRollout']);
  });

  it('is left alone while it is deleted', () => {
    const cluster = new ClusterModel({ strategy: { canary: {} } });
    cluster.delete();
    expect(cluster.sync().actions).toEqual([]);
  });
});
