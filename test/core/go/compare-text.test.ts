import { expect, it } from 'vitest';
import { compareText } from '../../../src/core/go/compare-text.ts';

it.each([
  ['a', 'b', -1],
  ['b', 'a', 1],
  ['a', 'a', 0],
  ['', 'a', -1],
  ['ab', 'a', 1],
  ['Z', 'a', -1],
  ['é', 'z', 1],
  ['\uffee', '😀', -1],
  ['😀', '\uffee', 1],
  ['😀', '😁', -1],
  ['x\ue000', 'x\ud83d\ude00', -1],
])('%j stands to %j as their UTF-8 bytes do: %d', (a, b, order) => {
  expect(Math.sign(compareText(a, b))).toBe(order);
  expect(Math.sign(Buffer.compare(Buffer.from(a), Buffer.from(b)))).toBe(order);
});
