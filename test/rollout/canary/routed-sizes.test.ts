import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Json } from '../../../src/core/json.ts';
import { canarySizes, isAtDesiredCounts } from '../../../src/rollout/canary/canary-sizes.ts';
import type { CanaryUpdate } from '../../../src/rollout/canary/update.ts';
import { desiredWeight } from '../../../src/rollout/canary/weight.ts';
import type { ReplicaSet } from '../../../src/rollout/replica-set.ts';
import type { TrafficWeights } from '../../../src/rollout/status.ts';
import { canary, replicaSet, update } from '../../support/canaries.ts';

type Written = Readonly<Record<string, Json>>;

interface Given {
  readonly replicas: number;
  readonly steps?: readonly Json[];
  readonly written?: Written;
  readonly status?: Partial<CanaryUpdate['status']>;
  readonly newRS?: ReplicaSet;
  readonly stableRS?: ReplicaSet;
}

function routed({ replicas, steps = [], written = {}, ...others }: Given): CanaryUpdate {
  return update({ replicas, strategy: canary({ trafficRouting: {}, steps, ...written }), ...others });
}

function told(canaryWeight: number): TrafficWeights {
  const destination = (weight: number) => ({ weight, serviceName: '', podTemplateHash: '' });
  return { canary: destination(canaryWeight), stable: destination(100 - canaryWeight), additional: [] };
}

describe('sizes of a canary whose traffic is routed (rollout.md §8.1)', () => {
  it.each<[replicas: number, weight: number, minPods: number | undefined, size: number]>([
    [10, 25, undefined, 3],
    [10, 5, undefined, 1],
    [3, 25, undefined, 1],
    [1, 10, undefined, 1],
    [10, 5, 2, 2],
    [4, 5, 10, 4],
    [10, 0, 2, 0],
  ])('%i pods at weight %i, at least %s, have %i canaries', (replicas, setWeight, minPods, size) => {
    const written: Written = minPods === undefined ? {} : { minPodsPerReplicaSet: minPods };
    const given = routed({ replicas, steps: [{ setWeight }], written });
    expect(canarySizes(given, undefined)).toEqual({ canary: size, stable: replicas });
  });

  const scaled = [
    { setCanaryScale: { replicas: 5 } },
    { setWeight: 25 },
    { setCanaryScale: { matchTrafficWeight: true } },
  ];

  it.each<{
    readonly given: string;
    readonly status: Partial<CanaryUpdate['status']>;
    readonly written?: Written;
    readonly size: number;
  }>([
    { given: 'it is the current step', status: {}, size: 5 },
    { given: 'a setWeight follows', status: { currentStepIndex: 1 }, size: 5 },
    { given: 'matchTrafficWeight follows', status: { currentStepIndex: 2 }, size: 3 },
    { given: 'all steps are done', status: { currentStepIndex: 3 }, size: 10 },
    { given: 'the update is promoted in full', status: { promoteFull: true }, size: 10 },
    { given: 'it is aborted', status: { abort: true }, size: 0 },
    {
      given: 'it is aborted and aborted pods shall stay',
      status: { abort: true },
      written: { abortScaleDownDelaySeconds: 0 },
      size: 5,
    },
    { given: 'at least 8 pods are asked for', status: {}, written: { minPodsPerReplicaSet: 8 }, size: 5 },
    {
      given: 'at least 8 pods are asked for and stable is dynamic',
      status: {},
      written: { minPodsPerReplicaSet: 8, dynamicStableScale: true },
      size: 8,
    },
  ])('setCanaryScale.replicas gives $size canaries when $given', ({ status, written = {}, size }) => {
    const given = routed({ replicas: 10, steps: scaled, status, written });
    expect(canarySizes(given, undefined).canary).toBe(size);
  });
});

