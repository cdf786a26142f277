import type { Http } from '../../providers/http/http.ts';
import { retryAfterSeconds } from '../../providers/http/retry-after.ts';
import type { CallbackPost } from '../../service/callbacks/callback-post.ts';

/** Nobody reads what receivers say beside their status. */
const MOST_BYTES = 64 * 1024;

/** How callbacks leave the house: through the same door, and past the same policy, as what providers ask. */
export function callbackPost(http: Http): CallbackPost {
  return async ({ url, headers, body, timeout }) => {
    const request = { method: 'POST', url, headers: Object.entries(headers), body, timeoutMs: timeout };
    const answer = await http.send({ ...request, maxRedirects: 0, maxBytes: MOST_BYTES });
    const seconds = retryAfterSeconds(answer);
    return { status: answer.status, ...(seconds !== undefined && { retryAfterSeconds: seconds }) };
  };
}
