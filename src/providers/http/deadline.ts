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

/** The longest time a timer of node can wait; what is longer is no limit. */
const LONGEST_MS = 2 ** 31 - 1;

/** Starts the clock of a request. */
export function deadline(request: HttpRequest): Deadline {
  const controller = new AbortController();
  let isTimeUp = request.timeoutMs <= 0;
  const timer =
    isTimeUp || request.timeoutMs > LONGEST_MS
      ? undefined
      : setTimeout(() => {
          isTimeUp = true;
          controller.abort();
        }, request.timeoutMs);
  const giveUp = (): void => controller.abort();
  request.signal?.addEventListener('abort', giveUp, { once: true });
  if (isTimeUp || request.signal?.aborted === true) controller.abort();
  return {
    signal: controller.signal,
    text: (stage) => (isTimeUp ? timeUpText(request, stage) : 'context canceled'),
    done() {
      clearTimeout(timer);
      request.signal?.removeEventListener('abort', giveUp);
    },
  };
}

function timeUpText(request: HttpRequest, stage: NetworkStage): string {
  if (request.timeoutKind !== 'client') return 'context deadline exceeded';
  return stage === 'head'
    ? 'context deadline exceeded (Client.Timeout exceeded while awaiting headers)'
    : 'context deadline exceeded (Client.Timeout or context cancellation while reading body)';
}
