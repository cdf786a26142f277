import { describe, expect, it } from 'vitest';
import { formatGeneral } from '../../../../src/core/go/float.ts';
import { GoDuration } from '../../../../src/core/go/time/go-duration.ts';

type Facts = readonly (readonly [ns: bigint, zone: string, argument: string, result: string])[];

/** Facts from Go 1.26. */
const ROUND: Facts = [
  [-9421305851623529n, '', '23001234414', '-2617h1m45.6159744s'],
  [450357456n, '', '3397634765', '0s'],
  [201464765838n, '', '39', '3m21.464765853s'],
  [33866223687303n, '', '2270643600', '9h24m26.649294s'],
  [12n, '', '582977049892121', '0s'],
  [16234723856n, '', '13180925779', '13.180925779s'],
  [-1009644975357862480n, '', '381110153360891192', '-317591h47m40.082673576s'],
  [27022047909414188n, '', '1426058', '7506h7m27.909332348s'],
];
const TRUNCATE: Facts = [
  [-9421305851623529n, '', '23001234414', '-2617h1m45.6159744s'],
  [450357456n, '', '3397634765', '0s'],
  [201464765838n, '', '39', '3m21.464765814s'],
  [33866223687303n, '', '2270643600', '9h24m24.3786504s'],
  [12n, '', '582977049892121', '0s'],
  [16234723856n, '', '13180925779', '13.180925779s'],
  [-1009644975357862480n, '', '381110153360891192', '-211727h51m46.721782384s'],
  [27022047909414188n, '', '1426058', '7506h7m27.909332348s'],
];
/** Hours, minutes, seconds, absolute. */
const UNITS: Facts = [
  [
    -9421305851623529n,
    '',
    '23001234414',
    '-2617.029403228758 -157021.76419372548 -9.42130585162353e+06 2617h1m45.851623529s',
  ],
  [450357456n, '', '3397634765', '0.00012509929333333333 0.0075059576 0.450357456 450.357456ms'],
  [201464765838n, '', '39', '0.055962434955 3.3577460973 201.464765838 3m21.464765838s'],
  [33866223687303n, '', '2270643600', '9.407284357584167 564.43706145505 33866.223687303 9h24m26.223687303s'],
  [12n, '', '582977049892121', '3.333333333333333e-12 2e-10 1.2e-08 12ns'],
  [16234723856n, '', '13180925779', '0.004509645515555555 0.27057873093333334 16.234723856 16.234723856s'],
  [
    -1009644975357862480n,
    '',
    '381110153360891192',
    '-280456.9375994062 -1.6827416255964376e+07 -1.0096449753578625e+09 280456h56m15.35786248s',
  ],
  [
    27022047909414188n,
    '',
    '1426058',
    '7506.1244192817185 450367.46515690314 2.7022047909414187e+07 7506h7m27.909414188s',
  ],
];

const LONGEST = new GoDuration(9_223_372_036_854_775_807n);
const MOST_NEGATIVE = new GoDuration(-9_223_372_036_854_775_808n);

describe('durations as Go reckons with them', () => {
  it.each(ROUND)('%d ns%s rounded to a multiple of %s ns is %s', (ns, _, step, result) => {
    expect(String(new GoDuration(ns).round(new GoDuration(BigInt(step))))).toBe(result);
  });

  it.each(TRUNCATE)('%d ns%s cut to a multiple of %s ns is %s', (ns, _, step, result) => {
    expect(String(new GoDuration(ns).truncate(new GoDuration(BigInt(step))))).toBe(result);
  });

  it.each(UNITS)('%d ns%s%s in hours, minutes, seconds and without sign: %s', (ns, _, __, result) => {
    const length = new GoDuration(ns);
    const units = [length.hours(), length.minutes(), length.seconds()].map(formatGeneral);
    expect([...units, length.abs()].join(' ')).toBe(result);
  });

  it('what leaves 64 bits wraps, and rounding stops at the ends', () => {
    expect(new GoDuration(LONGEST.ns + 1n).ns).toBe(MOST_NEGATIVE.ns);
    expect(LONGEST.round(new GoDuration(3_600_000_000_000n))).toEqual(LONGEST);
    expect(MOST_NEGATIVE.round(new GoDuration(3_600_000_000_000n))).toEqual(MOST_NEGATIVE);
    expect(MOST_NEGATIVE.abs()).toEqual(LONGEST);
  });
});
