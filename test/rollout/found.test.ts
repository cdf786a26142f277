import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../../src/core/json.ts';
import { isProgressThresholdMet } from '../../src/rollout/canary/progress-threshold.ts';
import { replicaSet } from '../support/canaries.ts';
import type { Deed } from './model/deeds.ts';
import { play } from './model/driver.ts';
import type { Fault } from './model/faults.ts';
import { failureOf } from './model/judge.ts';
import type { Scenario } from './model/scenario.ts';

const CHECK: JsonObject = { templates: [{ templateName: 'check' }] };
const ROUTED: JsonObject = {
  canaryService: 'canary',
  stableService: 'stable',
  trafficRouting: { plugins: { one: {} }, managedRoutes: [{ name: 'head' }] },
};
const PING_PONG: JsonObject = {
  pingPong: { pingService: 'ping', pongService: 'pong' },
  trafficRouting: { plugins: { one: {} } },
};
const experiment = (more: JsonObject): JsonObject => ({
  experiment: {
    templates: [{ name: 'new', specRef: 'canary', replicas: 1, ...more }],
    analyses: [{ name: 'check', templateName: 'check', requiredForCompletion: true }],
  },
});
const EXPERIMENT = experiment({});

const release = (image: string): Deed => ({ kind: 'release', image });

/** Deeds in a row, each so many milliseconds after the one before. */
function scenario(
  spec: JsonObject,
  deeds: readonly (readonly [after: number, deed: Deed])[],
  more: Partial<Scenario>,
): Scenario {
  const happenings = deeds.map(([after, deed]) => ({ after, deed }));
  return { seed: 1, pace: 'hasty', spec, routesBy: 'services', routerLag: undefined, happenings, faults: [], ...more };
}

const canary = (members: JsonObject, spec: JsonObject = {}): JsonObject => ({
  strategy: { canary: members },
  replicas: 4,
  ...spec,
});
const blueGreen = (members: JsonObject, spec: JsonObject = {}): JsonObject => ({
  strategy: { blueGreen: { activeService: 'active', ...members } },
  replicas: 3,
  ...spec,
});

const MINUTE = 60_000;
const DEADLINE: JsonObject = { progressDeadlineAbort: true, progressDeadlineSeconds: 90 };

