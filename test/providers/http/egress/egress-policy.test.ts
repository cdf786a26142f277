import { describe, expect, it } from 'vitest';
import { Fault } from '../../../../src/core/fault.ts';
import type { Egress } from '../../../../src/providers/http/egress/egress.ts';
import { type EgressRules, egressPolicy } from '../../../../src/providers/http/egress/egress-policy.ts';

/** Why a host may not be asked, and `allowed` if it may. */
function byName(egress: Egress, host: string, isProxied = false): string {
  return said(() => egress.checkName(host, isProxied));
}

function byAddress(egress: Egress, host: string, ...addresses: readonly string[]): string {
  return said(() =>
    egress.permitted(
      host,
      addresses.map((address) => ({ address })),
    ),
  );
}

function said(check: () => unknown): string {
  try {
    check();
    return 'allowed';
  } catch (thrown) {
    if (!(thrown instanceof Fault)) throw thrown;
    expect(thrown.code).toBe('EGRESS_DENIED');
    return thrown.message;
  }
}

describe('without rules', () => {
  const egress = egressPolicy({});

  it.each([
    // Addresses in every spelling.
    ['169.254.169.254', '169.254.0.0/16'],
    ['169.254.170.2', '169.254.0.0/16'],
    ['2852039166', '169.254.0.0/16'],
    ['0xa9fea9fe', '169.254.0.0/16'],
    ['0xA9.0xFE.0xA9.0xFE', '169.254.0.0/16'],
    ['0251.0376.0251.0376', '169.254.0.0/16'],
    ['0251.254.0xa9.254', '169.254.0.0/16'],
    ['169.254.43518', '169.254.0.0/16'],
    ['169.16689662', '169.254.0.0/16'],
    ['169.254.169.254.', '169.254.0.0/16'],
    ['１６９.254.169.254', '169.254.0.0/16'],
    ['169。254。169。254', '169.254.0.0/16'],
    ['①⑥⑨.②⑤④.①⑥⑨.②⑤④', '169.254.0.0/16'],
    ['fe80::1', 'fe80::/10'],
    ['fe80::1%eth0', 'fe80::/10'],
    ['FEBF::1', 'fe80::/10'],
    ['[fe80::1]', 'fe80::/10'],
    ['::ffff:169.254.169.254', '169.254.0.0/16'],
    ['::ffff:a9fe:a9fe', '169.254.0.0/16'],
    ['0:0:0:0:0:FFFF:a9fe:a9fe', '169.254.0.0/16'],
    ['::a9fe:a9fe', '169.254.0.0/16'],
    ['::ffff:0:169.254.169.254', '169.254.0.0/16'],
    ['64:ff9b::169.254.169.254', '169.254.0.0/16'],
    ['64:ff9b::a9fe:a9fe', '169.254.0.0/16'],
    ['64:ff9b:1::a9fe:a9fe', '169.254.0.0/16'],
    ['64:ff9b:1:a9fe:00a9:fe00::', '169.254.0.0/16'],
    ['2002:a9fe:a9fe::1', '169.254.0.0/16'],
    ['2001:0:a9fe:a9fe::', '169.254.0.0/16'],
    ['2001:0:102:304:3:4:5601:5601', '169.254.0.0/16'],
    ['2001:db8::5efe:169.254.169.254', '169.254.0.0/16'],
    ['2001:db8::200:5efe:a9fe:a9fe', '169.254.0.0/16'],
    ['100.100.100.200', '100.100.100.200'],
    ['168.63.129.16', '168.63.129.16'],
    ['192.0.0.192', '192.0.0.192'],
    ['fd00:ec2::254', 'fd00:ec2::/32'],
    ['fd00:ec2::23', 'fd00:ec2::/32'],
    ['fd20:ce::254', 'fd20:ce::254'],
    ['0.0.0.0', '0.0.0.0/8'],
    ['0', '0.0.0.0/8'],
    ['0x0', '0.0.0.0/8'],
    ['::', '::'],
    ['0:0:0:0:0:0:0:0', '::'],
    ['::ffff:0.0.0.0', '0.0.0.0/8'],
    ['239.1.1.1', '224.0.0.0/4'],
    ['ff02::1', 'ff00::/8'],
    ['255.255.255.255', '255.255.255.255'],
    // Names, which count where a proxy resolves them.
    ['metadata.google.internal', 'metadata.google.internal'],
    ['METADATA.Google.Internal.', 'metadata.google.internal'],
    ['metadata', 'metadata'],
    ['instance-data.ec2.internal', 'instance-data.ec2.internal'],
  ])('%s is denied by %s', (host, rule) => {
    expect(byName(egress, host)).toContain(`is denied by ${rule} (by default: `);
    expect(byName(egress, host, true)).toContain(`is denied by ${rule} (by default: `);
  });

  it.each([
    '127.0.0.1',
    '127.1',
    '::1',
    'localhost',
    '10.0.0.1',
    '172.16.0.1',
    '192.168.1.1',
    '100.64.0.1',
    'fd12:3456::1',
    '93.184.216.34',
    '2606:2800:220:1:248:1893:25c8:1946',
    '::ffff:10.0.0.1',
    '64:ff9b::5db8:d822',
    '2001:db8::a9fe:a9fe',
    '64:ff9b:1::a00:1',
    'prometheus.monitoring.svc',
    'metadata.example.com',
    'my-metadata',
  ])('%s is allowed', (host) => {
    expect(byName(egress, host)).toBe('allowed');
    expect(byName(egress, host, true)).toBe('allowed');
  });

  it('names host, address and rule', () => {
    expect(byAddress(egress, 'rebind.example.com', '169.254.169.254')).toBe(
      'egress denied: rebind.example.com (169.254.169.254) is denied by 169.254.0.0/16 (by default: link-local addresses, where clouds keep credentials)',
    );
    expect(byAddress(egress, '::ffff:a9fe:a9fe', '::ffff:a9fe:a9fe')).toContain(
      '::ffff:a9fe:a9fe is denied by 169.254.0.0/16',
    );
    const ask = (): unknown => egress.permitted('Rebind.example.com', [{ address: '169.254.169.254' }]);
    const details = { host: 'rebind.example.com', address: '169.254.169.254', rule: '169.254.0.0/16' };
    expect(ask).toThrow(expect.objectContaining({ details }));
  });

  it('connects to those addresses of a name that are not denied', () => {
    const addresses = [
      { address: '169.254.1.1' },
      { address: '10.0.0.7' },
      { address: 'fe80::1%2' },
      { address: '::1' },
    ];
    expect(egress.permitted('two.test', addresses)).toEqual([{ address: '10.0.0.7' }, { address: '::1' }]);
    expect(byAddress(egress, 'two.test', '169.254.1.1', 'fe80::1')).toContain('169.254.1.1');
    expect(byAddress(egress, 'odd.test', 'nonsense')).toContain('resolved to "nonsense", which is no address');
  });
});

