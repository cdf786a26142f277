import { AxiosHeaders, type AxiosResponse, isAxiosError } from 'axios';
import { Fault, textOf } from '../../core/fault.ts';
import type { Agents } from './agents.ts';
import { BodyTooLarge } from './body-too-large.ts';
import type { Egress } from './egress/egress.ts';
import { formatGoUrl, hostnameOf, requestTarget } from './go-url.ts';
import type { HttpAnswer } from './http.ts';
import { networkText } from './network-text.ts';
import { type Env, proxyFor } from './proxy-environment.ts';
import { undiciAdapter } from './undici-adapter.ts';
import { type Hop, type Wire, WireError } from './wire.ts';

/**
 * The network: axios' adapter on pooled undici connections. It is called as axios calls it. Axios' own way there, which merges defaults, runs
 * interceptors and transforms bodies, would find none of them here: what is sent is what was asked for, and no status is judged. It takes as
 * much of the processor as the exchange itself (docs/performance.md).
 *
 * @param egress  asked for each hop; `agents` asks it once more for each connection
 */
export function axiosWire(agents: Agents, env: Env, egress?: Egress): Wire {
  return async (hop) => {
    const proxy = hop.proxy ? proxyOf(hop, env) : undefined;
    egress?.checkName(hostnameOf(hop.url), proxy !== undefined);
    try {
      const adapter = undiciAdapter(agents.get(hop.tls, proxy), hop.method);
      const response = await adapter({
        method: hop.method,
        url: addressOf(hop),
        headers: new AxiosHeaders(headersOf(hop)),
        data: hop.body,
        decompress: asksForGzip(hop),
        maxContentLength: hop.maxBytes,
        signal: hop.signal,
      });
      // Bodies are texts: the adapter reads them so.
      return answerOf(response as AxiosResponse<string>);
    } catch (thrown) {
      throw wireError(thrown, proxy !== undefined);
    }
  };
}

function proxyOf(hop: Hop, env: Env): string | undefined {
  try {
    return proxyFor(hop.url, env);
  } catch (thrown) {
    throw new WireError(textOf(thrown), undefined, { cause: thrown });
  }
}

function asksForGzip(hop: Hop): boolean {
  return !hop.headers.some(([name]) => name === 'Accept-Encoding' || name === 'Range') && hop.method !== 'HEAD';
}

/** Origin and target; what cannot stand in a request line is escaped, which Go leaves to the other side to refuse. */
function addressOf({ url }: Hop): string {
  const { user: _, query: __, ...bare } = url;
  const origin = formatGoUrl({ ...bare, path: '', fragment: '' });
  const target = requestTarget(url).replace(/[^\x21-\x7e]+/g, (part) => encodeURI(part.toWellFormed()));
  return `${origin}${target}`;
}

const ASCII = /^[\t\x20-\x7e]*$/;

function headersOf(hop: Hop): Record<string, string | string[]> {
  const headers: Record<string, string | string[]> = {};
  if (asksForGzip(hop)) headers['Accept-Encoding'] = 'gzip';
  for (const [name, text] of hop.headers) {
    // Go sends a value's UTF-8 bytes, one character a byte is what goes over the wire here.
    const value = ASCII.test(text) ? text : Buffer.from(text, 'utf8').toString('latin1');
    const before = headers[name];
    headers[name] = before === undefined ? value : [before, value].flat();
  }
  return headers;
}

function answerOf(response: AxiosResponse<string>): HttpAnswer {
  const headers = Object.fromEntries(Object.entries(response.headers).map(([name, value]) => [name, String(value)]));
  return { status: response.status, statusText: response.statusText, headers, body: response.data };
}

function wireError(thrown: unknown, isProxied: boolean): WireError | Fault {
  if (!isAxiosError(thrown)) return new WireError(textOf(thrown), undefined, { cause: thrown });
  const partial = thrown.response === undefined ? undefined : answerOf(thrown.response as AxiosResponse<string>);
  const { cause } = thrown;
  if (cause instanceof Fault) return cause;
  const text =
    cause instanceof BodyTooLarge
      ? cause.message
      : networkText(cause ?? thrown, partial === undefined ? 'head' : 'body');
  return new WireError(isProxied && text.startsWith('dial ') ? `proxyconnect tcp: ${text}` : text, partial, { cause });
}
