import { Fault } from '../../../core/fault.ts';
import type { Credentials } from '../access.ts';

/** What browsers say of requests that none of another site's pages made. */
const OWN_SITES: ReadonlySet<unknown> = new Set([undefined, 'same-origin', 'none']);

/**
 * Refuses what another site's page made a browser send. Only following a link to us is let through: a GET that opens a page at the
 * top, and nothing changes on GET. Who is no browser sends neither `Origin` nor `Sec-Fetch-Site` and is not meant.
 *
 * @param publicUrl  scheme and host of ours, where they are configured
 * @throws Fault FORBIDDEN
 */
export function refuseForeignPage(request: Pick<Credentials, 'headers' | 'method' | 'host'>, publicUrl?: string): void {
  const { headers, host } = request;
  const site = headers['sec-fetch-site'];
  if (!OWN_SITES.has(site) && !isFollowedLink(request)) {
    throw refusal(`a browser sent it for a page of another site (Sec-Fetch-Site: ${quoted(site)})`);
  }
  if (headers.origin !== undefined && !isOwnOrigin(headers.origin, host, publicUrl)) {
    throw refusal(`a browser sent it for a page of ${quoted(headers.origin)}`);
  }
}

function isFollowedLink({ headers, method }: Pick<Credentials, 'headers' | 'method'>): boolean {
  const isTopPage = headers['sec-fetch-mode'] === 'navigate' && headers['sec-fetch-dest'] === 'document';
  return isTopPage && (method === 'GET' || method === 'HEAD');
}

/** Behind a proxy that ends TLS we do not see the scheme; where it is configured it must fit. */
function isOwnOrigin(origin: string, host: string, publicUrl: string | undefined): boolean {
  if (origin === publicUrl) return true;
  const url = URL.canParse(origin) ? new URL(origin) : undefined;
  const isPage = url !== undefined && url.origin === origin && /^https?:$/.test(url.protocol);
  if (!isPage || !URL.canParse(`${url.protocol}//${host}`)) return false;
  const called = new URL(`${url.protocol}//${host}`).host;
  return called === url.host && (publicUrl === undefined || called !== new URL(publicUrl).host);
}

function refusal(why: string): Fault {
  return new Fault('FORBIDDEN', `this request is refused: ${why}`);
}

function quoted(text: unknown): string {
  return JSON.stringify(text).slice(0, 200);
}
