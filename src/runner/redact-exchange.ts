import type { Redact } from '../core/secret.ts';
import type { Exchange } from '../providers/http/http.ts';

/** Takes secrets out of a recorded exchange. Headers are not recorded at all. */
export function redactExchange(exchange: Exchange, redact: Redact): Exchange {
  return {
    ...exchange,
    url: redact(exchange.url),
    ...(exchange.requestBody !== undefined && { requestBody: redact(exchange.requestBody) }),
    ...(exchange.body !== undefined && { body: redact(exchange.body) }),
    ...(exchange.error !== undefined && { error: redact(exchange.error) }),
  };
}
