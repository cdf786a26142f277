import { expect, it } from 'vitest';
import { millisOf } from '../../../src/core/instant.ts';
import { humanDuration } from '../../../src/rollout/info/human-duration.ts';

const S = 1000;
const M = 60 * S;
const H = 60 * M;
const D = 24 * H;
const Y = 365 * D;

// Each pair stands on both sides of a border of interfaces.md §4.2.
it.each([
  [-2 * S, '<invalid>'],
  [-1.9 * S, '0s'],
  [119.9 * S, '119s'],
  [2 * M, '2m'],
  [10 * M - S, '9m59s'],
  [10 * M + S, '10m'],
  [3 * H - S, '179m'],
  [3 * H, '3h'],
  [8 * H - M, '7h59m'],
  [8 * H + M, '8h'],
  [48 * H - M, '47h'],
  [48 * H, '2d'],
  [8 * D - H, '7d23h'],
  [8 * D + H, '8d'],
  [2 * Y - H, '729d'],
  [2 * Y + D, '2y1d'],
  [8 * Y - D, '7y364d'],
  [8 * Y + D, '8y'],
  [Infinity, '292y'],
])('%d ms are told as %s', (ms, text) => {
  expect(humanDuration(millisOf(ms))).toBe(text);
});
