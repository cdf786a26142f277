import { describe, expect, it } from 'vitest';
import type { Json, JsonObject } from '../../../../src/core/json.ts';
import { DESIRED, MAX } from '../../../../src/simulator/controllers/deployments/annotations.ts';
import {
  type DeploymentView,
  viewDeployment,
} from '../../../../src/simulator/controllers/deployments/deployment-view.ts';
import { rollingStep } from '../../../../src/simulator/controllers/deployments/rolling-step.ts';
import { isScaling, scalingStep } from '../../../../src/simulator/controllers/deployments/scaling-step.ts';
import type { SizeChange } from '../../../../src/simulator/controllers/deployments/sizes.ts';
import { metadataOf } from '../../../../src/simulator/controllers/objects/metadata.ts';
import { set } from '../builders.ts';

function rolling(replicas: number, maxSurge: Json, maxUnavailable: Json): DeploymentView {
  const strategy = { type: 'RollingUpdate', rollingUpdate: { maxSurge, maxUnavailable } };
  return viewDeployment({ metadata: { name: 'web' }, spec: { replicas, strategy } });
}

function sizes(changes: readonly SizeChange[]): readonly string[] {
  return changes.map(({ set, size }) => `${metadataOf(set.json).name} ${size}`);
}

describe('a rolling update', () => {
  it.each<{
    given: string;
    posts: readonly [replicas: number, surge: Json, unavailable: Json];
    fresh: readonly [size: number, available: number];
    old: readonly (readonly [size: number, available: number])[];
    then: readonly string[];
  }>([
    { given: 'nothing new yet', posts: [4, 1, 0], fresh: [0, 0], old: [[4, 4]], then: ['new 1'] },
    { given: 'the new one waits for its pod', posts: [4, 1, 0], fresh: [1, 0], old: [[4, 4]], then: [] },
    { given: 'the new pod is available', posts: [4, 1, 0], fresh: [1, 1], old: [[4, 4]], then: ['old0 3'] },
    { given: 'one may be missing', posts: [4, 0, 1], fresh: [0, 0], old: [[4, 4]], then: ['old0 3'] },
    {
      given: 'percentages: surge up, missing down',
      posts: [4, '26%', '49%'],
      fresh: [0, 0],
      old: [[4, 4]],
      then: ['new 2'],
    },
    {
      given: 'neither surge nor missing: one may be missing',
      posts: [4, '0%', '1%'],
      fresh: [0, 0],
      old: [[4, 4]],
      then: ['old0 3'],
    },
    { given: 'old pods are of no use', posts: [4, 1, 1], fresh: [1, 0], old: [[4, 1]], then: ['old0 3'] },
    {
      given: 'the oldest gives first',
      posts: [4, 2, 0],
      fresh: [2, 2],
      old: [
        [2, 2],
        [2, 2],
      ],
      then: ['old0 0'],
    },
    { given: 'it is too large', posts: [2, 1, 0], fresh: [3, 3], old: [], then: ['new 2'] },
    { given: 'it is through', posts: [2, 1, 0], fresh: [2, 2], old: [[0, 0]], then: [] },
  ])('given $given, it changes $then', ({ posts, fresh, old, then }) => {
    const newSet = set(fresh[0], { name: 'new', available: fresh[1], createdAt: 100 });
    const oldSets = old.map(([size, available], place) =>
      set(size, { name: `old${place}`, available, createdAt: place }),
    );
    expect(sizes(rollingStep(rolling(...posts), newSet, oldSets))).toEqual(then);
  });
});

describe('scaling', () => {
  const told = (desired: number, max: number): JsonObject => ({
    [DESIRED]: `${desired}`,
    [MAX]: `${max}`,
  });

  it('is seen by what ReplicaSets remember', () => {
    const [same, other] = [set(2, { annotations: told(2, 3) }), set(2, { annotations: told(3, 4) })];
    expect([isScaling(rolling(2, 1, 0), [same]), isScaling(rolling(2, 1, 0), [same, other])]).toEqual([false, true]);
  });

  it('goes to the only ReplicaSet in use', () => {
    const [fresh, old] = [set(0, { name: 'new' }), set(3, { name: 'old' })];
    expect(sizes(scalingStep(rolling(5, 1, 0), fresh, [old]))).toEqual(['old 5']);
    expect(sizes(scalingStep(rolling(5, 1, 0), fresh, [set(0)]))).toEqual(['new 5']);
  });

  it('is shared in proportion in the middle of an update, what is left over to the largest', () => {
    const old = set(8, { name: 'old', annotations: told(10, 12), available: 8 });
    const fresh = set(4, { name: 'new', annotations: told(10, 12), createdAt: 9, available: 0 });
    expect(sizes(scalingStep(rolling(15, 2, 0), fresh, [old]))).toEqual(['old 11', 'new 6']);
    expect(sizes(scalingStep(rolling(5, 2, 0), fresh, [old]))).toEqual(['old 5', 'new 2']);
    expect(sizes(scalingStep(rolling(0, 2, 0), fresh, [old]))).toEqual(['old 0', 'new 0']);
  });

  it('empties old ReplicaSets when the new one has all', () => {
    const fresh = set(3, { name: 'new', annotations: told(3, 4) });
    expect(sizes(scalingStep(rolling(3, 1, 0), fresh, [set(1, { name: 'old' })]))).toEqual(['old 0']);
  });
});
