import { describe, expect, it } from 'vitest';
import type { LimitCheck } from '../../../src/dashboard/api/wire.ts';
import { ageText } from '../../../src/dashboard/format/age.ts';
import { bareSentence } from '../../../src/dashboard/format/bare-sentence.ts';
import { briefNumbers } from '../../../src/dashboard/format/brief-numbers.ts';
import { durationText } from '../../../src/dashboard/format/duration.ts';
import { clockTimeText, exactTimeText } from '../../../src/dashboard/format/exact-time.ts';
import { limitWords } from '../../../src/dashboard/format/limit-words.ts';
import { countText, numberText } from '../../../src/dashboard/format/number-text.ts';

const MINUTE = 60_000;

it.each<[ms: number, text: string]>([
  [-5, '0 ms'],
  [850.4, '850 ms'],
  [42_900, '42 s'],
  [4 * MINUTE, '4 m'],
  [4 * MINUTE + 12_000, '4 m 12 s'],
  [63 * MINUTE, '1 h 3 m'],
  [53 * 60 * MINUTE, '2 d 5 h'],
])('%d ms is %s', (ms, text) => {
  expect(durationText(ms)).toBe(text);
});

it.each<[ms: number, text: string]>([
  [-10_000, 'just now'],
  [4999, 'just now'],
  [5000, '5 s ago'],
  [3 * MINUTE + 59_000, '3 m ago'],
  [25 * 60 * MINUTE, '1 d ago'],
])('what was %d ms ago was %s', (ms, text) => {
  expect(ageText(1_000_000, 1_000_000 + ms)).toBe(text);
});

describe('moments', () => {
  const moment = Date.parse('2026-03-01T23:05:09.870Z');

  it.each<[zone: string, text: string]>([
    ['Europe/Berlin', '2026-03-02 00:05:09 GMT+1 (23:05:09 UTC)'],
    ['Asia/Kolkata', '2026-03-02 04:35:09 GMT+5:30 (23:05:09 UTC)'],
    ['UTC', '2026-03-01 23:05:09 UTC'],
  ])('in %s: %s', (zone, text) => {
    expect(exactTimeText(moment, zone)).toBe(text);
  });

  it('have a time of day from 00 to 23', () => {
    expect(clockTimeText(moment, 'Europe/Berlin')).toBe('00:05:09');
  });
});

it.each<[number: number, text: string]>([
  [0.1 + 0.2, '0.3'],
  [1234567.891, '1234568'],
  [123456.789, '123457'],
  [0.000012345678, '0.0000123457'],
  [-0.5, '-0.5'],
  [Number.NaN, 'NaN'],
  [Number.POSITIVE_INFINITY, '+Inf'],
  [Number.NEGATIVE_INFINITY, '-Inf'],
])('the number %d is written %s', (number, text) => {
  expect(numberText(number)).toBe(text);
});

it('things are counted in their number', () => {
  expect([countText(1, 'failure'), countText(2, 'success', 'successes')]).toEqual(['1 failure', '2 successes']);
});

it.each<[sentence: string, text: string]>([
  ['fail: rate failed: 2 failures', 'rate failed: 2 failures'],
  ['running: rate goes on', 'rate goes on'],
  ['rate: passes', 'rate: passes'],
  ['', ''],
])('beside its verdict, %j is %j', (sentence, text) => {
  expect(bareSentence(sentence)).toBe(text);
});

describe('limits in words', () => {
  const words = (limit: LimitCheck['limit'], had: number, allowed: LimitCheck['allowed'], isHit = false): unknown =>
    limitWords([{ limit, had, allowed, isHit }]).map(({ had, allowed, outcome, tone, part }) =>
      [had, allowed, outcome, tone, part].filter((one) => one !== undefined).join(' · '),
    );

  it.each<[limit: LimitCheck['limit'], had: number, allowed: LimitCheck['allowed'], isHit: boolean, then: string[]]>([
    ['failureLimit', 0, 1, false, ['0 failures · 1 allowed · none · 0']],
    ['failureLimit', 1, 1, false, ['1 failure · 1 allowed · undecided · 0.5']],
    ['failureLimit', 2, 1, true, ['2 failures · 1 allowed · exceeded · fail · 1']],
    ['failureLimit', 2, 'off', false, ['2 failures · no limit · none']],
    ['inconclusiveLimit', 0, 0, false, []],
    ['inconclusiveLimit', 1, 0, true, ['1 inconclusive · 0 allowed · exceeded · undecided · 1']],
    ['consecutiveErrorLimit', 1, 4, false, ['1 error in a row · 4 allowed · undecided · 0.2']],
    ['consecutiveErrorLimit', 0, 4, false, []],
    ['consecutiveSuccessLimit', 2, 'off', false, []],
    ['consecutiveSuccessLimit', 5, 5, true, ['5 successes in a row · 5 wanted · reached · pass · 1']],
    ['count', 3, 5, false, ['3 measurements · 5 wanted · running · 0.6']],
    ['count', 5, 5, true, ['5 measurements · 5 wanted · complete · pass · 1']],
    ['count', 9, 'endless', false, ['9 measurements · no end · none']],
  ])('%s, %d of %s (hit: %s): %j', (limit, had, allowed, isHit, then) => {
    expect(words(limit, had, allowed, isHit)).toEqual(then);
  });
});

it.each<[text: string, brief: string]>([
  [
    'the last value 0.21693502351611516 did not meet "result < 0.12345678901"',
    'the last value 0.216935 did not meet "result < 0.12345678901"',
  ],
  ['[0.91000000000000003,12.5]', '[0.91,12.5]'],
  ['1.2345678901e-7 and -3.00000000001', '1.23457e-7 and -3'],
  ['checkout v1.20261121093000 at 10.0.0.12345678', 'checkout v1.20261121093000 at 10.0.0.12345678'],
  ['0.95 of 2000', '0.95 of 2000'],
])('%s is shortened to %s', (text, brief) => {
  expect(briefNumbers(text)).toBe(brief);
});
