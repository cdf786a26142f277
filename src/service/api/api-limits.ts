import { type Millis, millisOf } from '../../core/instant.ts';

/** How much callers may ask for, and how slowly. */
export interface ApiLimits {
  /** Bytes of a body. */
  readonly body: number;
  /** Bytes of headers with the address. */
  readonly headers: number;
  /** Until all headers are there. */
  readonly headersTimeout: Millis;
  /** Until all of the request is there. */
  readonly requestTimeout: Millis;
  /** A connection without a request is kept this long. */
  readonly keepAlive: Millis;
  /** An answer of which nobody takes anything for this long is given up. */
  readonly answerStall: Millis;
  readonly connections: number;
  /** The longest `wait` of a run, and of a gate. */
  readonly wait: Millis;
  readonly gateWait: Millis;
  /** Event streams of one caller on this replica, and of all. */
  readonly streamsPerCaller: number;
  readonly streams: number;
  /** Bytes that a stream may be behind before it is ended. Who is ended so comes again with `Last-Event-ID`. */
  readonly streamBacklog: number;
  /** Between signs of life on event streams. */
  readonly heartbeat: Millis;
}

export const DEFAULT_LIMITS: ApiLimits = {
  body: 1024 * 1024,
  headers: 16 * 1024,
  headersTimeout: millisOf(10_000),
  requestTimeout: millisOf(30_000),
  // Longer than the minute after which most proxies close theirs: they must not send into a connection that we are closing.
  keepAlive: millisOf(75_000),
  answerStall: millisOf(30_000),
  connections: 20_000,
  wait: millisOf(5 * 60_000),
  gateWait: millisOf(60 * 60_000),
  streamsPerCaller: 2_500,
  streams: 10_000,
  streamBacklog: 1024 * 1024,
  heartbeat: millisOf(15_000),
};
