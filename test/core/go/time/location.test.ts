import { describe, expect, it } from 'vitest';
import { LOCAL, loadLocation, UTC } from '../../../../src/core/go/time/location.ts';
import { TimeError } from '../../../../src/core/go/time/time-error.ts';

describe('places as Go finds them', () => {
  it.each(['', 'UTC'])('%j is universal time', (name) => {
    expect(loadLocation(name)).toBe(UTC);
  });

  it('the local zone is universal time by another name', () => {
    expect(loadLocation('Local')).toBe(LOCAL);
    expect(LOCAL.name).toBe('Local');
    expect(LOCAL.zoneAt(0).name).toBe('UTC');
  });

  it.each(['X', 'utc', 'america/new_york', 'Europe/Nowhere', '+01:00', 'PST', 'GMT+1'])('%j is unknown', (name) => {
    expect(() => loadLocation(name)).toThrow(new TimeError(`unknown time zone ${name}`));
  });

  it.each(['../etc/passwd', '/etc/passwd', '\\x', 'a\\b'])('%j looks like a path', (name) => {
    expect(() => loadLocation(name)).toThrow(new TimeError('time: invalid location name'));
  });

  // Facts from Go 1.26.
  it.each([
    ['America/New_York', 1_690_000_000, 'EDT', -14_400, true],
    ['America/New_York', 1_700_000_000, 'EST', -18_000, false],
    ['Europe/Dublin', 1_700_000_000, 'GMT', 0, true],
    ['Europe/Dublin', 1_690_000_000, 'IST', 3_600, false],
    ['Asia/Kolkata', 1_690_000_000, 'IST', 19_800, false],
    ['America/Sao_Paulo', 1_690_000_000, '-03', -10_800, false],
    ['America/Sao_Paulo', 1_515_000_000, '-02', -7_200, true],
    ['Australia/Lord_Howe', 1_700_000_000, '+11', 39_600, true],
    ['Asia/Kathmandu', 1_690_000_000, '+0545', 20_700, false],
    ['Etc/GMT-3', 1_690_000_000, '+03', 10_800, false],
    ['US/Eastern', 1_690_000_000, 'EDT', -14_400, true],
    ['EST', 1_690_000_000, 'EST', -18_000, false],
    ['America/New_York', -62_135_596_800, 'LMT', -17_762, false],
  ])('in %s at %d it is %s, %d seconds east of UTC, summer time: %s', (place, at, name, offset, isSummer) => {
    expect(loadLocation(place).zoneAt(at)).toEqual({ name, offset, isSummer });
  });

  it('the rules of summer time go on for ever', () => {
    const year = 146_097 * 86_400;
    const zone = loadLocation('America/New_York');
    expect(zone.zoneAt(1_690_000_000 + 800 * year)).toEqual(zone.zoneAt(1_690_000_000 + 2 * year));
  });

  it('an abbreviation is looked up in the place, whether in force or not', () => {
    const zone = loadLocation('America/New_York');
    expect(zone.offsetNamed('EDT', 1_690_000_000)).toBe(-14_400);
    expect(zone.offsetNamed('EST', 1_690_000_000)).toBe(-18_000);
    expect(zone.offsetNamed('CET', 1_690_000_000)).toBeUndefined();
    expect(loadLocation('America/Sao_Paulo').offsetNamed('-03', 1_690_000_000)).toBe(-10_800);
  });
});
