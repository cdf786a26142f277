import { textOf } from '../../core/fault.ts';
import { formatInstantExactly, type Instant } from '../../core/instant.ts';
import { formatGoUrl, parseGoUrl } from './go-url.ts';
import { BrokenOff, type Exchange, type Http, type HttpAnswer, type HttpRequest } from './http.ts';
import { UrlError } from './percent.ts';
import { retryAfterSeconds } from './retry-after.ts';

/** Kept of an answer's body, in characters. */
const KEPT = 64 * 1024;

/**
 * An Http that tells `sink` of every exchange, good or bad, before its caller sees the outcome.
 *
 * @param ticks  milliseconds of a clock that never goes back; only differences count
 */
export function recording(http: Http, sink: (exchange: Exchange) => void, ticks: () => number): Http {
  return {
    async send(request) {
      const start = ticks();
      let shared: Pick<Exchange, 'sharedFrom'> = {};
      const onShared = (sentAt: Instant): void => {
        shared = { sharedFrom: formatInstantExactly(sentAt) };
      };
      try {
        const answer = await http.send({ ...request, onShared });
        sink({ ...asked(request), ...answered(request, answer), ...shared, tookMs: ticks() - start });
        return answer;
      } catch (thrown) {
        const cause = thrown instanceof Error ? thrown.cause : undefined;
        const partial = cause instanceof BrokenOff ? answered(request, cause.answer) : {};
        sink({ ...asked(request), ...partial, ...shared, error: textOf(thrown), tookMs: ticks() - start });
        throw thrown;
      }
    },
  };
}

function asked(request: HttpRequest): Pick<Exchange, 'method' | 'url' | 'requestBody'> {
  const body = request.body === undefined || request.isConfidential === true ? {} : { requestBody: request.body };
  return { method: request.method, url: withoutPassword(request.url), ...body };
}

function answered(request: HttpRequest, answer: HttpAnswer): Pick<Exchange, 'status' | 'body' | 'retryAfterSeconds'> {
  const seconds = retryAfterSeconds(answer);
  return {
    status: answer.status,
    ...(request.isConfidential === true ? {} : { body: answer.body.slice(0, KEPT) }),
    ...(seconds === undefined ? {} : { retryAfterSeconds: seconds }),
  };
}

function withoutPassword(url: string): string {
  try {
    return formatGoUrl(parseGoUrl(url), '***');
  } catch (thrown) {
    if (thrown instanceof UrlError) return url.replace(/\/\/[^/?#]*@/, '//***@');
    throw thrown;
  }
}
