import type { FastifyRequest } from 'fastify';
import { refused } from '../check/refused.ts';

/** Longer keys would only be looked for. */
const LONGEST_KEY = 255;

/**
 * The `Idempotency-Key` of a request, as a bare word or as a structured field's string.
 *
 * @throws Fault REQUEST_INVALID for one that is empty, too long, or holds anything but printable ASCII
 * @see https://datatracker.ietf.org/doc/html/draft-ietf-httpapi-idempotency-key-header
 */
export function idempotencyKeyOf({ headers }: Pick<FastifyRequest, 'headers'>): string | undefined {
  const header = headers['idempotency-key'];
  if (header === undefined) return undefined;
  const text = String(header);
  const key = /^"(.*)"$/.exec(text)?.[1] ?? text;
  if (/^[\x20-\x7e]+$/.test(key) && key.length <= LONGEST_KEY) return key;
  const expected = `1 to ${LONGEST_KEY} printable ASCII characters`;
  throw refused('header', [{ pointer: 'Idempotency-Key', detail: `Idempotency-Key: expected ${expected}`, expected }]);
}

/** The caller's W3C trace, where there is a sound one. @see https://www.w3.org/TR/trace-context/ */
export function traceOf({ headers }: Pick<FastifyRequest, 'headers'>): { traceparent?: string; tracestate?: string } {
  const { traceparent, tracestate } = headers;
  if (typeof traceparent !== 'string' || !TRACEPARENT.test(traceparent)) return {};
  return { traceparent, ...(typeof tracestate === 'string' && tracestate.length <= LONGEST_STATE && { tracestate }) };
}

const TRACEPARENT = /^00-(?!0{32})[\da-f]{32}-(?!0{16})[\da-f]{16}-[\da-f]{2}$/;
const LONGEST_STATE = 512;