describe('dynamicStableScale of 4 pods with steps 25 and 75 (rollout.md §8.2)', () => {
  const steps = [{ setWeight: 25 }, { pause: {} }, { setWeight: 75 }, { pause: {} }];
  const dynamic = (others: Omit<Given, 'replicas' | 'steps'>): CanaryUpdate =>
    routed({ replicas: 4, steps, written: { dynamicStableScale: true }, ...others });

  it.each<{
    readonly moment: string;
    readonly index?: number;
    readonly told: number;
    readonly sizes: readonly [canary: number, stable: number];
  }>([
    { moment: 'setWeight 25 has begun', told: 0, sizes: [1, 4] },
    { moment: 'a quarter of the traffic has moved', told: 25, sizes: [1, 3] },
    { moment: 'setWeight 75 has begun', index: 2, told: 25, sizes: [3, 3] },
    { moment: 'three quarters have moved', index: 2, told: 75, sizes: [3, 1] },
    { moment: 'all steps are done', index: 4, told: 100, sizes: [4, 0] },
  ])('when $moment, sizes are $sizes', ({ index = 0, told: weight, sizes }) => {
    const { canary: size, stable } = canarySizes(dynamic({ status: { currentStepIndex: index } }), told(weight));
    expect([size, stable]).toEqual(sizes);
  });

  it.each<{
    readonly moment: string;
    readonly available: readonly [canary: number, stable: number];
    readonly told: number;
    readonly weight: number;
    readonly sizes: readonly [canary: number, stable: number];
  }>([
    { moment: 'just aborted', available: [3, 1], told: 75, weight: 25, sizes: [3, 3] },
    { moment: 'stable has three', available: [3, 3], told: 25, weight: 25, sizes: [1, 3] },
    { moment: 'the canary has one', available: [1, 3], told: 25, weight: 0, sizes: [1, 4] },
    { moment: 'stable is whole', available: [1, 4], told: 0, weight: 0, sizes: [0, 4] },
  ])(
    'an abort goes home step by step: $moment, weight $weight and sizes $sizes',
    ({ available, told: now, weight, sizes }) => {
      const given = dynamic({
        status: { abort: true },
        newRS: replicaSet('new', available[0]),
        stableRS: replicaSet('old', available[1]),
      });
      expect(desiredWeight(given)).toBe(weight);
      const { canary: size, stable } = canarySizes(given, told(now));
      expect([size, stable]).toEqual(sizes);
    },
  );

  it('a canary held by an explicit delay does not hold the weight up', () => {
    const given = routed({
      replicas: 4,
      steps,
      written: { dynamicStableScale: true, abortScaleDownDelaySeconds: 600 },
      status: { abort: true },
      newRS: replicaSet('new', 3),
      stableRS: replicaSet('old', 4),
    });
    expect(desiredWeight(given)).toBe(0);
  });

  it('never has fewer pods on a side than its traffic needs', () => {
    const percent = fc.integer({ min: 0, max: 100 });
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 40 }),
        percent,
        percent,
        fc.boolean(),
        (replicas, setWeight, now, abort) => {
          const given = routed({
            replicas,
            steps: [{ setWeight }],
            written: { dynamicStableScale: true },
            status: { abort },
          });
          const { canary: size, stable } = canarySizes(given, told(now));
          expect(stable).toBeGreaterThanOrEqual(Math.ceil(((100 - now) * replicas) / 100));
          if (abort) expect(size).toBeGreaterThanOrEqual(Math.ceil((now * replicas) / 100));
        },
      ),
    );
  });
});

describe('whether a step may go on (rollout.md §7.4)', () => {
  const steps = [{ setWeight: 50 }];
  const newRS = replicaSet('new', 5);
  const stableRS = replicaSet('old', 10);

  it.each<{ readonly given: string; readonly change: Partial<Given>; readonly isReached: boolean }>([
    { given: 'all is there', change: {}, isReached: true },
    { given: 'a canary is not available', change: { newRS: replicaSet('new', 5, 4) }, isReached: false },
    { given: 'a stable pod is not available', change: { stableRS: replicaSet('old', 10, 2) }, isReached: true },
    { given: 'a stable pod is not created', change: { stableRS: { ...stableRS, created: 9 } }, isReached: false },
    {
      given: 'a stable pod is not created but stable is dynamic',
      change: { stableRS: { ...stableRS, created: 9 }, written: { dynamicStableScale: true } },
      isReached: true,
    },
    {
      given: 'the threshold is met',
      change: { newRS: replicaSet('new', 5, 4), written: { replicaProgressThreshold: { type: 'Percent', value: 80 } } },
      isReached: true,
    },
  ])('$isReached when $given', ({ change, isReached }) => {
    expect(isAtDesiredCounts(routed({ replicas: 10, steps, newRS, stableRS, ...change }), undefined)).toBe(isReached);
  });

  it('without routing it waits until all other pods are gone', () => {
    const given = { replicas: 10, strategy: canary({ steps }), newRS, stableRS: replicaSet('old', 5) };
    expect(isAtDesiredCounts(update(given), undefined)).toBe(true);
    expect(isAtDesiredCounts(update({ ...given, otherRSs: [replicaSet('older', 0, 1)] }), undefined)).toBe(false);
  });
});
