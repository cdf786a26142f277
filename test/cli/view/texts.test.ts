import { expect, it } from 'vitest';
import { thresholdOfMetric } from '../../../src/cli/view/metric-threshold.ts';
import { numberIn } from '../../../src/cli/view/number-in.ts';
import { clockText, countdownText } from '../../../src/cli/view/time-text.ts';
import { metric } from '../support/story.ts';

it.each([
  { ms: -5, shown: '0:00' },
  { ms: 999, shown: '0:00' },
  { ms: 61_000, shown: '1:01' },
  { ms: 3_600_000, shown: '1:00:00' },
  { ms: 90_061_000, shown: '1d 01:01:01' },
])('$ms ms are $shown', ({ ms, shown }) => {
  expect(clockText(ms)).toBe(shown);
});

it('time left never reads zero too early', () => {
  expect(countdownText(1)).toBe('0:01');
});

it.each([
  { text: '0.97', number: 0.97 },
  { text: '[0.97]', number: 0.97 },
  { text: '[0.970000]', number: 0.97 },
  { text: '1e+21', number: 1e21 },
  { text: '-3', number: -3 },
  { text: '[1,2]', number: undefined },
  { text: '[]', number: undefined },
  { text: '"1.2"', number: undefined },
  { text: '{"a":1}', number: undefined },
  { text: 'NaN', number: undefined },
  { text: '', number: undefined },
  { text: undefined, number: undefined },
])('the number in $text is $number', ({ text, number }) => {
  expect(numberIn(text)).toBe(number);
});

it.each([
  { success: 'result[0] >= 0.95', failure: '', shown: '≥ 0.95' },
  { success: 'result < 300', failure: '', shown: '< 300' },
  { success: '', failure: 'result[0] > 0.05', shown: '≤ 0.05' },
  { success: 'all(result, # < 5)', failure: 'result[0] >= 9', shown: '< 9' },
  { success: 'result == "ok"', failure: '', shown: undefined },
  { success: '', failure: '', shown: undefined },
])('of "$success" and "$failure" good values are $shown', ({ success, failure, shown }) => {
  const threshold = thresholdOfMetric(metric('m', { successCondition: success, failureCondition: failure }));
  expect(threshold && `${threshold.sign} ${threshold.value}`).toBe(shown);
});
