import type { ServerResponse } from 'node:http';
import type { Clock } from '../../../core/clock.ts';
import { after, millisOf } from '../../../core/instant.ts';
import type { Api, ApiAnswer, ApiCall, WatchEvent } from '../../../simulator/api/call.ts';

/** A watch that ends by itself does so after this time, in seconds, as the API server's do. */
const LONGEST_SECONDS = 1800;

/** Bytes that may wait in the connection before further events are kept back. */
const ENOUGH_WRITTEN = 64 * 1024;

export interface StreamOptions {
  readonly clock: Clock;
  /** How an event is written. Called in order, once an event. */
  readonly shownAs: (event: WatchEvent) => WatchEvent;
  /** How many events may wait for a reader that is slow, besides those of the beginning. One more, and the watch is broken off. */
  readonly mostWaiting: number;
  /** Ends the watch when it rings. */
  readonly signal: AbortSignal;
}

/**
 * Sends what a watch tells, a line of JSON an event, until the reader goes, its time is up (`timeoutSeconds`) or the signal ends it. Events
 * wait as they are in the store and become text only when the connection takes it, so that a slow reader costs little.
 *
 * @returns the refusal when there is no watch; nothing was sent then
 */
export function streamWatch(
  api: Api,
  call: ApiCall,
  response: ServerResponse,
  options: StreamOptions,
): ApiAnswer | undefined {
  const lines = new Lines(response, options.shownAs);
  let mostWaiting = Number.POSITIVE_INFINITY;
  const watching = api.watch(call, (event) => {
    if (lines.waiting >= mostWaiting) response.destroy();
    else lines.add(event);
    // Nothing can follow it.
    if (event.type === 'ERROR') lines.end();
  });
  if (!('stop' in watching)) return watching;
  mostWaiting = lines.waiting + options.mostWaiting;
  const seconds = Number(call.query['timeoutSeconds']) || LONGEST_SECONDS;
  const { clock, signal } = options;
  const end = (): void => {
    over();
    lines.end();
  };
  const takeBack = clock.alarm(after(clock.now(), millisOf(Math.min(seconds, LONGEST_SECONDS) * 1000)), end);
  const over = (): void => {
    watching.stop();
    takeBack();
    signal.removeEventListener('abort', end);
  };
  signal.addEventListener('abort', end, { once: true });
  response.once('close', over);
  response.writeHead(200, { 'content-type': 'application/json', 'cache-control': 'no-cache, private' });
  response.flushHeaders();
  lines.begin();
  return undefined;
}

/** Events on their way out. */
class Lines {
  readonly #response: ServerResponse;
  readonly #shownAs: (event: WatchEvent) => WatchEvent;
  #events: WatchEvent[] = [];
  #hasBegun = false;
  #isEnding = false;
  #isDue = false;

  constructor(response: ServerResponse, shownAs: (event: WatchEvent) => WatchEvent) {
    this.#response = response;
    this.#shownAs = shownAs;
    response.on('drain', () => this.#write());
  }

  get waiting(): number {
    return this.#events.length;
  }

  add(event: WatchEvent): void {
    this.#events.push(event);
    this.#writeSoon();
  }

  /** From now on events go out. */
  begin(): void {
    this.#hasBegun = true;
    this.#writeSoon();
  }

  /** Sends what waits still, and then the end. */
  end(): void {
    this.#isEnding = true;
    this.#writeSoon();
  }

  /** One write for all that happens in one turn. */
  #writeSoon(): void {
    if (this.#isDue || !this.#hasBegun) return;
    this.#isDue = true;
    queueMicrotask(() => {
      this.#isDue = false;
      this.#write();
    });
  }

  #write(): void {
    const response = this.#response;
    if (response.destroyed || response.writableEnded) return;
    while (this.#events.length > 0 && response.writableLength < ENOUGH_WRITTEN) response.write(this.#nextLines());
    if (this.#events.length === 0 && this.#isEnding) response.end();
  }

  #nextLines(): string {
    let text = '';
    let taken = 0;
    for (const event of this.#events) {
      text += `${JSON.stringify(this.#shownAs(event))}\n`;
      taken += 1;
      if (text.length >= ENOUGH_WRITTEN) break;
    }
    this.#events = this.#events.slice(taken);
    return text;
  }
}
