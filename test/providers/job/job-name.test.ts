import { describe, expect, it } from 'vitest';
import { jobNames, numberIn } from '../../../src/providers/job/job-name.ts';

const UID = 'a6b3e4f0-1111-2222-3333-444455556666';
const LONG = 'the-error-rate-of-the-checkout-in-europe';

describe('the name of a Job', () => {
  it.each([
    { given: 'a short metric', metric: 'smoke', number: 1, wanted: [`${UID}.smoke.1`] },
    {
      given: 'a metric that just fits',
      metric: LONG.slice(0, 24),
      number: 9,
      wanted: [`${UID}.${LONG.slice(0, 24)}.9`],
    },
    {
      given: 'a metric one character too long',
      metric: LONG.slice(0, 25),
      number: 9,
      wanted: [`${UID}.${LONG.slice(0, 24)}.9`, expect.stringMatching(/^.{37}the-error-rate--[0-9a-f]{8}\.9$/)],
    },
    {
      given: 'a longer number',
      metric: LONG,
      number: 100,
      wanted: [`${UID}.${LONG.slice(0, 22)}.100`, expect.stringMatching(/^.{37}the-error-rat-[0-9a-f]{8}\.100$/)],
    },
  ])('given $given, fits into 63 characters', ({ metric, number, wanted }) => {
    const names = jobNames(UID, metric, number);
    expect(names).toEqual(wanted);
    expect(Math.max(...names.map((name) => name.length))).toBeLessThanOrEqual(63);
  });

  it('tells apart, as second choice, metrics that the first choice does not', () => {
    const [one, other] = [jobNames(UID, LONG, 1), jobNames(UID, `${LONG}-and-asia`, 1)];
    expect(one[0]).toBe(other[0]);
    expect(one[1]).not.toBe(other[1]);
  });

  it.each([
    { name: `${UID}.smoke.12`, wanted: 12 },
    { name: 'made-by-hand', wanted: 0 },
  ])("ends in the measurement's number: $name in $wanted", ({ name, wanted }) => {
    expect(numberIn(name)).toBe(wanted);
  });
});
