import { describe, expect, it } from 'vitest';
import { cookieJar } from '../../../../src/service/access/gate/cookies.ts';

describe('a cookie', () => {
  it('is kept to our host and to TLS where people come by https', () => {
    const jar = cookieJar(true);
    expect(jar.write('verdict_session', 'abc', { sameSite: 'Strict', maxAgeSeconds: 60.9 })).toBe(
      '__Host-verdict_session=abc; Path=/; Max-Age=60; HttpOnly; SameSite=Strict; Secure',
    );
    expect(jar.read('__Host-verdict_session=abc', 'verdict_session')).toBe('abc');
  });

  it('that another host could have set is not looked at where people come by https', () => {
    expect(cookieJar(true).read('verdict_session=planted', 'verdict_session')).toBeUndefined();
  });

  it('goes without TLS where there is none', () => {
    expect(cookieJar(false).write('a', 'b', { sameSite: 'Lax', maxAgeSeconds: 0 })).toBe(
      'a=b; Path=/; Max-Age=0; HttpOnly; SameSite=Lax',
    );
  });

  it.each([
    ['a=1; verdict_session=x; b=2', 'x'],
    ['verdict_session=x;verdict_session=y', 'x'],
    ['verdict_session=', ''],
    ['verdict_session=a=b', 'a=b'],
    ['xverdict_session=x', undefined],
    ['verdict_session', undefined],
    [';;;', undefined],
    ['', undefined],
    [undefined, undefined],
  ])('is found in %j: %j', (header, value) => {
    expect(cookieJar(false).read(header, 'verdict_session')).toBe(value);
  });
});
