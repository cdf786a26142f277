import { describe, expect, it } from 'vitest';
import { answering } from '../../../src/simulator/workload/behaviour.ts';
import { shareWithin } from '../../../src/simulator/workload/latency.ts';

describe('how a revision answers', () => {
  it('is told by a share of errors and two latencies', () => {
    const { codes, latency } = answering({ errors: 0.25, medianS: 0.1, p99S: 0.4 });
    expect(codes).toEqual({ '200': 0.75, '500': 0.25 });
    expect(shareWithin(latency, 0.1)).toBe(0.5);
    expect(shareWithin(latency, 0.4)).toBeCloseTo(0.99, 12);
    expect(shareWithin(latency, 0)).toBe(0);
  });

  it.each([
    { given: { errors: 1.1, medianS: 0.1, p99S: 1 }, message: 'share of errors 1.1: expected a number from 0 to 1' },
    { given: { errors: Number.NaN, medianS: 0.1, p99S: 1 }, message: 'share of errors NaN' },
    { given: { errors: 0, medianS: 0, p99S: 1 }, message: 'latency with a median of 0 s' },
    { given: { errors: 0, medianS: 1, p99S: 1 }, message: 'above the median' },
    { given: { errors: 0, medianS: 0.1, p99S: 5 }, message: 'below 50 times the median' },
  ])('$given is refused', ({ given, message }) => {
    expect(() => answering(given)).toThrow(message);
  });
});