describe('a Rollout whose invariants were once broken', () => {
  it.each<{ given: string; spec: JsonObject; deeds: readonly (readonly [number, Deed])[]; more?: Partial<Scenario> }>([
    {
      given: 'woken at the very end of a pause that outlasts resyncs',
      spec: canary({ steps: [{ setWeight: 50 }, { pause: { duration: 2400 } }] }),
      deeds: [[0, release('shop:2')]],
    },
    {
      given: 'whose old pods wait for longer than the progress deadline',
      spec: canary({ ...ROUTED, scaleDownDelaySeconds: 2_592_000 }),
      deeds: [[0, release('shop:2')]],
    },
    {
      given: 'paused after the switch, where users have all of the new revision',
      spec: blueGreen({ postPromotionAnalysis: CHECK }),
      deeds: [[0, release('shop:2')]],
      more: { ending: 'Inconclusive' },
    },
    {
      given: 'resized and updated while an analysis could not tell',
      spec: canary({ steps: [{ analysis: CHECK }] }),
      deeds: [
        [0, release('shop:2')],
        [MINUTE, { kind: 'scale', replicas: 5 }],
        [0, release('shop:3')],
      ],
      more: { ending: 'Inconclusive' },
    },
    {
      given: 'promoted in full to pods that never come, with an abort at the deadline',
      spec: blueGreen({}, { progressDeadlineAbort: true, progressDeadlineSeconds: 90 }),
      deeds: [
        [0, release('shop:2-bad')],
        [1000, { kind: 'promoteFull' }],
      ],
    },
    {
      given: 'updated after the preview before was looked at',
      spec: blueGreen({ previewReplicaCount: 2, prePromotionAnalysis: CHECK, postPromotionAnalysis: CHECK }),
      deeds: [
        [0, release('shop:2')],
        [13_000, release('shop:3')],
      ],
      more: { ending: 'Successful' },
    },
    {
      given: 'with an experiment that could not tell',
      spec: canary({ steps: [EXPERIMENT] }),
      deeds: [[0, release('shop:2')]],
      more: { ending: 'Inconclusive' },
    },
    {
      given: 'paused by its user while an experiment succeeds',
      spec: canary({ steps: [EXPERIMENT, { pause: {} }] }),
      deeds: [
        [0, release('shop:2')],
        [5000, { kind: 'pause' }],
      ],
      more: { ending: 'Successful' },
    },
    {
      given: 'without steps and with an analysis that could not tell',
      spec: canary({ ...ROUTED, analysis: CHECK }),
      deeds: [[0, release('shop:2-slow')]],
      more: { ending: 'Inconclusive' },
    },
    {
      given: 'whose steps take the weight back',
      spec: canary({ ...ROUTED, steps: [{ setWeight: 75 }, { setWeight: 0 }, { pause: {} }] }),
      deeds: [[0, release('shop:2')]],
    },
    {
      given: 'that gets another revision while stable has no pods',
      spec: canary(
        { ...ROUTED, dynamicStableScale: true, steps: [{ setWeight: 100 }, { pause: {} }] },
        { progressDeadlineAbort: true },
      ),
      deeds: [
        [0, release('shop:2')],
        [MINUTE, release('shop:3-bad')],
      ],
      more: { routesBy: 'hashes' },
    },
    {
      given: 'resized and rolled back to stable in one go',
      spec: canary({ ...ROUTED, steps: [{ pause: {} }] }),
      deeds: [
        [0, release('shop:2')],
        [MINUTE, { kind: 'scale', replicas: 2 }],
        [0, { kind: 'undo' }],
      ],
    },
    {
      given: 'whose stable side shrinks when traffic has just come back to it',
      spec: canary(
        {
          ...ROUTED,
          dynamicStableScale: true,
          steps: [{ setCanaryScale: { weight: 40 } }, { setWeight: 100 }, { setWeight: 20 }, { pause: {} }],
        },
        { replicas: 5 },
      ),
      deeds: [[0, release('shop:2')]],
      more: { routerLag: 2 },
    },
    {
      given: 'with two services that take turns, and another revision while one of them has traffic',
      spec: canary({ ...PING_PONG, steps: [{ setWeight: 50 }, { pause: {} }] }),
      deeds: [
        [0, release('shop:2')],
        [MINUTE, release('shop:3')],
      ],
    },
    {
      given: 'whose user leaves an experiment for one that takes traffic',
      spec: canary({ ...ROUTED, steps: [EXPERIMENT, experiment({ weight: 5 })] }),
      deeds: [
        [0, release('shop:2')],
        [5000, { kind: 'promote' }],
      ],
      more: { ending: 'never' },
    },
    {
      given: 'aborted after the switch when its pods are gone',
      spec: blueGreen({ postPromotionAnalysis: CHECK }),
      deeds: [
        [0, release('shop:2-frail')],
        [6000, { kind: 'die', of: 'new', count: 3 }],
      ],
      more: { ending: 'Failed' },
    },
    {
      given: 'paused by its user while its preview is looked at',
      spec: blueGreen({ previewReplicaCount: 1, autoPromotionSeconds: 2400 }, { replicas: 1 }),
      deeds: [
        [0, release('shop:2')],
        [10_000, { kind: 'pause' }],
      ],
    },
    {
      given: 'that goes back within the window, where previews are analysed',
      spec: blueGreen(
        { previewReplicaCount: 1, prePromotionAnalysis: CHECK, scaleDownDelaySeconds: 5 },
        { rollbackWindow: { revisions: 1 }, progressDeadlineSeconds: 90, progressDeadlineAbort: true },
      ),
      deeds: [
        [0, release('shop:2')],
        [MINUTE, release('shop:1')],
      ],
      more: { ending: 'Successful' },
    },
  ])('$given comes to a good end', async ({ spec, deeds, more = {} }) => {
    expect(await failureOf(scenario(spec, deeds, more), play)).toBeUndefined();
  });

  it.each<{ given: string; spec: JsonObject }>([
    { given: 'a run before the switch', spec: blueGreen({ prePromotionAnalysis: CHECK }) },
    { given: 'a run of a step', spec: canary({ steps: [{ analysis: CHECK }, { pause: {} }] }) },
    { given: 'an update', spec: canary(ROUTED, DEADLINE) },
    { given: 'a pause before the switch', spec: blueGreen({ autoPromotionSeconds: 5 }, DEADLINE) },
    { given: 'a run after the switch', spec: blueGreen({ postPromotionAnalysis: CHECK }, DEADLINE) },
    { given: 'a promotion', spec: canary({ ...ROUTED, scaleDownDelaySeconds: 2_592_000 }, DEADLINE) },
  ])('$given comes once and ends as it would have, wherever the API goes away for ten minutes', async ({ spec }) => {
    for (let at = 12; at < 24; at += 1) {
      const faults: readonly Fault[] = [{ at, kind: 'outage', seconds: 600 }];
      const course = scenario(spec, [[0, release('shop:2')]], { pace: 'calm', ending: 'Successful', faults });
      expect(await failureOf(course, play)).toBeUndefined();
    }
  });

  it('services that take turns are not left without pods when a weight was told and not written down', async () => {
    for (let at = 20; at < 30; at += 1) {
      const course = scenario(
        canary({ ...PING_PONG, scaleDownDelaySeconds: 2400 }, { replicas: 2 }),
        [
          [0, release('shop:2')],
          [4000, release('shop:3-bad')],
        ],
        { faults: [{ at, kind: 'outage', seconds: 5 }] },
      );
      expect(await failureOf(course, play)).toBeUndefined();
    }
  });

  it('is not waited for more pods than it wants (decision 0028)', () => {
    const threshold = { type: 'Pods', value: 5 } as const;
    expect(isProgressThresholdMet(threshold, replicaSet('new', 2, 2), 2)).toBe(true);
    expect(isProgressThresholdMet(threshold, replicaSet('new', 2, 1), 2)).toBe(false);
  });
});
