import { Fault } from '../../core/fault.ts';
import { quote } from '../../core/go/quote.ts';
import { formatGoUrl, parseGoUrl } from './go-url.ts';
import type { HttpRequest } from './http.ts';

/** A request that failed, worded as Go's client does: `Post "http://u:***@p/": connection refused`. */
export function unreachable(method: string, address: string, text: string, cause?: unknown): Fault {
  const verb = method === '' ? 'Get' : method.slice(0, 1) + method.slice(1).toLowerCase();
  return new Fault('PROVIDER_UNREACHABLE', `${verb} ${quote(address)}: ${text}`, {}, { cause });
}

/** The same for what failed before a request could be sent, such as getting its credentials. */
export function requestFailed(request: HttpRequest, text: string, cause?: unknown): Fault {
  return unreachable(request.method, formatGoUrl(parseGoUrl(request.url), '***'), text, cause);
}
