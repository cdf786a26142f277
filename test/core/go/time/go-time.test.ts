import { describe, expect, it } from 'vitest';
import { GoDuration } from '../../../../src/core/go/time/go-duration.ts';
import { GoTime } from '../../../../src/core/go/time/go-time.ts';
import { loadLocation, UTC } from '../../../../src/core/go/time/location.ts';
import { instantOf } from '../../../../src/core/instant.ts';

type Facts = readonly (readonly [ns: bigint, zone: string, argument: string, result: string])[];

/** Facts from Go 1.26. */
const ADD: Facts = [
  [1262238209239303682n, 'Asia/Kolkata', '-9421305851623529', '2009-09-13 10:11:43.387680153 +0530 IST'],
  [829199736154381214n, 'Asia/Tokyo', '201464765838', '1996-04-11 14:18:57.619147052 +0900 JST'],
  [1582816886852822599n, 'Europe/Zurich', '12', '2020-02-27 16:21:26.852822611 +0100 CET'],
  [1496277699018793338n, 'America/New_York', '-1009644975357862480', '1985-06-03 03:45:23.660930858 -0400 EDT'],
  [1753328134403320991n, 'Asia/Kolkata', '-480', '2025-07-24 09:05:34.403320511 +0530 IST'],
  [1093268604242568411n, 'UTC', '1074113511', '2004-08-23 13:43:25.316681922 +0000 UTC'],
  [956962593888319297n, 'UTC', '29837735', '2000-04-28 22:56:33.918157032 +0000 UTC'],
  [1627106827482947383n, 'America/Sao_Paulo', '14538746459934', '2021-07-24 07:09:26.229407317 -0300 -03'],
];
const ADD_DATE: Facts = [
  [1262238209239303682n, 'Asia/Kolkata', '6,-5,-280', '2014-10-24 11:13:29.239303682 +0530 IST'],
  [829199736154381214n, 'Asia/Tokyo', '0,-23,-551', '1992-11-06 14:15:36.154381214 +0900 JST'],
  [1582816886852822599n, 'Europe/Zurich', '0,25,116', '2022-07-21 16:21:26.852822599 +0200 CEST'],
  [1496277699018793338n, 'America/New_York', '-15,23,-129', '2003-12-24 20:41:39.018793338 -0500 EST'],
  [1753328134403320991n, 'Asia/Kolkata', '-10,8,-174', '2015-10-02 09:05:34.403320991 +0530 IST'],
  [1093268604242568411n, 'UTC', '18,-17,-163', '2020-10-11 13:43:24.242568411 +0000 UTC'],
  [956962593888319297n, 'UTC', '-18,-11,-552', '1979-11-23 22:56:33.888319297 +0000 UTC'],
  [1627106827482947383n, 'America/Sao_Paulo', '-20,-13,-683', '1998-08-11 03:07:07.482947383 -0300 -03'],
];
const TRUNCATE: Facts = [
  [1262238209239303682n, 'Asia/Kolkata', '-9421305851623529', '2009-12-31 11:13:29.239303682 +0530 IST'],
  [829199736154381214n, 'Asia/Tokyo', '201464765838', '1996-04-11 14:13:53.657539302 +0900 JST'],
  [1582816886852822599n, 'Europe/Zurich', '12', '2020-02-27 16:21:26.852822592 +0100 CET'],
  [1496277699018793338n, 'America/New_York', '-1009644975357862480', '2017-05-31 20:41:39.018793338 -0400 EDT'],
  [1753328134403320991n, 'Asia/Kolkata', '-480', '2025-07-24 09:05:34.403320991 +0530 IST'],
  [1093268604242568411n, 'UTC', '1074113511', '2004-08-23 13:43:23.585345622 +0000 UTC'],
  [956962593888319297n, 'UTC', '29837735', '2000-04-28 22:56:33.88574793 +0000 UTC'],
  [1627106827482947383n, 'America/Sao_Paulo', '14538746459934', '2021-07-24 01:10:59.304223272 -0300 -03'],
];
const ROUND: Facts = [
  [1262238209239303682n, 'Asia/Kolkata', '-9421305851623529', '2009-12-31 11:13:29.239303682 +0530 IST'],
  [829199736154381214n, 'Asia/Tokyo', '201464765838', '1996-04-11 14:17:15.12230514 +0900 JST'],
  [1582816886852822599n, 'Europe/Zurich', '12', '2020-02-27 16:21:26.852822604 +0100 CET'],
  [1496277699018793338n, 'America/New_York', '-1009644975357862480', '2017-05-31 20:41:39.018793338 -0400 EDT'],
  [1753328134403320991n, 'Asia/Kolkata', '-480', '2025-07-24 09:05:34.403320991 +0530 IST'],
  [1093268604242568411n, 'UTC', '1074113511', '2004-08-23 13:43:24.659459133 +0000 UTC'],
  [956962593888319297n, 'UTC', '29837735', '2000-04-28 22:56:33.88574793 +0000 UTC'],
  [1627106827482947383n, 'America/Sao_Paulo', '14538746459934', '2021-07-24 01:10:59.304223272 -0300 -03'],
];
const SINCE: Facts = [
  [1262238209239303682n, 'Asia/Kolkata', '45837087951.151790271', '-2562047h47m16.854775808s'],
  [829199736154381214n, 'Asia/Tokyo', '-40347492269.084432889', '2562047h47m16.854775807s'],
  [1582816886852822599n, 'Europe/Zurich', '-22154199805.641127925', '2562047h47m16.854775807s'],
  [2400287112591139540n, 'America/Sao_Paulo', '13744606425.015470470', '-2562047h47m16.854775808s'],
  [1496277699018793338n, 'America/New_York', '27944077711.992225890', '-2562047h47m16.854775808s'],
  [2510939573099942849n, 'America/New_York', '-20096732767.168518357', '2562047h47m16.854775807s'],
  [1922027600008985748n, 'America/Sao_Paulo', '43826575508.850431660', '-2562047h47m16.854775808s'],
  [2765451876869212519n, 'Australia/Lord_Howe', '43323550138.301153984', '-2562047h47m16.854775808s'],
];
/** Weekday, day of the year, Unix seconds, summer time. */
const DESCRIBED: Facts = [
  [1262238209239303682n, 'Asia/Kolkata', '', 'Thursday 365 1262238209 false'],
  [829199736154381214n, 'Asia/Tokyo', '', 'Thursday 102 829199736 false'],
  [1582816886852822599n, 'Europe/Zurich', '', 'Thursday 58 1582816886 false'],
  [2400287112591139540n, 'America/Sao_Paulo', '', 'Monday 22 2400287112 false'],
  [1496277699018793338n, 'America/New_York', '', 'Wednesday 151 1496277699 true'],
  [2510939573099942849n, 'America/New_York', '', 'Monday 207 2510939573 true'],
  [1922027600008985748n, 'America/Sao_Paulo', '', 'Wednesday 331 1922027600 false'],
  [2765451876869212519n, 'Australia/Lord_Howe', '', 'Sunday 231 2765451876 false'],
];

