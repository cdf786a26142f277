import { isIP } from 'node:net';
import { quote } from '../../core/go/quote.ts';
import { isEscapedPath, percentEscape, percentUnescape, UrlError } from './percent.ts';

/** A URL as Go's net/url takes it apart. Kept instead of the platform's own because texts, leniency and re-escaping differ. */
export interface GoUrl {
  /** Lower case; empty for a relative reference. */
  readonly scheme: string;
  /** What follows the scheme when it is not a path, as in `mailto:a@b`; else empty. */
  readonly opaque: string;
  readonly user?: { readonly name: string; readonly password?: string };
  /** With port, escapes undone; IPv6 addresses in brackets. */
  readonly host: string;
  /** Escaped, as it is sent. */
  readonly path: string;
  /** As written, behind the `?`; absent when there is no `?`. */
  readonly query?: string;
  /** Escaped, behind the `#`; empty when there is none. */
  readonly fragment: string;
  /** Set for a path right behind the scheme, as in `http:/a`. */
  readonly omitsHost?: true;
}

/**
 * Takes a URL apart as Go does.
 *
 * @throws UrlError with Go's text, such as `parse "::bad": missing protocol scheme`
 * @see https://pkg.go.dev/net/url#Parse
 */
export function parseGoUrl(text: string): GoUrl {
  const known = recent.get(text);
  if (known !== undefined) return known;
  const url = parseAnew(text);
  if (url.user !== undefined) return url;
  if (recent.size >= MOST_RECENT) recent.clear();
  recent.set(text, url);
  return url;
}

/** A request's URL is taken apart several times on its way. One with a password is kept nowhere. */
const recent = new Map<string, GoUrl>();
const MOST_RECENT = 500;

function parseAnew(text: string): GoUrl {
  const [whole, fragment = ''] = cut(text, '#');
  const url = named(whole, () => parseWhole(whole));
  return { ...url, fragment: named(text, () => escapedFragment(fragment)) };
}

/** Puts the URL in front of what is wrong with it. */
function named<T>(url: string, read: () => T): T {
  try {
    return read();
  } catch (thrown) {
    if (thrown instanceof UrlError) throw new UrlError(`parse ${quote(url)}: ${thrown.message}`);
    throw thrown;
  }
}

/** The URL as text. `password` replaces one that is there; without it the password is written out. */
export function formatGoUrl(url: GoUrl, password?: string): string {
  const scheme = url.scheme === '' ? '' : `${url.scheme}:`;
  const query = url.query === undefined ? '' : `?${url.query}`;
  const fragment = url.fragment === '' ? '' : `#${url.fragment}`;
  if (url.opaque !== '') return `${scheme}${url.opaque}${query}${fragment}`;
  const isEmpty = url.host === '' && url.user === undefined;
  const hasAuthority = !isEmpty || (url.scheme !== '' && url.path !== '' && url.omitsHost !== true);
  const authority = hasAuthority ? `//${userText(url, password)}${percentEscape(url.host, 'host')}` : '';
  const slash = url.path !== '' && !url.path.startsWith('/') && url.host !== '' ? '/' : '';
  return `${scheme}${authority}${slash}${url.path}${query}${fragment}`;
}

/** What stands in the request line: path and query; `/` for an empty path. */
export function requestTarget(url: GoUrl): string {
  const path = url.opaque === '' ? url.path : url.opaque;
  return `${path === '' ? '/' : path}${url.query === undefined ? '' : `?${url.query}`}`;
}

/** Host without port and brackets. */
export function hostnameOf(url: GoUrl): string {
  const bracketed = /^\[(.*)\]/.exec(url.host);
  return bracketed?.[1] ?? cut(url.host, ':')[0];
}

/** Port as written; empty when none was. */
export function portOf(url: GoUrl): string {
  return /:(\d*)$/.exec(url.host.replace(/^\[.*\]/, ''))?.[1] ?? '';
}

/**
 * What a reference such as a `Location` means, seen from `base`.
 *
 * @throws UrlError with Go's text
 * @see https://pkg.go.dev/net/url#URL.Parse
 */
export function resolveReference(base: GoUrl, text: string): GoUrl {
  const reference = parseGoUrl(text);
  const scheme = reference.scheme === '' ? base.scheme : reference.scheme;
  if (reference.scheme !== '' || reference.host !== '' || reference.user !== undefined) {
    return { ...reference, scheme, path: withoutDots(reference.path) };
  }
  const query = reference.path === '' && reference.query === undefined ? base.query : reference.query;
  const path = reference.path.startsWith('/')
    ? reference.path
    : reference.path === ''
      ? base.path
      : base.path.slice(0, base.path.lastIndexOf('/') + 1) + reference.path;
  const fragment = text === '' ? base.fragment : reference.fragment;
  const { query: _, ...rest } = base;
  return { ...rest, path: withoutDots(path), fragment, ...(query === undefined ? {} : { query }) };
}

/**
 * The URL with an API path behind its own, the way Prometheus' client joins them: trailing and doubled slashes and dots
 * are tidied away, the query stays.
 *
 * @see https://pkg.go.dev/path#Join
 */
