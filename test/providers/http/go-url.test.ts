import { describe, expect, it } from 'vitest';
import { encodeForm } from '../../../src/providers/http/form.ts';
import {
  formatGoUrl,
  hostnameOf,
  parseGoUrl,
  portOf,
  requestTarget,
  resolveReference,
  withPath,
} from '../../../src/providers/http/go-url.ts';
import {
  canonicalHeaderName,
  isHeaderName,
  isHeaderValue,
  settingHeaders,
} from '../../../src/providers/http/header-name.ts';
import { parseForm } from '../../../src/providers/http/parse-form.ts';

// Outcomes of Go 1.26's net/url and net/http.
describe('a URL as Go reads it', () => {
  it.each([
    { url: 'HTTP://u:p%40q@H.de:80/a b/é?x=a b#f g', text: 'http://u:p%40q@H.de:80/a%20b/%C3%A9?x=a b#f%20g' },
    { url: 'http://h', text: 'http://h' },
    { url: 'http://h?', text: 'http://h?' },
    { url: 'http://h/a%2Fb', text: 'http://h/a%2Fb' },
    { url: 'http://h/a|b%2Fc', text: 'http://h/a%7Cb/c' },
    { url: 'http:/a', text: 'http:/a' },
    { url: 'http:///a', text: 'http:///a' },
    { url: 'mailto:a@b?c', text: 'mailto:a@b?c' },
    { url: 'http://[::1]:80/[x]', text: 'http://[::1]:80/[x]' },
    { url: '//h/x', text: '//h/x' },
  ])('$url is $text', ({ url, text }) => {
    expect(formatGoUrl(parseGoUrl(url))).toBe(text);
  });

  it.each([
    { url: '::bad', wanted: 'parse "::bad": missing protocol scheme' },
    { url: '1:x', wanted: 'parse "1:x": first path segment in URL cannot contain colon' },
    { url: 'http://h:x/', wanted: 'parse "http://h:x/": invalid port ":x" after host' },
    { url: 'http://h:1:2/', wanted: 'parse "http://h:1:2/": invalid port ":1:2" after host' },
    { url: 'http://[::1', wanted: `parse "http://[::1": missing ']' in host` },
    { url: 'http://[x]/', wanted: 'parse "http://[x]/": invalid host: ParseAddr("x"): unable to parse IP' },
    { url: 'http://[1.2.3.4]/', wanted: 'parse "http://[1.2.3.4]/": invalid IP-literal' },
    { url: 'http://a b/', wanted: 'parse "http://a b/": invalid character " " in host name' },
    { url: 'http://h%41/', wanted: 'parse "http://h%41/": invalid URL escape "%41"' },
    { url: 'http://ü@h/', wanted: 'parse "http://ü@h/": net/url: invalid userinfo' },
    { url: 'http://h/%zz', wanted: 'parse "http://h/%zz": invalid URL escape "%zz"' },
    { url: 'http://h/#%zz', wanted: 'parse "http://h/#%zz": invalid URL escape "%zz"' },
    { url: 'http://h/\n', wanted: 'parse "http://h/\\n": net/url: invalid control character in URL' },
  ])('$url is refused', ({ url, wanted }) => {
    expect(() => parseGoUrl(url)).toThrow(expect.objectContaining({ message: wanted }));
  });

  it('shows a password only when asked to', () => {
    const url = parseGoUrl('http://me:secret@h/');
    expect([formatGoUrl(url, '***'), formatGoUrl(url)]).toEqual(['http://me:***@h/', 'http://me:secret@h/']);
  });

  it.each([
    { url: 'http://h:80', target: '/', host: 'h', port: '80' },
    { url: 'http://[::1]:9/a?b', target: '/a?b', host: '::1', port: '9' },
    { url: 'http://h:/a?', target: '/a?', host: 'h', port: '' },
  ])('$url asks $host for $target', ({ url, target, host, port }) => {
    const parsed = parseGoUrl(url);
    expect([requestTarget(parsed), hostnameOf(parsed), portOf(parsed)]).toEqual([target, host, port]);
  });

  it.each([
    { base: 'http://h/a/b?q#f', reference: 'c', wanted: 'http://h/a/c' },
    { base: 'http://h/a/b?q', reference: '', wanted: 'http://h/a/b?q' },
    { base: 'http://h/a/b?q', reference: '?r', wanted: 'http://h/a/b?r' },
    { base: 'http://u:p@h/a/b', reference: '/x/./../y/..', wanted: 'http://u:p@h/' },
    { base: 'http://h/a/b', reference: '../../../c/.', wanted: 'http://h/c/' },
    { base: 'https://h/a', reference: '//o/z', wanted: 'https://o/z' },
    { base: 'https://h/a', reference: 'http://o', wanted: 'http://o' },
    { base: 'http://h', reference: 'x', wanted: 'http://h/x' },
  ])('from $base, $reference leads to $wanted', ({ base, reference, wanted }) => {
    expect(formatGoUrl(resolveReference(parseGoUrl(base), reference))).toBe(wanted);
  });

  it.each([
    { address: 'http://h', wanted: 'http://h/api/v1/query' },
    { address: 'http://h///', wanted: 'http://h/api/v1/query' },
    { address: 'http://h/a//b/../c/?x=1', wanted: 'http://h/a/c/api/v1/query?x=1' },
    { address: 'http://h/a%2Fb', wanted: 'http://h/a/b/api/v1/query' },
  ])('$address with an API path behind is $wanted', ({ address, wanted }) => {
    expect(formatGoUrl(withPath(parseGoUrl(address), 'api/v1/query'))).toBe(wanted);
  });
});

describe('a form', () => {
  it('has its names sorted, blanks as plus and everything else escaped', () => {
    expect(
      encodeForm([
        ['b', '1'],
        ['a b', "é&=+!'()*~-._/"],
        ['b', '0'],
      ]),
    ).toBe('a+b=%C3%A9%26%3D%2B%21%27%28%29%2A~-._%2F&b=1&b=0');
  });

  it('is read back, broken pairs left out', () => {
    expect(parseForm('a+b=c%20d&x;y=1&z=%zz&e&=f&&a+b=2')).toEqual([
      ['a b', 'c d'],
      ['e', ''],
      ['', 'f'],
      ['a b', '2'],
    ]);
  });
});

describe('header names', () => {
  it.each([
    { name: 'content-type', wanted: 'Content-Type' },
    { name: 'x-FOO-1a', wanted: 'X-Foo-1a' },
    { name: 'a b', wanted: 'a b' },
  ])('$name is kept as $wanted', ({ name, wanted }) => {
    expect(canonicalHeaderName(name)).toBe(wanted);
  });

  it('may hold no blanks, values no line breaks', () => {
    expect([isHeaderName('X-A'), isHeaderName(''), isHeaderName('X A'), isHeaderName('X-Ü')]).toEqual([
      true,
      false,
      false,
      false,
    ]);
    expect([isHeaderValue('a\tü'), isHeaderValue('a\nb'), isHeaderValue('\x7f')]).toEqual([true, false, false]);
  });

  it('are set, so that the last one of a name wins', () => {
    expect(
      settingHeaders([
        ['x-a', '1'],
        ['B', '2'],
        ['X-A', '3'],
      ]),
    ).toEqual([
      ['X-A', '3'],
      ['B', '2'],
    ]);
  });
});
