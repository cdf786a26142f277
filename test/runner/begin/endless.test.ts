import { describe, expect, it } from 'vitest';
import type { Metric } from '../../../src/resources/analysis-spec.ts';
import { endsByItself, refuseEndless } from '../../../src/runner/begin/endless.ts';
import { metric, ready, seconds } from '../../support/builders.ts';

describe('a metric', () => {
  it.each<{ given: string; of: Partial<Metric>; is: boolean }>([
    { given: 'no interval and no count', of: {}, is: true },
    { given: 'a count', of: { interval: seconds(1), count: 3 }, is: true },
    { given: 'an interval and no count', of: { interval: seconds(1) }, is: false },
    {
      given: 'an interval and a streak to reach',
      of: { interval: seconds(1), consecutiveSuccessLimit: 3 },
      is: true,
    },
    {
      given: 'an interval, a streak to reach and failures without limit',
      of: { interval: seconds(1), consecutiveSuccessLimit: 3, failureLimit: 'off' },
      is: false,
    },
  ])('with $given ends by itself: $is', ({ of, is }) => {
    expect(endsByItself(metric('m', of))).toBe(is);
  });
});

describe('a run without end', () => {
  const endless = ready([metric('a', { interval: seconds(1) }), metric('b'), metric('c', { interval: seconds(1) })]);

  it('is refused, with its endless metrics and the way out', () => {
    expect(() => refuseEndless(endless, false, { timeout: '--timeout DURATION' })).toThrow(
      'metrics "a", "c" have an interval but no count, and so would measure for ever. Give the run an end with --timeout DURATION, or the metric a count.',
    );
  });

  it('may go on when it has a time limit', () => {
    expect(() => refuseEndless(endless, true, { timeout: '--timeout DURATION' })).not.toThrow();
  });

  it('may go on when it is asked to end at once', () => {
    expect(() =>
      refuseEndless({ ...endless, terminate: true }, false, { timeout: '--timeout DURATION' }),
    ).not.toThrow();
  });
});
