import type { Clock } from '../../core/clock.ts';
import type { Instant, Millis } from '../../core/instant.ts';
import { givenUp } from '../../providers/http/given-up.ts';
import type { Http, HttpAnswer, HttpRequest, Sharing } from '../../providers/http/http.ts';
import { Expiring } from './expiring.ts';
import { isRead, requestKey } from './request-key.ts';

export interface SharedAnswersOptions {
  /** The time of day, for what is said about an answer. */
  readonly clock: Pick<Clock, 'now'>;
  /** One that never jumps, for how old an answer is. */
  readonly steady: Clock;
  /** How long answers are kept at most. */
  readonly keepFor: Millis;
  /** Counts what became of a request that could be shared. */
  readonly count?: (how: 'asked' | 'shared') => void;
}

/** A request that was sent, and whoever waits for its answer. */
interface Asked {
  readonly at: Instant;
  readonly steadyAt: Instant;
  readonly answer: Promise<HttpAnswer>;
  readonly abort: AbortController;
  waiting: number;
  isAnswered: boolean;
}

/** Longer bodies are not kept for those who come later, in characters. */
const MOST_KEPT = 1024 * 1024;

/** Thrown at a look that only wanted what is there already. */
class NotShared extends Error {
  override readonly name = 'NotShared';
}

/**
 * Sends equal requests once: those that come while one is under way, or soon enough after it was sent, are given its answer. Failures and
 * answers that say so (status 400 and up) are shared only while they are under way. Nobody is held to anybody else's patience: who gives up
 * leaves the others waiting, and the request is given up with the last of them.
 */
export class SharedAnswers {
  readonly #options: SharedAnswersOptions;
  readonly #asked: Expiring<Asked>;

  constructor(options: SharedAnswersOptions) {
    this.#options = options;
    this.#asked = new Expiring(options.steady, options.keepFor);
  }

  /** The way out for those who share. Requests that say nothing of sharing go out as they are. */
  through(http: Http): Http {
    return { send: (request) => this.#send(request, http) };
  }

  #send(request: HttpRequest, http: Http): Promise<HttpAnswer> {
    const { sharing } = request;
    // Who has left while waiting for a turn is refused there, unsent.
    if (sharing === undefined || request.signal?.aborted === true) return http.send(request);
    if (!isRead(request, sharing.provider)) {
      if (request.isForMany !== true) sharing.onSent?.('alone');
      else if (sharing.isOnlyShared) sharing.onSent?.('missed');
      return sharing.isOnlyShared ? Promise.reject(new NotShared()) : http.send(request);
    }
    const key = requestKey(request, sharing.provider);
    const known = this.#asked.get(key);
    if (known !== undefined && this.#isYoung(known, sharing)) {
      this.#options.count?.('shared');
      sharing.onSent?.('shared');
      request.onShared?.(known.at);
      return this.#wait(known, key, request);
    }
    if (sharing.isOnlyShared) {
      sharing.onSent?.('missed');
      return Promise.reject(new NotShared());
    }
    const asked = this.#ask(key, request, http);
    this.#options.count?.('asked');
    sharing.onSent?.('asked');
    return this.#wait(asked, key, request);
  }

  #isYoung({ steadyAt, isAnswered }: Asked, { answeredMs, underWayMs }: Sharing): boolean {
    const age = this.#options.steady.now() - steadyAt;
    return age <= (isAnswered ? answeredMs : underWayMs);
  }

  #ask(key: string, request: HttpRequest, http: Http): Asked {
    const { signal: _, onShared: __, sharing: ___, ...bare } = request;
    const abort = new AbortController();
    const asked: Asked = {
      at: this.#options.clock.now(),
      steadyAt: this.#options.steady.now(),
      answer: http.send({ ...bare, signal: abort.signal }),
      abort,
      waiting: 0,
      isAnswered: false,
    };
    this.#asked.put(key, asked);
    asked.answer.then(
      ({ status, body }) => {
        asked.isAnswered = true;
        if (status >= 400 || body.length > MOST_KEPT) this.#asked.drop(key, asked);
      },
      () => this.#asked.drop(key, asked),
    );
    return asked;
  }

  #wait(asked: Asked, key: string, request: HttpRequest): Promise<HttpAnswer> {
    const { signal } = request;
    asked.waiting += 1;
    return new Promise((resolve, reject) => {
      const leave = (): void => {
        asked.waiting -= 1;
        if (asked.waiting === 0 && !asked.isAnswered) {
          this.#asked.drop(key, asked);
          asked.abort.abort(signal?.reason);
        }
        reject(givenUp(request));
      };
      const stay = (): void => signal?.removeEventListener('abort', leave);
      if (signal?.aborted === true) {
        leave();
        return;
      }
      signal?.addEventListener('abort', leave, { once: true });
      asked.answer.then(
        (answer) => {
          stay();
          resolve(answer);
        },
        (thrown: unknown) => {
          stay();
          reject(thrown);
        },
      );
    });
  }
}