export function withPath(url: GoUrl, below: string): GoUrl {
  const joined = `${percentUnescape(url.path, 'path').replace(/\/+$/, '')}/${below}`;
  const kept: string[] = [];
  for (const segment of joined.split('/')) {
    if (segment === '..') kept.pop();
    else if (segment !== '' && segment !== '.') kept.push(segment);
  }
  return { ...url, path: percentEscape(`/${kept.join('/')}`, 'path') };
}

function parseWhole(text: string): Omit<GoUrl, 'fragment'> {
  if (/[\x00-\x1f\x7f]/.test(text)) throw new UrlError('net/url: invalid control character in URL');
  const { scheme, rest } = schemeOf(text);
  const [before, query] = cut(rest, '?');
  const tail = query === undefined ? {} : { query };
  if (!before.startsWith('/')) {
    if (scheme !== '') return { scheme, opaque: before, host: '', path: '', ...tail };
    if (cut(before, '/')[0].includes(':')) {
      throw new UrlError('first path segment in URL cannot contain colon');
    }
  }
  const hasAuthority = before.startsWith('//') && (scheme !== '' || !before.startsWith('///'));
  const slash = hasAuthority ? before.indexOf('/', 2) : 0;
  const authority = hasAuthority ? before.slice(2, slash === -1 ? undefined : slash) : undefined;
  const authorityParts = authority === undefined ? {} : parseAuthority(authority, scheme);
  const raw = slash === -1 ? '' : before.slice(slash);
  const path = percentUnescape(raw, 'path');
  return {
    scheme,
    opaque: '',
    host: '',
    ...authorityParts,
    ...(authority === undefined && scheme !== '' ? { omitsHost: true } : {}),
    path: isEscapedPath(raw) ? raw : percentEscape(path, 'path'),
    ...tail,
  };
}

function escapedFragment(raw: string): string {
  const fragment = percentUnescape(raw, 'fragment');
  return /^[A-Za-z0-9\-_.~!$&'()*+,;=:@[\]%/?]*$/.test(raw) ? raw : percentEscape(fragment, 'fragment');
}

function schemeOf(text: string): { scheme: string; rest: string } {
  if (text.startsWith(':')) throw new UrlError('missing protocol scheme');
  const found = /^([A-Za-z][A-Za-z0-9+\-.]*):/.exec(text);
  if (found === null) return { scheme: '', rest: text };
  return { scheme: (found[1] ?? '').toLowerCase(), rest: text.slice(found[0].length) };
}

function parseAuthority(authority: string, scheme: string): Pick<GoUrl, 'host' | 'user'> {
  const at = authority.lastIndexOf('@');
  const host = parseHost(authority.slice(at + 1), scheme);
  if (at === -1) return { host };
  const info = authority.slice(0, at);
  if (!/^[A-Za-z0-9\-._:~!$&'()*+,;=%@]*$/.test(info)) throw new UrlError('net/url: invalid userinfo');
  const [name, password] = cut(info, ':').map((part) => (part === undefined ? part : percentUnescape(part, 'user')));
  return { host, user: { name: name ?? '', ...(password === undefined ? {} : { password }) } };
}

function parseHost(host: string, scheme: string): string {
  if (host.lastIndexOf('[') > 0) throw new UrlError('invalid IP-literal');
  const isBracketed = host.startsWith('[');
  const close = host.lastIndexOf(']');
  if (isBracketed && close === -1) throw new UrlError("missing ']' in host");
  // Elsewhere Go lets several hosts stand in a row, `a:1,b:2`.
  const colon = scheme === 'http' || scheme === 'https' ? host.indexOf(':') : host.lastIndexOf(':');
  const port = isBracketed ? host.slice(close + 1) : colon === -1 ? '' : host.slice(colon);
  if (!/^(:\d*)?$/.test(port)) throw new UrlError(`invalid port ${quote(port)} after host`);
  if (!isBracketed) return percentUnescape(host, 'host');
  const address = percentUnescape(host.slice(1, close), 'host');
  if (isIP(address) === 4) throw new UrlError('invalid IP-literal');
  if (isIP(address) === 0) throw new UrlError(`invalid host: ParseAddr(${quote(address)}): unable to parse IP`);
  return `[${address}]${port}`;
}

function userText(url: GoUrl, shown: string | undefined): string {
  if (url.user === undefined) return '';
  const name = percentEscape(url.user.name, 'user');
  if (url.user.password === undefined) return `${name}@`;
  return `${name}:${shown ?? percentEscape(url.user.password, 'user')}@`;
}

/** Takes `.` and `..` out of a path, as a browser does. */
function withoutDots(path: string): string {
  if (path === '') return '';
  const kept: string[] = [];
  const segments = path.split('/');
  for (const segment of segments) {
    if (segment === '..') kept.pop();
    else if (segment !== '.') kept.push(segment);
    if (kept.length === 0) kept.push('');
  }
  const last = segments.at(-1);
  const text = `${kept.join('/')}${last === '.' || last === '..' ? '/' : ''}`;
  return text.startsWith('/') ? text : `/${text}`;
}

function cut(text: string, separator: string): [before: string, after: string | undefined] {
  const at = text.indexOf(separator);
  return at === -1 ? [text, undefined] : [text.slice(0, at), text.slice(at + separator.length)];
}
