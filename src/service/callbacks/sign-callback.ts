import { createHmac } from 'node:crypto';
import type { Instant } from '../../core/instant.ts';
import type { Secret } from '../../core/secret.ts';

/** What a key begins with that is written in base64, as Standard Webhooks has it. */
const PREFIX = 'whsec_';

/**
 * The headers of Standard Webhooks: `webhook-id`, which is the receiver's idempotency key, `webhook-timestamp` in seconds, and with a key
 * `webhook-signature`: `v1,` and in base64 the HMAC-SHA256 over `ID.TIMESTAMP.BODY`.
 *
 * @param key  `whsec_` and base64, or any other text, whose bytes are the key
 * @param now  of this try: receivers refuse what is old
 * @see https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md
 */
export function signedHeaders(
  { id, body }: { readonly id: string; readonly body: string },
  key: Secret | undefined,
  now: Instant,
): Readonly<Record<string, string>> {
  const timestamp = String(Math.floor(now / 1000));
  const headers = { 'webhook-id': id, 'webhook-timestamp': timestamp };
  if (key === undefined) return headers;
  const signature = createHmac('sha256', bytesOf(key)).update(`${id}.${timestamp}.${body}`).digest('base64');
  return { ...headers, 'webhook-signature': `v1,${signature}` };
}

function bytesOf(key: Secret): Buffer {
  const text = key.open();
  return text.startsWith(PREFIX) ? Buffer.from(text.slice(PREFIX.length), 'base64') : Buffer.from(text);
}
