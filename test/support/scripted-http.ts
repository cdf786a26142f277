import { createHttp } from '../../src/providers/http/create-http.ts';
import type { Http, HttpAnswer, HttpRequest } from '../../src/providers/http/http.ts';
import { type Hop, WireError } from '../../src/providers/http/wire.ts';

/** One answer of a made-up network. */
export interface ScriptedAnswer {
  /** Default 200. */
  readonly code?: number;
  readonly body?: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** There is no answer: the connection fails with this text. */
  readonly error?: string;
  /** There is never an answer. */
  readonly timeout?: boolean;
  /** The answer comes that much later. */
  readonly seconds?: number;
  /** The headers come at once, the body that much later. */
  readonly bodySeconds?: number;
  /** Reading fails with this text after `body`. */
  readonly bodyError?: string;
}

/** Our own client on a made-up network, which remembers what was sent and how long it would have taken. */
export interface ScriptedHttp {
  readonly http: Http;
  readonly sent: readonly Hop[];
  /** Seconds that passed on the made-up network. */
  readonly elapsed: () => number;
}

/** How long a request may really wait when the script has it run out of time, whatever its own limit. */
const GIVE_UP_MS = 20;

/**
 * Answers these one after the other, the last one repeats. No time really passes: an answer that would come after the request's
 * limit never comes, and the request gives up at once.
 */
export function scriptedHttp(answers: readonly ScriptedAnswer[]): ScriptedHttp {
  const sent: Hop[] = [];
  let elapsed = 0;

  async function send(request: HttpRequest): Promise<HttpAnswer> {
    const limit = elapsed + request.timeoutMs / 1000;
    const isLate = (answer: ScriptedAnswer): boolean => answer.timeout === true || elapsed + delayOf(answer) > limit;
    const wire = async (hop: Hop): Promise<HttpAnswer> => {
      const answer = answers[Math.min(sent.length, answers.length - 1)] ?? {};
      sent.push(hop);
      if (!isLate(answer)) {
        elapsed += delayOf(answer);
        return give(answer);
      }
      await abandoned(hop.signal);
      elapsed = limit;
      throw new WireError('gave up', answer.bodySeconds === undefined ? undefined : wholeOf(answer));
    };
    const timeoutMs = answers.some(isLate) ? GIVE_UP_MS : request.timeoutMs;
    return createHttp({ wire }).send({ ...request, timeoutMs });
  }

  return { http: { send }, sent, elapsed: () => elapsed };
}

function delayOf({ seconds = 0, bodySeconds = 0 }: ScriptedAnswer): number {
  return seconds + bodySeconds;
}

function give(answer: ScriptedAnswer): HttpAnswer {
  if (answer.error !== undefined) throw new WireError(answer.error);
  if (answer.bodyError !== undefined) throw new WireError(answer.bodyError, wholeOf(answer));
  return wholeOf(answer);
}

function wholeOf({ code = 200, body = '', headers = {} }: ScriptedAnswer): HttpAnswer {
  const lower = Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]);
  return { status: code, statusText: '', headers: Object.fromEntries(lower), body };
}

function abandoned(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener('abort', () => resolve(), { once: true });
  });
}
