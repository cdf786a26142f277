import type { LookupFunction } from 'node:net';
import { Fault } from '../../core/fault.ts';
import { quote } from '../../core/go/quote.ts';
import { type Deadline, deadline } from './deadline.ts';
import type { Egress } from './egress/egress.ts';
import { formatGoUrl, type GoUrl, parseGoUrl, resolveReference } from './go-url.ts';
import { canonicalHeaderName, isHeaderName, isHeaderValue } from './header-name.ts';
import { BrokenOff, type Http, type HttpAnswer, type HttpRequest } from './http.ts';
import { UrlError } from './percent.ts';
import type { Env } from './proxy-environment.ts';
import { mayKeepCredentials, type Redirect, redirectHeaders, redirectOf, refererOf } from './redirect.ts';
import { unreachable } from './unreachable.ts';
import { type Hop, type Wire, WireError } from './wire.ts';

/** How requests leave the house. */
export interface HttpOptions {
  /** Where the proxy variables are read. Default: none are set. */
  readonly env?: Env;
  /** Where requests may go, redirects included; a refusal is a Fault EGRESS_DENIED. Default: anywhere. Not asked where `wire` is given. */
  readonly egress?: Egress;
  /** Resolves names, in place of the system's resolver. */
  readonly lookup?: LookupFunction;
  /** Bytes of an answer that are taken unless a request says otherwise. Default 16 MiB. */
  readonly maxBytes?: number;
  /** Sent when a request brings no User-Agent. Default `verdict`. */
  readonly userAgent?: string;
  /** Pools of connections kept open, one per set of TLS options and proxy. Default 64. */
  readonly pools?: number;
  /** Connections per host and pool; more requests wait for one. Default 128. */
  readonly connectionsPerHost?: number;
  /** The network, for doubles. Default: axios over undici. */
  readonly wire?: Wire;
}

/** An Http that can be closed. Idle connections close by themselves and keep no process alive, so closing is for those in a hurry. */
export interface ClosableHttp extends Http {
  close(): Promise<void>;
}

/** Taken at most, unless a request says otherwise. */
export const DEFAULT_MAX_BYTES = 16 * 1024 * 1024;
const DEFAULT_MAX_REDIRECTS = 10;

/** The way out for providers: requests as Go's client sends them, errors in its words (providers.md §1). */
export function createHttp(options: HttpOptions = {}): ClosableHttp {
  const {
    env = () => undefined,
    egress,
    lookup,
    pools = 64,
    connectionsPerHost = 128,
    userAgent = 'verdict',
    maxBytes = DEFAULT_MAX_BYTES,
  } = options;
  let network: Promise<Network> | undefined;
  const openNetwork = async (): Promise<Network> => {
    // Loaded when the first request is sent: axios and undici take longer to load than most commands take.
    const [{ Agents }, { axiosWire }] = await Promise.all([import('./agents.ts'), import('./axios-wire.ts')]);
    const agents = new Agents({ pools, connectionsPerHost, ...(lookup && { lookup }), ...(egress && { egress }) });
    return { wire: axiosWire(agents, env, egress), close: () => agents.close() };
  };
  const wire: Wire = async (hop) => {
    network ??= openNetwork();
    return (await network).wire(hop);
  };
  return {
    send: (request) => send({ maxBytes, ...request }, options.wire ?? wire, userAgent),
    close: async () => (await network)?.close(),
  };
}

/** Axios on pooled connections. */
interface Network {
  readonly wire: Wire;
  close(): Promise<void>;
}

async function send(request: HttpRequest, wire: Wire, userAgent: string): Promise<HttpAnswer> {
  const limit = deadline(request);
  try {
    if (request.method !== '' && !isHeaderName(request.method)) {
      throw new Fault('PROVIDER_UNREACHABLE', `net/http: invalid method ${quote(request.method)}`);
    }
    const url = parseGoUrl(request.url);
    const first = firstHop(request, url, limit, userAgent);
    return await follow(request, first, wire, limit);
  } catch (thrown) {
    if (thrown instanceof UrlError) throw new Fault('PROVIDER_UNREACHABLE', thrown.message, {}, { cause: thrown });
    throw thrown;
  } finally {
    limit.done();
  }
}

