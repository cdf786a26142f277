import { describe, expect, it } from 'vitest';
import { Fault } from '../../../../src/core/fault.ts';
import { type Instant, instantOf, millisOf } from '../../../../src/core/instant.ts';
import { addressKey } from '../../../../src/service/access/limits/address-key.ts';
import { Failures } from '../../../../src/service/access/limits/failures.ts';
import { RateLimit } from '../../../../src/service/access/limits/rate-limit.ts';
import { ShortMemory } from '../../../../src/service/access/limits/short-memory.ts';

const T0 = instantOf(1_000_000);
const at = (ms: number): Instant => instantOf(T0 + ms);

describe('a rate limit', () => {
  it('lets a burst through, then one at a time, and says how long to wait', () => {
    const limit = new RateLimit({ requestsPerMinute: 60, burst: 3 });
    expect([0, 0, 0, 0].map((ms) => limit.take('a', at(ms)))).toEqual([0, 0, 0, 1000]);
    expect(limit.take('a', at(999))).toBe(1);
    expect([1000, 1000, 2000, 2500].map((ms) => limit.take('a', at(ms)))).toEqual([0, 1000, 0, 500]);
  });

  it('takes nothing of one who has to wait', () => {
    const limit = new RateLimit({ requestsPerMinute: 60, burst: 1 });
    limit.take('a', T0);
    for (let tries = 0; tries < 100; tries += 1) limit.take('a', T0);
    expect(limit.take('a', at(1000))).toBe(0);
  });

  it('never lets more through than the burst and the rate together', () => {
    const limit = new RateLimit({ requestsPerMinute: 600, burst: 10 });
    const taken = Array.from({ length: 60_000 }, (_, ms) => limit.take('a', at(ms))).filter((wait) => wait === 0);
    expect(taken.length).toBe(10 + 600 - 1);
  });

  it('keeps callers apart', () => {
    const limit = new RateLimit({ requestsPerMinute: 1, burst: 1 });
    expect(['a', 'b', 'a'].map((caller) => limit.take(caller, T0))).toEqual([0, 0, 60_000]);
  });

  it('forgets who has not come for a while, and never keeps more than 50,000', () => {
    const limit = new RateLimit({ requestsPerMinute: 60, burst: 1 });
    for (let caller = 0; caller < 60_000; caller += 1) limit.take(`${caller}`, T0);
    expect(limit.size).toBe(50_000);
    limit.take('later', at(5000));
    expect(limit.size).toBe(1);
  });
});

describe('failed authentications', () => {
  const rate = { requestsPerMinute: 10, burst: 3 };
  const refusal = (failures: Failures, address: string, digest: string | undefined, now: Instant) => {
    try {
      failures.demandPatience(address, digest, now);
      return undefined;
    } catch (thrown) {
      return thrown instanceof Fault ? `${thrown.code} ${JSON.stringify(thrown.details)}` : thrown;
    }
  };

  it('are limited for each address', () => {
    const failures = new Failures(rate);
    for (let tries = 0; tries < 3; tries += 1) failures.failed('10.0.0.1', T0);
    expect(refusal(failures, '10.0.0.1', 'x', T0)).toBe('RATE_LIMITED {"retryAfterSeconds":6}');
    expect(refusal(failures, '10.0.0.2', 'x', T0)).toBeUndefined();
    expect(refusal(failures, '10.0.0.1', 'x', at(6000))).toBeUndefined();
  });

  it('do not lock out what was good before from the same address', () => {
    const failures = new Failures(rate);
    failures.succeeded('good', T0);
    for (let tries = 0; tries < 3; tries += 1) failures.failed('10.0.0.1', T0);
    expect(refusal(failures, '10.0.0.1', 'good', T0)).toBeUndefined();
    expect(refusal(failures, '10.0.0.1', undefined, T0)).toMatch(/^RATE_LIMITED/);
  });
});

describe('an address', () => {
  it.each([
    ['10.0.0.1', '10.0.0.1'],
    ['::ffff:10.0.0.1', '10.0.0.1'],
    ['2001:db8:1:2:3:4:5:6', addressKey('2001:db8:1:2::1')],
    ['not an address', 'not an address'],
  ])('%s is counted as %s', (address, key) => {
    expect(addressKey(address)).toBe(key);
  });

  it('of another network of 64 bits is another', () => {
    expect(addressKey('2001:db8:1:2::1')).not.toBe(addressKey('2001:db8:1:3::1'));
  });
});

describe('a short memory', () => {
  it('forgets when the time is over', () => {
    const memory = new ShortMemory<string>(10);
    memory.set('a', 'x', T0, millisOf(1000));
    expect([999, 1000].map((ms) => memory.get('a', at(ms)))).toEqual(['x', undefined]);
    expect(memory.size).toBe(0);
  });

  it('keeps no more than it may, the newest', () => {
    const memory = new ShortMemory<number>(3);
    for (let key = 0; key < 10; key += 1) memory.set(`${key}`, key, T0, millisOf(1000));
    expect(['6', '7', '8', '9'].map((key) => memory.get(key, T0))).toEqual([undefined, 7, 8, 9]);
    expect(memory.size).toBe(3);
  });
});
