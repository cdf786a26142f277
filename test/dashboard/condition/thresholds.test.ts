import { describe, expect, it } from 'vitest';
import type { Condition, Explained } from '../../../src/dashboard/api/wire.ts';
import { thresholdLabel } from '../../../src/dashboard/condition/threshold-label.ts';
import { thresholdsOf } from '../../../src/dashboard/condition/thresholds.ts';

const comparison = (text: string, path: string): Explained => ({ text, parts: [{ text: path }] });
const joint = (text: string, ...parts: readonly Explained[]): Explained => ({ text, parts });

function success(explained: Explained): Condition {
  return { which: 'successCondition', text: explained.text, outcome: 'true', explained };
}

function failure(explained: Explained): Condition {
  return { ...success(explained), which: 'failureCondition' };
}

const LOW = comparison('result > 1', 'result');
const HIGH = comparison('result < 9', 'result');

describe('lines that conditions draw', () => {
  it.each<{ given: string; conditions: readonly Condition[]; then: readonly string[] }>([
    { given: 'an upper bound of success', conditions: [success(HIGH)], then: ['wanted < 9, bad above'] },
    { given: 'a lower bound of success', conditions: [success(LOW)], then: ['wanted > 1, bad below'] },
    { given: 'an upper bound of failure', conditions: [failure(HIGH)], then: ['fails at < 9, bad below'] },
    {
      given: 'a success with two bounds',
      conditions: [success(joint('result > 1 && result < 9', LOW, HIGH))],
      then: ['wanted > 1, bad below', 'wanted < 9, bad above'],
    },
    {
      given: 'a success with either of two',
      conditions: [success(joint('result > 1 || result < 9', LOW, HIGH))],
      then: ['wanted > 1', 'wanted < 9'],
    },
    {
      given: 'a failure with either of two',
      conditions: [failure(joint('(result > 1) or (result < 9)', LOW, HIGH))],
      then: ['fails at > 1, bad above', 'fails at < 9, bad below'],
    },
    {
      given: 'one of two, the other of which is no comparison',
      conditions: [success(joint('len(result) == 0 || result < 9', { text: 'len(result) == 0' }, HIGH))],
      then: ['wanted < 9'],
    },
    {
      given: 'both of three, one of which has a choice in it',
      conditions: [
        success(joint('(result > 1 || result < 9) && result < 9', joint('result > 1 || result < 9', LOW, HIGH), HIGH)),
      ],
      then: ['wanted > 1', 'wanted < 9', 'wanted < 9, bad above'],
    },
    {
      given: 'what has to be equal',
      conditions: [success(comparison('result == 5', 'result'))],
      then: ['wanted == 5'],
    },
    {
      given: 'what was computed',
      conditions: [success(comparison('len(result) > 2', 'len(result)'))],
      then: [],
    },
    {
      given: 'two parts of something else',
      conditions: [success(joint('max(result > 1, result < 9)', LOW, HIGH))],
      then: [],
    },
  ])('$given: $then', ({ conditions, then }) => {
    const lines = thresholdsOf(conditions).map(
      (line) => `${thresholdLabel(line)}${line.badSide === undefined ? '' : `, bad ${line.badSide}`}`,
    );
    expect(lines).toEqual(then);
  });

  it('reads a condition that nobody explained from its text', () => {
    const [line] = thresholdsOf([{ which: 'successCondition', text: 'result[0] < 0.05', outcome: '' }]);
    expect(line).toMatchObject({ operand: 'result[0]', bound: 0.05, badSide: 'above' });
  });

  it('takes a missed success for a failure, but for undecided where a failure is asked for as well', () => {
    expect(thresholdsOf([success(HIGH)]).map(({ badTone }) => badTone)).toEqual(['fail']);
    expect(thresholdsOf([success(HIGH), failure(LOW)]).map(({ badTone }) => badTone)).toEqual(['undecided', 'fail']);
  });
});
