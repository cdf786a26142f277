import { isIP } from 'node:net';
import { type GoUrl, hostnameOf, parseGoUrl, portOf } from './go-url.ts';
import { UrlError } from './percent.ts';

/** One variable of the environment. */
export type Env = (name: string) => string | undefined;

/**
 * The proxy that the environment names for a URL, as Go chooses it: `HTTPS_PROXY` or `HTTP_PROXY` (upper case first) unless
 * `NO_PROXY` or the machine itself is meant.
 *
 * @returns the proxy's URL, or undefined for none
 * @throws UrlError `invalid proxy address "…": …`
 * @see https://pkg.go.dev/golang.org/x/net/http/httpproxy#FromEnvironment
 */
export function proxyFor(url: GoUrl, env: Env): string | undefined {
  const either = (name: string): string => env(name) || env(name.toLowerCase()) || '';
  const proxy = url.scheme === 'https' ? either('HTTPS_PROXY') : either('HTTP_PROXY');
  if (proxy === '' || isDirect(url, either('NO_PROXY'))) return undefined;
  // In a CGI program HTTP_PROXY may come from a request header.
  if (url.scheme === 'http' && env('REQUEST_METHOD')) {
    throw new UrlError('refusing to use HTTP_PROXY value in CGI environment; see golang.org/s/cgihttpproxy');
  }
  return proxyUrl(proxy);
}

const SCHEMES = new Set(['http', 'https', 'socks5', 'socks5h']);

function proxyUrl(text: string): string {
  const isWhole = /^[A-Za-z][A-Za-z0-9+\-.]*:\/\//.test(text);
  const whole = isWhole ? text : `http://${text}`;
  try {
    const url = parseGoUrl(whole);
    if (!SCHEMES.has(url.scheme) || url.host === '')
      throw new UrlError('a proxy needs a host and http, https or socks5');
    return whole.replace(/^socks5h:/i, 'socks5:');
  } catch (thrown) {
    // The address may hold a password, so only the reason is told.
    throw new UrlError(
      `invalid proxy address: ${thrown instanceof UrlError ? thrown.message.replace(/^parse ".*": /, '') : thrown}`,
    );
  }
}

function isDirect(url: GoUrl, noProxy: string): boolean {
  const host = hostnameOf(url).toLowerCase().replace(/\.$/, '');
  const port = portOf(url) || (url.scheme === 'https' ? '443' : '80');
  if (host === 'localhost' || host === '::1' || (isIP(host) === 4 && host.startsWith('127.'))) return true;
  return noProxy.split(',').some((entry) => matches(entry.trim().toLowerCase(), host, port));
}

function matches(entry: string, host: string, port: string): boolean {
  if (entry === '') return false;
  if (entry === '*') return true;
  if (entry.includes('/')) return isInRange(host, entry);
  const [name, wantedPort] = splitPort(entry);
  if (wantedPort !== undefined && wantedPort !== port) return false;
  if (isIP(name) !== 0 || isIP(host) !== 0) return name === host;
  const domain = name.replace(/^\*\./, '.');
  return domain.startsWith('.') ? host.endsWith(domain) : host === domain || host.endsWith(`.${domain}`);
}

function splitPort(entry: string): [name: string, port: string | undefined] {
  const bracketed = /^\[([^\]]*)\](?::(\d+))?$/.exec(entry);
  if (bracketed !== null) return [bracketed[1] ?? '', bracketed[2]];
  if (isIP(entry) === 6) return [entry, undefined];
  const found = /^(.*?):(\d+)$/.exec(entry);
  return found === null ? [entry, undefined] : [found[1] ?? '', found[2]];
}

/** True for an address inside a range such as `10.0.0.0/8`. */
function isInRange(host: string, range: string): boolean {
  const [network = '', bits = ''] = range.split('/');
  const family = isIP(host);
  if (family === 0 || isIP(network) !== family || !/^\d+$/.test(bits)) return false;
  const width = family === 4 ? 32n : 128n;
  const length = BigInt(bits);
  if (length > width) return false;
  return addressBits(host, family) >> (width - length) === addressBits(network, family) >> (width - length);
}

function addressBits(address: string, family: number): bigint {
  if (family === 4) return address.split('.').reduce((bits, part) => (bits << 8n) | BigInt(part), 0n);
  const dotted = address.replace(
    /(\d+)\.(\d+)\.(\d+)\.(\d+)$/,
    (_, a, b, c, d) => `${((Number(a) << 8) | Number(b)).toString(16)}:${((Number(c) << 8) | Number(d)).toString(16)}`,
  );
  const [head = '', tail] = dotted.replace(/%.*$/, '').split('::');
  const groups = (text: string | undefined): string[] => (text ? text.split(':') : []);
  const front = groups(head);
  const back = groups(tail);
  const filled =
    tail === undefined ? front : [...front, ...Array<string>(8 - front.length - back.length).fill('0'), ...back];
  return filled.reduce((bits, part) => (bits << 16n) | BigInt(`0x${part}`), 0n);
}