function timeOf(ns: bigint, zone: string): GoTime {
  return new GoTime(ns, loadLocation(zone));
}

function lengthOf(text: string): GoDuration {
  return new GoDuration(BigInt(text));
}

function nsOf(seconds: string): bigint {
  return BigInt(seconds.replace('.', ''));
}

describe('reckoning with times as Go does', () => {
  it.each(ADD)('%d in %s, %s ns on, is %s', (ns, zone, length, time) => {
    expect(String(timeOf(ns, zone).add(lengthOf(length)))).toBe(time);
  });

  it.each(ADD_DATE)('%d in %s, %s years, months and days on, is %s', (ns, zone, date, time) => {
    const [years = 0, months = 0, days = 0] = date.split(',').map(Number);
    expect(String(timeOf(ns, zone).addDate(years, months, days))).toBe(time);
  });

  it.each(TRUNCATE)('%d in %s, cut to a multiple of %s ns, is %s', (ns, zone, step, time) => {
    expect(String(timeOf(ns, zone).truncate(lengthOf(step)))).toBe(time);
  });

  it.each(ROUND)('%d in %s, rounded to a multiple of %s ns, is %s', (ns, zone, step, time) => {
    expect(String(timeOf(ns, zone).round(lengthOf(step)))).toBe(time);
  });

  it.each(SINCE)('%d in %s is after %s by %s', (ns, zone, other, length) => {
    expect(String(timeOf(ns, zone).since(new GoTime(nsOf(other), UTC)))).toBe(length);
  });

  it.each(DESCRIBED)('%d in %s: %s%s', (ns, zone, _, described) => {
    const time = timeOf(ns, zone);
    const weekday = time.format('Monday');
    expect(`${weekday} ${time.wall.yearDay} ${time.unix} ${time.isSummer}`).toBe(described);
  });

  it('the 31st a month after January is in March', () => {
    const wall = { year: 2023, month: 1, day: 31, hour: 0, minute: 0, second: 0, nanosecond: 0 };
    expect(String(GoTime.at(wall, UTC).addDate(0, 1, 0))).toBe('2023-03-03 00:00:00 +0000 UTC');
  });

  it('places do not matter when times are compared', () => {
    expect(timeOf(5n, 'Asia/Tokyo').compare(timeOf(5n, 'UTC'))).toBe(0);
    expect(timeOf(4n, 'Asia/Tokyo').compare(timeOf(5n, 'UTC'))).toBe(-1);
  });

  it('a moment of ours becomes a time and back', () => {
    const moment = instantOf(1_772_359_500_250);
    const time = GoTime.fromInstant(moment, UTC);
    expect(String(time)).toBe('2026-03-01 10:05:00.25 +0000 UTC');
    expect(time.toInstant()).toBe(moment);
  });
});
