import { expect, it } from 'vitest';
import type { Json } from '../../../src/core/json.ts';
import { stepText } from '../../../src/rollout/canary/step-text.ts';
import { readStep } from '../../../src/rollout/reading/read-steps.ts';

it.each<[step: Json, text: string]>([
  [{ setWeight: 20 }, 'setWeight: 20'],
  [{ pause: {} }, 'pause'],
  [{ pause: { duration: 10 } }, 'pause: 10'],
  [{ pause: { duration: '1m30s' } }, 'pause: 1m30s'],
  [{ experiment: { templates: [] } }, 'experiment'],
  [{ analysis: {} }, 'analysis'],
  [{ setCanaryScale: { weight: 1, replicas: 2, matchTrafficWeight: true } }, 'setCanaryScale{weight: 1}'],
  [{ setCanaryScale: { replicas: 2, matchTrafficWeight: true } }, 'setCanaryScale{matchTrafficWeight: true}'],
  [{ setCanaryScale: { replicas: 2 } }, 'setCanaryScale{replicas: 2}'],
  [{ setCanaryScale: {} }, 'invalid'],
  [{ setCanaryScale: {}, plugin: { name: 'org/step' } }, 'plugin: org/step'],
  [{ setHeaderRoute: { name: 'h' } }, 'setHeaderRoute: h'],
  [{ setMirrorRoute: { name: 'm' } }, 'setMirrorRoute: m'],
  [{ pause: {}, setWeight: 0 }, 'setWeight: 0'],
  [{}, 'invalid'],
])('%j is called %s', (step, text) => {
  expect(stepText(readStep(step))).toBe(text);
});

it.each<[duration: Json, seconds: number | undefined]>([
  [90, 90],
  ['90', 90],
  ['90s', 90],
  ['1m30s', 90],
  ['1.5h', 5400],
  ['1900ms', 1],
  [0, 0],
  ['soon', undefined],
  [null, undefined],
])('a pause of %j lasts %s seconds', (duration, seconds) => {
  const { length } = readStep({ pause: { duration } }).pause?.duration ?? {};
  expect(length).toBe(seconds === undefined ? undefined : seconds * 1000);
});