/** Sends hop after hop until an answer is no redirect. */
async function follow(request: HttpRequest, first: Hop, wire: Wire, limit: Deadline): Promise<HttpAnswer> {
  const most = request.maxRedirects ?? DEFAULT_MAX_REDIRECTS;
  let hop = first;
  let keepsBody = true;
  let keepsCredentials = true;
  for (let sent = 1; ; sent += 1) {
    const answer = await sendHop(request, hop, wire, limit);
    const redirect = most === 0 ? undefined : redirectOf(answer.status, hop.method);
    const location = answer.headers['location'];
    if (redirect === undefined || !location) return answer;
    const url = locationOf(request, hop.url, location);
    keepsBody &&= redirect.keepsBody;
    keepsCredentials &&= mayKeepCredentials(first.url, url);
    if (sent >= most) throw unreachable(request.method, location, `stopped after ${most} redirects`);
    hop = nextHop(first, hop, url, { ...redirect, keepsBody }, keepsCredentials);
  }
}

async function sendHop(request: HttpRequest, hop: Hop, wire: Wire, limit: Deadline): Promise<HttpAnswer> {
  const address = formatGoUrl(hop.url, '***');
  const problem = problemOf(hop);
  if (problem !== undefined) throw unreachable(request.method, address, problem);
  if (limit.signal.aborted) throw unreachable(request.method, address, limit.text('head'));
  try {
    return await wire(hop);
  } catch (thrown) {
    if (!(thrown instanceof WireError)) throw thrown;
    const { partial } = thrown;
    const stage = partial === undefined ? 'head' : 'body';
    const text = limit.signal.aborted ? limit.text(stage) : thrown.message;
    if (partial === undefined) throw unreachable(request.method, address, text, thrown);
    throw new Fault('PROVIDER_UNREACHABLE', text, {}, { cause: new BrokenOff(text, partial) });
  }
}

/** What Go's client refuses to send, in its words. */
function problemOf(hop: Hop): string | undefined {
  if (hop.url.scheme !== 'http' && hop.url.scheme !== 'https') {
    return `unsupported protocol scheme ${quote(hop.url.scheme)}`;
  }
  if (hop.url.host === '' || hop.url.host.startsWith(':')) return 'http: no Host in request URL';
  const name = hop.headers.find(([name]) => !isHeaderName(name))?.[0];
  if (name !== undefined) return `net/http: invalid header field name ${quote(name)}`;
  const unfit = hop.headers.find(([, value]) => !isHeaderValue(value))?.[0];
  return unfit === undefined ? undefined : `net/http: invalid header field value for ${quote(unfit)}`;
}

/** Headers that Go's client writes itself, whatever a request says. */
const OWN_HEADERS = new Set(['Host', 'Content-Length', 'Transfer-Encoding', 'Trailer']);

function firstHop(request: HttpRequest, url: GoUrl, limit: Deadline, userAgent: string): Hop {
  const headers = (request.headers ?? [])
    .map(([name, value]) => [canonicalHeaderName(name), value] as const)
    .filter(([name]) => !OWN_HEADERS.has(name));
  const has = (wanted: string): boolean => headers.some(([name]) => name === wanted);
  if (!has('User-Agent')) headers.push(['User-Agent', userAgent]);
  if (url.user !== undefined && !has('Authorization')) headers.push(['Authorization', basicOf(url.user)]);
  return {
    method: request.method === '' ? 'GET' : request.method,
    url,
    headers,
    ...(request.body === undefined ? {} : { body: request.body }),
    tls: request.tls ?? {},
    proxy: request.proxy ?? true,
    maxBytes: request.maxBytes ?? DEFAULT_MAX_BYTES,
    signal: limit.signal,
  };
}

function nextHop(first: Hop, last: Hop, url: GoUrl, redirect: Redirect, keepsCredentials: boolean): Hop {
  const { body, ...rest } = first;
  const dropped = { credentials: !keepsCredentials, aboutBody: !redirect.keepsBody };
  const headers = [...redirectHeaders(first.headers, dropped)];
  const referer = refererOf(last.url, url);
  if (referer !== '' && !headers.some(([name]) => name === 'Referer')) headers.push(['Referer', referer]);
  if (url.user !== undefined && !headers.some(([name]) => name === 'Authorization')) {
    headers.push(['Authorization', basicOf(url.user)]);
  }
  return {
    ...rest,
    ...(redirect.keepsBody && body !== undefined ? { body } : {}),
    method: redirect.method,
    url,
    headers,
  };
}

function locationOf(request: HttpRequest, base: GoUrl, location: string): GoUrl {
  try {
    return resolveReference(base, location);
  } catch (thrown) {
    if (!(thrown instanceof UrlError)) throw thrown;
    const text = `failed to parse Location header ${quote(location)}: ${thrown.message}`;
    throw unreachable(request.method, formatGoUrl(base, '***'), text, thrown);
  }
}

function basicOf(user: { readonly name: string; readonly password?: string }): string {
  return `Basic ${Buffer.from(`${user.name}:${user.password ?? ''}`).toString('base64')}`;
}
