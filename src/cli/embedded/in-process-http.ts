import { createHttp } from '../../providers/http/create-http.ts';
import { formatGoUrl } from '../../providers/http/go-url.ts';
import type { Http } from '../../providers/http/http.ts';
import { WireError } from '../../providers/http/wire.ts';

/** What a provider asks. */
export interface HttpAsked {
  readonly method: string;
  readonly url: URL;
  /** Empty: none. */
  readonly body: string;
}

/** What it is answered. */
export interface HttpReply {
  readonly status: number;
  /** Default: JSON. */
  readonly contentType?: string;
  readonly body: string;
}

/**
 * The way out for providers where all that they ask is in this process: requests are made, followed and read as those over the network.
 *
 * @param answer  answers a request; undefined: there is nobody at this address, which fails as an address does that no name server knows
 */
export function inProcessHttp(answer: (asked: HttpAsked) => HttpReply | undefined): Http {
  return createHttp({
    wire: ({ method, url, body = '' }) => {
      const reply = answer({ method, url: new URL(formatGoUrl(url)), body });
      if (reply === undefined) return Promise.reject(new WireError(`dial tcp: lookup ${url.host}: no such host`));
      const { status, contentType = 'application/json', body: text } = reply;
      return Promise.resolve({ status, statusText: '', headers: { 'content-type': contentType }, body: text });
    },
  });
}
