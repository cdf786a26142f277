import type { Instant } from '../../core/instant.ts';

/** One request, ready to be sent. */
export interface HttpRequest {
  readonly method: string;
  /** Absolute, http or https. */
  readonly url: string;
  /** Names in any case; a name given twice is sent twice. */
  readonly headers?: readonly (readonly [name: string, value: string])[];
  readonly body?: string;
  /** From the first byte out to the last byte in, redirects included. Milliseconds; 0 or less expires at once. */
  readonly timeoutMs: number;
  /**
   * Which of Go's two limits `timeoutMs` stands for; they differ in the error's text only. `context` (default):
   * `context deadline exceeded`. `client`: the same followed by `(Client.Timeout exceeded while awaiting headers)` or
   * `(Client.Timeout or context cancellation while reading body)`.
   */
  readonly timeoutKind?: 'context' | 'client';
  readonly tls?: TlsOptions;
  /** Ten by default, as Go does it: 301, 302 and 303 turn POST into GET, credentials stay with their host. 0: the 3xx is the answer. */
  readonly maxRedirects?: number;
  /** Largest answer taken, in bytes. Default 16 MiB. */
  readonly maxBytes?: number;
  /** Ask the proxy that the environment names (HTTP_PROXY, HTTPS_PROXY, NO_PROXY). Default true. */
  readonly proxy?: boolean;
  /** Gives up when aborted: `context canceled`, or as `timeoutMs` does when its reason is a TimeoutError. */
  readonly signal?: AbortSignal;
  /** The bodies of request and answer hold credentials, as when a token is fetched: they are kept nowhere. Default false. */
  readonly isConfidential?: boolean;
  /** What it brings is kept and serves other looks too, such as a token: it says nothing of whether this look's question can be shared. Default false. */
  readonly isForMany?: boolean;
  /** Lets the answer to an equal request of another look stand for this one's, where somebody shares them. Absent: the request is sent. */
  readonly sharing?: Sharing;
  /** Told when the answer is that to a request of another look, and when that was sent. */
  readonly onShared?: (sentAt: Instant) => void;
}

/** How an answer may be shared. */
export interface Sharing {
  /** The kind of provider that asks: it tells which POSTs are queries. */
  readonly provider: string;
  /** How long ago the request of an answer that is there may have been sent, in milliseconds. */
  readonly answeredMs: number;
  /** How long ago a request that is under way may have been sent, in milliseconds. */
  readonly underWayMs: number;
  /** Nothing is sent: without an answer to share the request fails, and whoever asked so asks once more. */
  readonly isOnlyShared: boolean;
  /** Told what became of a request: it was sent, it shares another's answer, nothing was there to share, or it is none that can be shared. */
  readonly onSent?: (how: 'asked' | 'shared' | 'missed' | 'alone') => void;
}

/** How the other side proves who it is, and we do. Texts are PEM. Beside upstream's insecure switch these are ours. */
export interface TlsOptions {
  /** Takes any certificate. Default false. */
  readonly insecure?: boolean;
  /** Trusted instead of the system's authorities. */
  readonly caBundle?: string;
  readonly clientCertificate?: string;
  readonly clientKey?: string;
}

/** One answer, read to its end. */
export interface HttpAnswer {
  readonly status: number;
  /** As sent, such as `Not Found`; empty when the server sent none. */
  readonly statusText: string;
  /** Lower-case names; repeated headers joined with `, `. */
  readonly headers: Readonly<Record<string, string>>;
  /** Decoded as UTF-8. */
  readonly body: string;
}

/**
 * The cause of a Fault for an answer whose body broke off or was too large: what had come until then.
 * Such a Fault's message is the bare text (`unexpected EOF`), without method and address, as Go has it.
 */
export class BrokenOff extends Error {
  override readonly name = 'BrokenOff';
  readonly answer: HttpAnswer;

  constructor(message: string, answer: HttpAnswer) {
    super(message);
    this.answer = answer;
  }
}

/** The way out for providers. */
export interface Http {
  /**
   * Sends a request and reads the whole answer, whatever its status. Never retries.
   *
   * @throws Fault PROVIDER_UNREACHABLE with Go's wording, such as `Post "http://p/api/v1/query": context deadline exceeded`,
   *   `Get "http://p/": dial tcp 127.0.0.1:1: connect: connection refused`, `stopped after 10 redirects`
   */
  send(request: HttpRequest): Promise<HttpAnswer>;
}

/** What one request and its answer were; kept for explanations and evidence. Secrets are taken out by whoever keeps it. */
export interface Exchange {
  readonly method: string;
  readonly url: string;
  readonly requestBody?: string;
  /** Absent when there was no answer. */
  readonly status?: number;
  /** The answer's body, at most the first 64 KiB of it. */
  readonly body?: string;
  /** What went wrong, when there was no answer. */
  readonly error?: string;
  /** Milliseconds. */
  readonly tookMs: number;
  /** When another look asked whose answer this is, RFC 3339; absent for a request of one's own. */
  readonly sharedFrom?: string;
  /** Seconds that a `Retry-After` of a 429 or 503 asks to wait; absent otherwise. */
  readonly retryAfterSeconds?: number;
}
