import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Json } from '../../src/core/json.ts';
import { readRollout } from '../../src/rollout/reading/read-rollout.ts';

describe('reading a Rollout', () => {
  it('fills in upstream’s defaults (rollout.md §2)', () => {
    const { spec, status } = readRollout({ spec: { strategy: { canary: { trafficRouting: { nginx: {} } } } } });
    expect(spec).toMatchObject({
      replicas: 1,
      paused: false,
      progressDeadline: 600_000,
      strategy: {
        kind: 'canary',
        steps: [],
        maxSurge: { kind: 'percent', percent: 25 },
        maxUnavailable: { kind: 'percent', percent: 25 },
        trafficRouting: { maxTrafficWeight: 100, dynamicStableScale: false, abortScaleDown: { kind: 'default' } },
      },
    });
    expect(status).toMatchObject({ stableRS: '', currentPodHash: '', conditions: [], replicas: 0 });
    expect(status).not.toHaveProperty('currentStepIndex');
  });

  it.each<[written: Json, kind: string]>([
    [null, 'default'],
    [0, 'never'],
    [5, 'after'],
  ])('abortScaleDownDelaySeconds %j means %s', (abortScaleDownDelaySeconds, kind) => {
    const canary = { trafficRouting: {}, abortScaleDownDelaySeconds };
    const { strategy } = readRollout({ spec: { strategy: { canary } } }).spec;
    expect(strategy).toMatchObject({ trafficRouting: { abortScaleDown: { kind } } });
  });

  it('lets one bad field not hide the others', () => {
    const { spec, status } = readRollout({
      metadata: { generation: 'three' },
      spec: {
        replicas: '5',
        paused: true,
        strategy: { canary: { steps: [{ setWeight: 'ten' }, 7, { setWeight: 20 }] } },
      },
      status: { conditions: 'none', stableRS: 'old', phase: 'Unheard' },
    });
    expect(spec).toMatchObject({ replicas: 1, paused: true, strategy: { steps: [{}, {}, { setWeight: 20 }] } });
    expect(status).toMatchObject({ conditions: [], stableRS: 'old', phase: '' });
  });

  it('reads anything', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.jsonValue(), (spec, status) => {
        const strategy = { canary: spec, blueGreen: status };
        expect(() => readRollout(Object({ spec: Object(spec), status: Object(status) }))).not.toThrow();
        expect(() =>
          readRollout(Object({ spec: { strategy }, status: { canary: spec, blueGreen: spec } })),
        ).not.toThrow();
      }),
    );
  });
});
