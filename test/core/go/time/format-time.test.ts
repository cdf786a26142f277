import { describe, expect, it } from 'vitest';
import { GoTime } from '../../../../src/core/go/time/go-time.ts';
import { fixedLocation, loadLocation, UTC } from '../../../../src/core/go/time/location.ts';

/** Facts from Go 1.26: time.Unix(unix, ns).In(zone).Format(layout), a case a layout. */
const FORMATTED: readonly (readonly [unix: number, ns: number, zone: string, layout: string, text: string])[] = [
  [1857799360, 0, 'UTC', '2006-01-02', '2028-11-14'],
  [1005030158, 0, 'Australia/Lord_Howe', '2006-01-02 15:04:05', '2001-11-06 18:02:38'],
  [2675292375, 0, 'UTC', '2006-01-02T15:04:05Z07:00', '2054-10-11T00:46:15Z'],
  [3376972102, 0, 'Asia/Tokyo', '02 Jan 06 15:04 MST', '04 Jan 77 16:48 JST'],
  [2611895613, 0, 'Asia/Tokyo', 'Monday, 02-Jan-06 15:04:05 MST', 'Monday, 07-Oct-52 15:33:33 JST'],
  [-491019743, 0, 'Europe/Zurich', 'Mon, 02 Jan 2006 15:04:05 MST', 'Thu, 10 Jun 1954 22:37:37 CET'],
  [1675713468, 0, 'Asia/Kolkata', 'Mon, 02 Jan 2006 15:04:05 -0700', 'Tue, 07 Feb 2023 01:27:48 +0530'],
  [1435073027, 0, 'Asia/Tokyo', '02 Jan 06 15:04 -0700', '24 Jun 15 00:23 +0900'],
  [980632258, 0, 'Asia/Tokyo', 'Mon Jan _2 15:04:05 2006', 'Sun Jan 28 06:50:58 2001'],
  [1892896292, 0, '', 'Mon Jan _2 15:04:05 MST 2006', 'Tue Dec 25 12:31:32 UTC 2029'],
  [1052813374, 0, 'Europe/Zurich', 'Mon Jan 02 15:04:05 -0700 2006', 'Tue May 13 10:09:34 +0200 2003'],
  [50250270, 0, 'UTC', '3:04PM', '2:24PM'],
  [1015988643, 0, 'Asia/Tokyo', 'Jan _2 15:04:05', 'Mar 13 12:04:03'],
  [-377561112, 0, 'Asia/Kolkata', '2006-01-02T15:04:05.999999999Z07:00', '1958-01-14T07:24:48+05:30'],
  [1368436029, 0, 'UTC', 'Jan 2, 2006', 'May 13, 2013'],
  [-36843963, 0, 'Europe/Zurich', '02/01/2006', '31/10/1968'],
  [560574308, 0, 'UTC', '2006', '1987'],
  [355233876, 0, 'UTC', '06', '81'],
  [-174831049, 0, 'Asia/Tokyo', '_2 Jan', '17 Jun'],
  [2819442053, 0, 'Asia/Tokyo', '__2 2006', '126 2059'],
  [243383487, 0, 'America/New_York', '002 2006', '260 1977'],
  [1665924260, 0, 'America/New_York', '3:04pm', '8:44am'],
  [73396189, 0, 'America/Sao_Paulo', '03:04PM', '08:49AM'],
  [876811058, 0, 'America/New_York', '2006-01-02T15:04:05-0700', '1997-10-14T02:37:38-0400'],
  [589230392, 0, 'Asia/Tokyo', '2006-01-02T15:04:05Z0700', '1988-09-03T04:06:32+0900'],
  [-472669337, 0, 'Australia/Lord_Howe', '2006-01-02T15:04:05Z07', '1955-01-09T16:57:43+10'],
  [1704866307, 0, 'Asia/Kolkata', '2006-01-02T15:04:05-07:00:00', '2024-01-10T11:28:27+05:30:00'],
  [2212459051, 0, 'Asia/Tokyo', '2006-01-02T15:04:05Z070000', '2040-02-10T12:57:31+090000'],
  [584628995, 0, 'Asia/Kolkata', 'Monday January 2', 'Monday July 11'],
  [3284397874, 0, 'Asia/Tokyo', 'Month Mond Janu', 'Month Mond Janu'],
  [1762374759, 0, 'Asia/Tokyo', '05.000', '39.000'],
  [1905167231, 0, 'Asia/Tokyo', '05,000', '11,000'],
  [542164361, 0, '', '5.999', '41'],
  [48697409, 0, 'UTC', '2006_2006', '1971_1971'],
  [2933418391, 0, '', '__2006', '349062'],
  [1597859085, 0, 'Asia/Kolkata', '_2006', '_2020'],
  [1317312792, 0, 'Europe/Zurich', '1 2 3 4 5 6', '9 29 6 13 12 6'],
  [84426034, 0, 'Europe/Zurich', '15.04.05.000000000', '04.40.34.000000000'],
  [3351732041, 0, '', '20060102150405', '20760318044041'],
  [145172894, 0, '', 'MST', 'UTC'],
  [1598495186, 0, 'Europe/Zurich', 'abc', 'abc'],
  [2321443262, 0, 'UTC', '2006-002', '2043-206'],
  [-441361087, 0, 'America/Sao_Paulo', '2006 January 002 02', '1956 January 006 06'],
  [587245932, 0, 'Europe/Zurich', '06 Jan', '88 Aug'],
  [2488380724, 0, 'Asia/Kolkata', '2006-01-02T15:04:05.000Z', '2048-11-07T22:22:04.000Z'],
  [3200975691, 0, 'UTC', '15:04:05.00', '07:54:51.00'],
  [1654880279, 0, 'Europe/Zurich', 'Z07:00', '+02:00'],
  [1659752420, 0, 'Asia/Kolkata', 'MST -0700', 'IST +0530'],
  [1473573951, 0, 'America/Sao_Paulo', 'PM 03', 'AM 03'],
  [-276181605, 0, 'America/New_York', 'pm 15', 'am 05'],
  [-64546338231, 860354035, '', '06', '76'],
  [1692000000, 123456789, 'UTC', '.000 .999999999 ,00', '.123 .123456789 ,12'],
  [1692000000, 120000000, 'UTC', '.000000 .999999 05.9999999999', '.120000 .12 00.12'],
  [1692000000, 0, 'Europe/Zurich', 'Z07 Z0700 Z07:00 Z070000 Z07:00:00', '+02 +0200 +02:00 +020000 +02:00:00'],
  [1692000000, 0, 'UTC', 'Z07 -07 -0700', 'Z +00 +0000'],
];

