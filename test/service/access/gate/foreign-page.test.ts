import { describe, expect, it } from 'vitest';
import { refuseForeignPage } from '../../../../src/service/access/gate/foreign-page.ts';

interface Sent {
  readonly method?: string;
  readonly host?: string;
  readonly headers: Readonly<Record<string, string>>;
}

function isRefused({ method = 'GET', host = 'localhost:8765', headers }: Sent, publicUrl?: string): boolean {
  try {
    refuseForeignPage({ method, host, headers }, publicUrl);
    return false;
  } catch {
    return true;
  }
}

const LINK = { 'sec-fetch-mode': 'navigate', 'sec-fetch-dest': 'document' };

describe('a request that a page of another site made a browser send', () => {
  it.each<[what: string, Sent, isRefused: boolean]>([
    ['curl, reading', { headers: {} }, false],
    ['curl, writing', { method: 'POST', headers: {} }, false],
    ['our page, reading', { headers: { 'sec-fetch-site': 'same-origin', 'sec-fetch-mode': 'cors' } }, false],
    [
      'our page, writing',
      { method: 'POST', headers: { 'sec-fetch-site': 'same-origin', origin: 'http://localhost:8765' } },
      false,
    ],
    ['an address that was typed', { headers: { 'sec-fetch-site': 'none', ...LINK } }, false],
    ['a link that was followed', { headers: { 'sec-fetch-site': 'cross-site', ...LINK } }, false],
    ['a link of a neighbour', { headers: { 'sec-fetch-site': 'same-site', ...LINK } }, false],
    ['a form of another site', { method: 'POST', headers: { 'sec-fetch-site': 'cross-site', ...LINK } }, true],
    ['a link with a strange method', { method: 'DELETE', headers: { 'sec-fetch-site': 'cross-site', ...LINK } }, true],
    [
      'a frame',
      { headers: { 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'navigate', 'sec-fetch-dest': 'iframe' } },
      true,
    ],
    [
      'an image',
      { headers: { 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'no-cors', 'sec-fetch-dest': 'image' } },
      true,
    ],
    ['a script of a neighbour', { headers: { 'sec-fetch-site': 'same-site', 'sec-fetch-mode': 'cors' } }, true],
    ['a site nobody knows', { headers: { 'sec-fetch-site': 'elsewhere' } }, true],
    ['two sites at once', { headers: { 'sec-fetch-site': 'same-origin, cross-site' } }, true],
    ['another origin alone', { headers: { origin: 'http://evil.example' } }, true],
    ['another origin that lies', { headers: { 'sec-fetch-site': 'same-origin', origin: 'http://evil.example' } }, true],
    ['an origin that is hidden', { method: 'POST', headers: { origin: 'null' } }, true],
    ['an empty origin', { method: 'POST', headers: { origin: '' } }, true],
    ['another port', { method: 'POST', headers: { origin: 'http://localhost:3000' } }, true],
    ['another name of ours', { method: 'POST', headers: { origin: 'http://127.0.0.1:8765' } }, true],
    [
      'a name that begins like ours',
      { method: 'POST', headers: { origin: 'http://localhost:8765.evil.example' } },
      true,
    ],
    ['ours as a user name', { method: 'POST', headers: { origin: 'http://localhost:8765@evil.example' } }, true],
    ['a path', { method: 'POST', headers: { origin: 'http://localhost:8765/x' } }, true],
    ['another scheme', { method: 'POST', headers: { origin: 'file://localhost:8765' } }, true],
    ['an extension', { method: 'POST', headers: { origin: 'chrome-extension://abcdef' } }, true],
    ['ours behind a proxy with TLS', { method: 'POST', headers: { origin: 'https://localhost:8765' } }, false],
    ['a preflight', { method: 'OPTIONS', headers: { origin: 'http://evil.example' } }, true],
    ['no Host', { method: 'POST', host: '', headers: { origin: 'http://localhost:8765' } }, true],
    ['usual ports', { method: 'POST', host: 'gate', headers: { origin: 'http://gate' } }, false],
    ['usual ports written', { method: 'POST', host: 'gate:443', headers: { origin: 'https://gate' } }, false],
  ])('%s', (_what, sent, refused) => {
    expect(isRefused(sent)).toBe(refused);
  });

  it.each<[host: string, origin: string, isRefused: boolean]>([
    ['verdict.example.com', 'https://verdict.example.com', false],
    ['verdict.example.com', 'http://verdict.example.com', true],
    ['verdict.example.com', 'https://verdict.example.com:8443', true],
    ['verdict.tools.svc:8765', 'https://verdict.example.com', false],
    ['verdict.tools.svc:8765', 'http://verdict.tools.svc:8765', false],
    ['verdict.tools.svc:8765', 'http://evil.example', true],
  ])('where people come by https to verdict.example.com, %s called from %s is refused: %s', (host, origin, refused) => {
    expect(isRefused({ method: 'POST', host, headers: { origin } }, 'https://verdict.example.com')).toBe(refused);
  });

  it('is told why', () => {
    const send = (headers: Record<string, string>) => () =>
      refuseForeignPage({ method: 'POST', host: 'localhost:8765', headers });
    expect(send({ origin: 'http://evil.example' })).toThrow('a browser sent it for a page of "http://evil.example"');
    expect(send({ 'sec-fetch-site': 'cross-site' })).toThrow('another site (Sec-Fetch-Site: "cross-site")');
  });
});
