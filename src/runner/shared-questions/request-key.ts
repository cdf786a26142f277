import { hashOf } from '../../providers/http/hash-of.ts';
import type { HttpRequest } from '../../providers/http/http.ts';

/** Providers whose every POST is a query: their APIs take it in a body. */
const ASK_BY_POST: ReadonlySet<string> = new Set(['prometheus', 'datadog', 'newRelic']);

/** Whether a request only reads, so that one answer can serve many: a GET, or a query of a metrics provider. Never one that is about credentials. */
export function isRead({ method, isConfidential }: HttpRequest, provider: string): boolean {
  if (isConfidential === true) return false;
  return method === '' || method === 'GET' || (method === 'POST' && ASK_BY_POST.has(provider));
}

/**
 * What two requests have in common exactly when they are the same: everything that can change the answer, credentials among it, and how long
 * it may take. Hashed, so that no credential is kept as a name.
 */
export function requestKey(request: HttpRequest, provider: string): string {
  const { method, url, headers = [], body = null, tls = {}, proxy = true } = request;
  const { insecure = false, caBundle = null, clientCertificate = null, clientKey = null } = tls;
  const { timeoutMs, timeoutKind = 'context', maxRedirects = null, maxBytes = null } = request;
  return hashOf([
    [provider, method, url, headers, body],
    [insecure, caBundle, clientCertificate, clientKey, proxy],
    [timeoutMs, timeoutKind, maxRedirects, maxBytes],
  ]);
}