describe('times as Go writes them', () => {
  it.each(FORMATTED)('%d s and %d ns in %j by %j is %j', (unix, ns, zone, layout, text) => {
    const time = new GoTime(BigInt(unix) * 1_000_000_000n + BigInt(ns), loadLocation(zone));
    expect(time.format(layout)).toBe(text);
  });

  it.each([
    { year: -1, layout: '2006-01-02', text: '-0001-07-04' },
    { year: -175, layout: '06', text: '75' },
    { year: 10_000, layout: '2006', text: '10000' },
  ])('in the year $year, $layout is $text', ({ year, layout, text }) => {
    const wall = { year, month: 7, day: 4, hour: 0, minute: 0, second: 0, nanosecond: 0 };
    expect(GoTime.at(wall, UTC).format(layout)).toBe(text);
  });

  it.each([
    { name: '', offset: 7200, text: '1970-01-01 02:00:00 +0200 +0200' },
    { name: 'XST', offset: -3600, text: '1969-12-31 23:00:00 -0100 XST' },
    { name: '', offset: -30, text: '1969-12-31 23:59:30 +0000 +0000' },
  ])('a made-up zone of $offset seconds prints $text', ({ name, offset, text }) => {
    expect(String(new GoTime(0n, fixedLocation(name, offset)))).toBe(text);
  });
});
