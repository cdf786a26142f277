import type { Millis } from '../../core/instant.ts';

/** A callback on its way out. */
export interface CallbackRequest {
  readonly url: string;
  /** In any case. */
  readonly headers: Readonly<Record<string, string>>;
  /** JSON. */
  readonly body: string;
  readonly timeout: Millis;
}

/** What the receiver said. */
export interface CallbackAnswer {
  readonly status: number;
  /** How long it wants to be left alone. */
  readonly retryAfterSeconds?: number;
}

/**
 * Sends a POST through the egress policy, and follows no redirect: the 3xx is the answer. Never retries.
 *
 * @throws Fault EGRESS_DENIED, PROVIDER_UNREACHABLE when there is no answer
 */
export type CallbackPost = (request: CallbackRequest) => Promise<CallbackAnswer>;
