import type { HttpRequest } from './http.ts';
import type { NetworkStage } from './network-text.ts';

/** The time one exchange has, redirects included. */
export interface Deadline {
  /** Aborts when the time is up or the caller does not wait any more. */
  readonly signal: AbortSignal;
  /** Go's text for why it aborted. */
  text(stage: NetworkStage): string;
  /** Stops the clock. Must be called. */
  done(): void;
}

/** A signal that aborts after a time, or with the signal it was made from. */
export interface TimeLimit {
  /** Its reason is a TimeoutError when the time is up. */
  readonly signal: AbortSignal;
  /** Stops the clock. Must be called. */
  done(): void;
}

/** The longest time a timer of node can wait; what is longer is no limit. */
const LONGEST_MS = 2 ** 31 - 1;

/**
 * Starts a clock, for instance for several requests that share one limit.
 *
 * @param ms      0 or less is over at once
 * @param signal  aborts the limit too, with its own reason
 */
export function timeLimit(ms: number, signal?: AbortSignal): TimeLimit {
  const controller = new AbortController();
  const stop = (): void => controller.abort(new DOMException('the time is up', 'TimeoutError'));
  const giveUp = (): void => controller.abort(signal?.reason);
  if (ms <= 0) stop();
  if (signal?.aborted === true) giveUp();
  signal?.addEventListener('abort', giveUp, { once: true });
  const timer = ms > 0 && ms <= LONGEST_MS ? setTimeout(stop, ms) : undefined;
  return {
    signal: controller.signal,
    done() {
      clearTimeout(timer);
      signal?.removeEventListener('abort', giveUp);
    },
  };
}

/** Starts the clock of a request. */
export function deadline(request: HttpRequest): Deadline {
  const limit = timeLimit(request.timeoutMs, request.signal);
  return {
    ...limit,
    text: (stage) => (isTimeout(limit.signal) ? timeUpText(request, stage) : 'context canceled'),
  };
}

function isTimeout(signal: AbortSignal): boolean {
  const reason: unknown = signal.reason;
  return reason instanceof Error && reason.name === 'TimeoutError';
}

function timeUpText(request: HttpRequest, stage: NetworkStage): string {
  if (request.timeoutKind !== 'client') return 'context deadline exceeded';
  return stage === 'head'
    ? 'context deadline exceeded (Client.Timeout exceeded while awaiting headers)'
    : 'context deadline exceeded (Client.Timeout or context cancellation while reading body)';
}
