import type { GoUrl } from './go-url.ts';
import type { HttpAnswer, TlsOptions } from './http.ts';

/** One request on the wire: no redirect is followed and nothing is checked any more. */
export interface Hop {
  readonly method: string;
  readonly url: GoUrl;
  /** Canonical names, sendable values. */
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly body?: string;
  readonly tls: TlsOptions;
  /** Ask the proxy of the environment. */
  readonly proxy: boolean;
  readonly maxBytes: number;
  /** Aborted when time is up or nobody waits any more. */
  readonly signal: AbortSignal;
}

/**
 * The network boundary: sends one hop and reads the answer to its end. A double in its place sees what a server would see.
 *
 * @throws WireError
 */
export type Wire = (hop: Hop) => Promise<HttpAnswer>;

/** A hop that failed. The message is Go's text, without the address. */
export class WireError extends Error {
  override readonly name = 'WireError';
  /** What had come before the body broke off; absent when there was no answer at all. */
  readonly partial: HttpAnswer | undefined;

  constructor(message: string, partial?: HttpAnswer, options?: ErrorOptions) {
    super(message, options);
    this.partial = partial;
  }
}
