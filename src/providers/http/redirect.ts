import { formatGoUrl, type GoUrl, hostnameOf } from './go-url.ts';

/** What a redirect changes about the request that is sent next. */
export interface Redirect {
  readonly method: string;
  readonly keepsBody: boolean;
}

/**
 * What a status asks for: 301, 302 and 303 turn everything but GET and HEAD into a GET without body, 307 and 308 repeat the request.
 *
 * @returns undefined for any other status
 */
export function redirectOf(status: number, method: string): Redirect | undefined {
  if (status === 307 || status === 308) return { method, keepsBody: true };
  if (status !== 301 && status !== 302 && status !== 303) return undefined;
  return { method: method === 'GET' || method === 'HEAD' ? method : 'GET', keepsBody: false };
}

const CREDENTIALS = new Set([
  'Authorization',
  'Www-Authenticate',
  'Cookie',
  'Cookie2',
  'Proxy-Authorization',
  'Proxy-Authenticate',
]);
const ABOUT_BODY = new Set(['Content-Encoding', 'Content-Language', 'Content-Location', 'Content-Type']);

/** The headers of a redirected request, from those of the first one. */
export function redirectHeaders(
  headers: readonly (readonly [name: string, value: string])[],
  dropped: { readonly credentials: boolean; readonly aboutBody: boolean },
): readonly (readonly [name: string, value: string])[] {
  return headers.filter(
    ([name]) => !(dropped.credentials && CREDENTIALS.has(name)) && !(dropped.aboutBody && ABOUT_BODY.has(name)),
  );
}

/** True when credentials for `first` may also go to `next`: the same host or one below it, ports aside. */
export function mayKeepCredentials(first: GoUrl, next: GoUrl): boolean {
  const parent = hostnameOf(first).toLowerCase();
  const child = hostnameOf(next).toLowerCase();
  if (child === parent) return true;
  return !/[:%]/.test(child) && child.endsWith(`.${parent}`);
}

/** The Referer of a redirected request; empty when a secure address must not be told to an insecure one. */
export function refererOf(last: GoUrl, next: GoUrl): string {
  if (last.scheme === 'https' && next.scheme === 'http') return '';
  const { user: _, ...bare } = last;
  return formatGoUrl(bare);
}