interface Case {
  readonly rules: EgressRules;
  readonly host: string;
  readonly addresses?: readonly string[];
  /** A part of the refusal, or `allowed`. */
  readonly wanted: string;
}

describe('with rules', () => {
  it.each<Case>([
    {
      rules: { deny: ['127.0.0.0/8', '::1'] },
      host: '127.0.0.2',
      wanted: '127.0.0.2 is denied by 127.0.0.0/8 (by egress.deny)',
    },
    { rules: { deny: ['127.0.0.0/8', '::1'] }, host: '::1', wanted: '::1 is denied by ::1 (by egress.deny)' },
    { rules: { deny: ['127.0.0.0/8'] }, host: '::ffff:7f00:1', wanted: 'denied by 127.0.0.0/8' },
    { rules: { deny: ['::ffff:127.0.0.0/104'] }, host: '127.0.0.1', wanted: 'denied by ::ffff:127.0.0.0/104' },
    {
      rules: { deny: ['127.0.0.0/8'] },
      host: 'localhost',
      addresses: ['127.0.0.1'],
      wanted: 'localhost (127.0.0.1) is denied',
    },
    { rules: { deny: ['127.0.0.0/8'] }, host: 'localhost', addresses: ['127.0.0.1', '::1'], wanted: 'allowed' },
    { rules: { deny: ['0x7f.1'] }, host: '127.0.0.1', wanted: 'denied by 0x7f.1 (by egress.deny)' },
    {
      rules: { deny: ['evil.example.com'] },
      host: 'EVIL.example.com.',
      wanted: 'evil.example.com is denied by evil.example.com',
    },
    { rules: { deny: ['evil.example.com'] }, host: 'not.evil.example.com', addresses: ['1.2.3.4'], wanted: 'allowed' },
    { rules: { deny: ['*.example.com'] }, host: 'a.b.example.com', wanted: 'denied by *.example.com' },
    { rules: { deny: ['*.example.com'] }, host: 'example.com', addresses: ['1.2.3.4'], wanted: 'allowed' },
    { rules: { deny: ['*.example.com'] }, host: 'badexample.com', addresses: ['1.2.3.4'], wanted: 'allowed' },
    { rules: { deny: ['bücher.example'] }, host: 'xn--bcher-kva.example', wanted: 'denied by bücher.example' },
    { rules: { deny: ['2001:db8::/32'] }, host: '2001:DB8::1', wanted: 'denied by 2001:db8::/32' },
    { rules: { deny: ['0.0.0.0/0', '::/0'] }, host: 'a.test', addresses: ['8.8.8.8'], wanted: 'denied by 0.0.0.0/0' },
    { rules: { allow: ['prom.test'] }, host: 'prom.test', addresses: ['10.0.0.1'], wanted: 'allowed' },
    {
      rules: { allow: ['prom.test'] },
      host: 'other.test',
      addresses: ['10.0.0.1'],
      wanted: 'other.test (10.0.0.1) is not in egress.allow',
    },
    { rules: { allow: ['*.test', '10.0.0.0/8'] }, host: '10.1.1.1', wanted: 'allowed' },
    { rules: { allow: ['10.0.0.0/8'] }, host: '11.1.1.1', wanted: '11.1.1.1 is not in egress.allow' },
    { rules: { allow: ['10.0.0.0/8'] }, host: 'any.test', addresses: ['10.2.3.4'], wanted: 'allowed' },
    { rules: { allow: ['10.0.0.0/8'] }, host: '64:ff9b::a01:203', wanted: 'allowed' },
    { rules: { allow: ['10.0.0.0/8'] }, host: '::ffff:10.1.2.3', wanted: 'allowed' },
    { rules: { allow: ['10.0.0.0/8'] }, host: '2002:a01:203::', wanted: 'is not in egress.allow' },
    { rules: { allow: [] }, host: 'a.test', addresses: ['10.2.3.4'], wanted: 'is not in egress.allow' },
    {
      rules: { allow: ['prom.test'] },
      host: 'prom.test',
      addresses: ['169.254.169.254'],
      wanted: 'denied by 169.254.0.0/16 (by default',
    },
    {
      rules: { allow: ['0.0.0.0/0', '::/0'] },
      host: '169.254.169.254',
      wanted: 'denied by 169.254.0.0/16 (by default',
    },
    { rules: { allow: ['169.254.20.10'] }, host: '169.254.20.10', wanted: 'denied by 169.254.0.0/16 (by default' },
    { rules: { allowLinkLocal: true }, host: '169.254.169.254', wanted: 'allowed' },
    {
      rules: { allowLinkLocal: true },
      host: 'metadata.google.internal',
      addresses: ['169.254.169.254'],
      wanted: 'allowed',
    },
    { rules: { allowLinkLocal: true, deny: ['169.254.169.254'] }, host: '169.254.169.254', wanted: '(by egress.deny)' },
    { rules: { allowLinkLocal: true, deny: ['127.0.0.0/8'] }, host: '0', wanted: 'denied by 0.0.0.0/8 (by default' },
    { rules: { allowLinkLocal: true, allow: ['10.0.0.0/8'] }, host: 'fe80::1', wanted: 'is not in egress.allow' },
    { rules: { allow: ['*'] }, host: 'any.test', addresses: ['10.2.3.4'], wanted: 'allowed' },
    { rules: { allow: ['*'] }, host: '10.2.3.4', wanted: '10.2.3.4 is not in egress.allow' },
    { rules: { allow: ['*'] }, host: 'any.test', addresses: ['169.254.0.1'], wanted: 'denied by 169.254.0.0/16' },
    {
      rules: { deny: ['*'], allow: ['10.0.0.0/8'] },
      host: 'any.test',
      wanted: 'any.test is denied by * (by egress.deny)',
    },
    { rules: { deny: ['*'], allow: ['10.0.0.0/8'] }, host: '10.2.3.4', wanted: 'allowed' },
    { rules: { allow: ['a.test'], deny: ['a.test'] }, host: 'a.test', wanted: 'denied by a.test (by egress.deny)' },
    {
      rules: { allow: ['a.test'], deny: ['10.0.0.0/8'] },
      host: 'a.test',
      addresses: ['10.0.0.1'],
      wanted: 'denied by 10.0.0.0/8',
    },
  ])('$rules: $host $addresses: $wanted', ({ rules, host, addresses, wanted }) => {
    const egress = egressPolicy(rules);
    const byItsName = byName(egress, host);
    const seen = byItsName === 'allowed' && addresses !== undefined ? byAddress(egress, host, ...addresses) : byItsName;
    expect(seen).toContain(wanted);
  });

  it('wants a name on the allow-list where a proxy does not tell its address', () => {
    const egress = egressPolicy({ allow: ['prom.test', '10.0.0.0/8'] });
    expect(byName(egress, 'prom.test', true)).toBe('allowed');
    expect(byName(egress, '10.1.1.1', true)).toBe('allowed');
    expect(byName(egress, 'other.test', true)).toBe(
      'egress denied: other.test is not in egress.allow, and the proxy does not tell its address',
    );
    expect(byName(egress, 'other.test', false)).toBe('allowed');
  });

  it.each([
    'http://a.test',
    'a.test:80',
    'a.test/x',
    '10.0.0.0/33',
    '10.0.0.0/x',
    '10.0.0/8',
    'fd00::/129',
    'fd00::%1/64',
    '*.*.test',
    'a.*.test',
    '',
    'a b',
    '**',
    '*.',
    '*.10.0.0.1',
    '1.2.3.4.5',
  ])('%s is no rule', (rule) => {
    expect(() => egressPolicy({ deny: [rule] })).toThrow(/^egress\.deny: ".*" is no rule: expected a host/);
    expect(() => egressPolicy({ allow: [rule] })).toThrow(/^egress\.allow: ".*" is no rule: expected a host/);
  });
});
