import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../../../src/core/json.ts';
import { availableOf, ClusterModel, hashOf } from './cluster-model.ts';

/** What users, time and pods do between syncs. */
type Deed =
  | { readonly kind: 'release'; readonly version: number }
  | { readonly kind: 'resize'; readonly replicas: number }
  | { readonly kind: 'abort' | 'retry' | 'promote' | 'promoteFull' | 'pause' | 'resume' | 'pods' }
  | { readonly kind: 'wait'; readonly seconds: number };

const deed: fc.Arbitrary<Deed> = fc.oneof(
  fc.record({ kind: fc.constant('release' as const), version: fc.integer({ min: 1, max: 4 }) }),
  fc.record({ kind: fc.constant('resize' as const), replicas: fc.integer({ min: 1, max: 8 }) }),
  fc.record({ kind: fc.constantFrom('abort', 'retry', 'promote', 'promoteFull', 'pause', 'resume', 'pods') }),
  fc.record({ kind: fc.constant('wait' as const), seconds: fc.integer({ min: 1, max: 700 }) }),
);

const step: fc.Arbitrary<JsonObject> = fc.oneof(
  fc.integer({ min: 0, max: 100 }).map((setWeight) => ({ setWeight })),
  fc.constantFrom<JsonObject>({ pause: {} }, { pause: { duration: 10 } }),
);

const canary = (routing: JsonObject): fc.Arbitrary<JsonObject> =>
  fc.array(step, { maxLength: 4 }).map((steps) => ({ canary: { steps, ...routing } }));

const ROUTED = { trafficRouting: { plugins: { test: {} } }, canaryService: 'one', stableService: 'two' };

const strategy = fc.oneof(
  canary({}),
  canary({ maxSurge: 1, maxUnavailable: 0 }),
  canary(ROUTED),
  canary({ ...ROUTED, dynamicStableScale: true }),
  canary({ ...ROUTED, scaleDownDelaySeconds: 0, abortScaleDownDelaySeconds: 5 }),
  fc.record({
    blueGreen: fc.record({
      activeService: fc.constant('one'),
      previewService: fc.constant('two'),
      autoPromotionEnabled: fc.boolean(),
      autoPromotionSeconds: fc.constantFrom(0, 20),
      scaleDownDelaySeconds: fc.constantFrom(0, 30),
    }),
  }),
);

function perform(cluster: ClusterModel, deed: Deed): void {
  switch (deed.kind) {
    case 'release':
      return cluster.release(`shop:${deed.version}`);
    case 'resize':
      return cluster.edit({ replicas: deed.replicas });
    case 'wait':
      return cluster.pass(deed.seconds);
    case 'pods':
      return cluster.settlePods();
    case 'abort':
      return cluster.ask({ abort: true });
    case 'retry':
      return cluster.ask({ abort: false });
    case 'promote':
      return cluster.ask({ pauseConditions: null });
    case 'promoteFull':
      return cluster.ask({ promoteFull: true });
    case 'pause':
      return cluster.edit({ paused: true });
    case 'resume':
      return cluster.edit({ paused: false });
  }
}

/** Weight is only where pods are, and the stable revision stays. */
function expectSafe(cluster: ClusterModel): void {
  const { status } = cluster;
  const find = (hash: string): JsonObject | undefined => cluster.replicaSets.find((set) => hashOf(set) === hash);
  if (status.stableRS !== '') expect(find(status.stableRS)).toBeDefined();
  const { weights } = status.canary;
  if (weights !== undefined && weights.canary.weight > 0 && cluster.weight > 0) {
    expect(availableOf(find(weights.canary.podTemplateHash))).toBeGreaterThan(0);
  }
}

describe('whatever users do', () => {
  it('a Rollout stays safe, and comes to rest when they are done', () => {
    fc.assert(
      fc.property(strategy, fc.array(deed, { maxLength: 12 }), (strategy, deeds) => {
        const cluster = new ClusterModel({ strategy });
        cluster.settle();
        for (const deed of deeds) {
          perform(cluster, deed);
          cluster.sync();
          cluster.settlePods();
          expectSafe(cluster);
        }
        cluster.edit({ paused: false });
        expect(cluster.settle()).toBeLessThan(100);
        expectSafe(cluster);
        if (cluster.status.abort) expect(cluster.weight).toBe(0);
      }),
      { numRuns: 150 },
    );
  });

  it('the same question has the same answer', () => {
    fc.assert(
      fc.property(strategy, fc.array(deed, { maxLength: 6 }), (strategy, deeds) => {
        const play = (): unknown => {
          const cluster = new ClusterModel({ strategy });
          return deeds.map((deed) => {
            perform(cluster, deed);
            const plan = cluster.sync();
            cluster.settlePods();
            return plan;
          });
        };
        expect(play()).toEqual(play());
      }),
      { numRuns: 40 },
    );
  });
});
