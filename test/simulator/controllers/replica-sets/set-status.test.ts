import { describe, expect, it } from 'vitest';
import { setStatus } from '../../../../src/simulator/controllers/replica-sets/set-status.ts';
import { viewSet } from '../../../../src/simulator/controllers/replica-sets/set-view.ts';
import { at, pod } from '../builders.ts';

const set = viewSet({ metadata: { generation: 3 }, spec: { replicas: 3, minReadySeconds: 10 } });

describe("a ReplicaSet's status", () => {
  it('counts what is ready, and what has been for long enough', () => {
    const active = [pod({ readyAt: 0 }), pod({ readyAt: 5 }), pod()];
    expect(setStatus(set, { active, terminating: [pod({ isGoing: true })] }, at(10))).toEqual({
      replicas: 3,
      fullyLabeledReplicas: 3,
      readyReplicas: 2,
      availableReplicas: 1,
      terminatingReplicas: 1,
      observedGeneration: 3,
    });
  });

  it('tells of a failure once, and no more when it is over', () => {
    const failed = setStatus(set, { active: [], terminating: [], failure: 'quota' }, at(0));
    const told = [
      {
        type: 'ReplicaFailure',
        status: 'True',
        reason: 'FailedCreate',
        message: 'quota',
        lastTransitionTime: '2026-03-01T10:00:00Z',
      },
    ];
    expect(failed['conditions']).toEqual(told);
    const again = viewSet({ ...set.json, status: failed });
    expect(setStatus(again, { active: [], terminating: [], failure: 'other' }, at(9))['conditions']).toEqual(told);
    expect(setStatus(again, { active: [], terminating: [] }, at(9))['conditions']).toBeUndefined();
  });
});
