import { expect, it } from 'vitest';
import { isProgressThresholdMet } from '../../../src/rollout/canary/progress-threshold.ts';
import type { ReplicaProgressThreshold } from '../../../src/rollout/strategy.ts';
import { replicaSet } from '../../support/canaries.ts';

const percent = (value: number): ReplicaProgressThreshold => ({ type: 'Percent', value });
const pods = (value: number): ReplicaProgressThreshold => ({ type: 'Pods', value });

it.each<
  [threshold: ReplicaProgressThreshold | undefined, size: number, available: number, desired: number, isMet: boolean]
>([
  [undefined, 10, 10, 10, true],
  [undefined, 10, 9, 10, false],
  [undefined, 12, 12, 10, false],
  [percent(-1), 10, 9, 10, false],
  [percent(70), 10, 7, 10, true],
  [percent(70), 10, 6, 10, false],
  [percent(29), 100, 29, 100, true],
  [percent(100), 0, 0, 0, true],
  [pods(1), 10, 1, 10, true],
  [pods(8), 0, 0, 0, true],
  [pods(8), 3, 2, 3, false],
])('%j with %i pods, %i available, %i wanted is met: %s', (threshold, size, available, desired, isMet) => {
  expect(isProgressThresholdMet(threshold, replicaSet('new', size, available), desired)).toBe(isMet);
});

it('nothing is met while there is no ReplicaSet', () => {
  expect(isProgressThresholdMet(percent(0), undefined, 0)).toBe(false);
});
