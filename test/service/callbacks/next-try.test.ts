import { describe, expect, it } from 'vitest';
import type { CallbackAnswer } from '../../../src/service/callbacks/callback-post.ts';
import { nextTry } from '../../../src/service/callbacks/next-try.ts';
import { at, T0 } from '../../support/builders.ts';

const told = (answer?: CallbackAnswer) => ({ text: '', ...(answer && { answer }) });
const latest = () => 0;
const middling = () => 0.5;

describe('a callback that was tried', () => {
  it.each([200, 201, 202, 204, 299])('is delivered by %d', (status) => {
    expect(nextTry({ tries: 1, createdAt: T0 }, told({ status }), at(1), latest)).toEqual({ kind: 'delivered' });
  });

  it.each([301, 302, 307, 400, 401, 404, 410, 429, 500, 503])('is tried again after %d', (status) => {
    const next = nextTry({ tries: 1, createdAt: T0 }, told({ status }), at(1), latest);
    expect(next).toEqual({ kind: 'again', pause: 5_000 });
  });

  it.each<[tries: number, pause: number]>([
    [1, 5_000],
    [2, 10_000],
    [5, 80_000],
    [10, 2_560_000],
    [11, 3_600_000],
    [900, 3_600_000],
  ])(
    'for the %dth time without an answer is tried again after at most %d ms, half of which is left to chance',
    (tries, pause) => {
      const callback = { tries, createdAt: T0 };
      expect(nextTry(callback, told(), at(1), latest)).toEqual({ kind: 'again', pause });
      expect(nextTry(callback, told(), at(1), middling)).toEqual({ kind: 'again', pause: pause * 0.75 });
    },
  );

  it('is not tried before the receiver wishes, nor sooner than otherwise', () => {
    const wished = (seconds: number) =>
      nextTry({ tries: 1, createdAt: T0 }, told({ status: 503, retryAfterSeconds: seconds }), at(1), latest);
    expect(wished(120)).toEqual({ kind: 'again', pause: 120_000 });
    expect(wished(1)).toEqual({ kind: 'again', pause: 5_000 });
  });

  it('is given up when the next try would be more than a day after it came to be', () => {
    const day = 24 * 60 * 60;
    const next = (seconds: number) =>
      nextTry({ tries: 11, createdAt: T0 }, told({ status: 500 }), at(seconds), () => 0).kind;
    expect(next(day - 3_600)).toBe('again');
    expect(next(day - 3_599)).toBe('givenUp');
    const wish = told({ status: 503, retryAfterSeconds: day + 1 });
    expect(nextTry({ tries: 1, createdAt: T0 }, wish, at(0), latest)).toEqual({ kind: 'givenUp' });
  });
});
