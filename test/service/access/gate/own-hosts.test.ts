import { describe, expect, it } from 'vitest';
import { demandOwnHost, type OwnNames } from '../../../../src/service/access/gate/own-hosts.ts';

const LOOPBACK = { address: '127.0.0.1', port: 8765 };
const POD = { address: '10.1.2.3', port: 8765 };
const NONE: OwnNames = { hosts: [] };

type Case = readonly [host: string, isOurs: boolean];

function check(host: string, end: { address: string; port: number }, own: OwnNames): boolean {
  try {
    demandOwnHost({ host, end }, own);
    return true;
  } catch {
    return false;
  }
}

describe('the Host of a request', () => {
  it.each<Case>([
    ['localhost:8765', true],
    ['LocalHost:8765', true],
    ['localhost.:8765', true],
    ['127.0.0.1:8765', true],
    ['[::1]:8765', true],
    ['localhost', false],
    ['localhost:80', false],
    ['localhost:8766', false],
    ['127.0.0.1', false],
    ['127.0.0.2:8765', false],
    ['127.1:8765', false],
    ['2130706433:8765', false],
    ['0x7f000001:8765', false],
    ['0.0.0.0:8765', false],
    ['evil.example:8765', false],
    ['evil.example', false],
    ['localhost.evil.example:8765', false],
    ['evil-localhost:8765', false],
    ['127.0.0.1.evil.example:8765', false],
    ['127.0.0.1:8765.evil.example', false],
    ['localhost:8765@evil.example', false],
    ['evil.example#localhost:8765', false],
    ['localhost:8765, evil.example', false],
    ['localhost:08765', true],
    ['localhost:99999999', false],
    ['[::1', false],
    ['::1:8765', false],
    ['', false],
    [' ', false],
    ['localhost\u0000:8765', false],
    ['ｌocalhost:8765', false],
  ])('on loopback %j is ours: %s', (host, isOurs) => {
    expect(check(host, LOOPBACK, NONE)).toBe(isOurs);
  });

  it.each<[string, string, boolean]>([
    ['::1', '[::1]:8765', true],
    ['::ffff:127.0.0.1', '127.0.0.1:8765', true],
    ['127.0.0.5', '127.0.0.5:8765', true],
    ['10.1.2.3', '10.1.2.3:8765', true],
    ['10.1.2.3', '10.1.2.4:8765', false],
    ['10.1.2.3', 'localhost:8765', false],
    ['10.1.2.3', '127.0.0.1:8765', false],
    ['fd00::5', '[FD00:0::5]:8765', true],
    ['', 'localhost:8765', false],
  ])('of a connection to %s %s is ours: %s', (address, host, isOurs) => {
    expect(check(host, { address, port: 8765 }, NONE)).toBe(isOurs);
  });

  it.each<Case>([
    ['verdict.tools.svc', true],
    ['verdict.tools.svc:8765', true],
    ['verdict.tools.svc:1', true],
    ['gate:8765', true],
    ['gate:8766', false],
    ['gate', false],
    ['a.internal', true],
    ['a.b.internal:9', true],
    ['internal', false],
    ['evilinternal', false],
    ['a.internal.evil.example', false],
    ['tools.svc', false],
    ['verdict.tools.svc.evil.example', false],
  ])('where names are configured %j is ours: %s', (host, isOurs) => {
    expect(check(host, POD, { hosts: ['verdict.tools.svc', 'gate:8765', '*.internal'] })).toBe(isOurs);
  });

  it.each<[string, string, boolean]>([
    ['https://verdict.example.com', 'verdict.example.com', true],
    ['https://verdict.example.com', 'verdict.example.com:443', true],
    ['https://verdict.example.com', 'verdict.example.com:80', false],
    ['https://verdict.example.com', 'verdict.example.com:8765', false],
    ['http://verdict.example.com:81', 'verdict.example.com:81', true],
    ['http://verdict.example.com:81', 'verdict.example.com', false],
  ])('of a service known as %s %s is ours: %s', (publicUrl, host, isOurs) => {
    expect(check(host, POD, { publicUrl, hosts: [] })).toBe(isOurs);
  });

  it('that is refused is named, cut short, with a way out', () => {
    expect(() => demandOwnHost({ host: 'evil.example', end: LOOPBACK }, NONE)).toThrow(
      '"evil.example" is no Host of this service; if it should be one, add it to "hosts" in its configuration',
    );
    expect(() => demandOwnHost({ host: '', end: LOOPBACK }, NONE)).toThrow('the request names no Host');
    expect(() => demandOwnHost({ host: 'x'.repeat(10_000), end: LOOPBACK }, NONE)).toThrow(/^.{0,350}$/);
  });
});
