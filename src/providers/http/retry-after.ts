import type { HttpAnswer } from './http.ts';

/**
 * How long a 429 or 503 asks to wait, in seconds from its answer: a number, or a date seen from the answer's own `Date`.
 *
 * @returns undefined when it asks for nothing that can be read
 */
export function retryAfterSeconds(answer: HttpAnswer): number | undefined {
  if (answer.status !== 429 && answer.status !== 503) return undefined;
  const text = answer.headers['retry-after']?.trim() ?? '';
  if (/^\d+$/.test(text)) return Number(text);
  const until = new Date(text).getTime();
  const sent = new Date(answer.headers['date'] ?? '').getTime();
  const seconds = (until - sent) / 1000;
  return Number.isNaN(seconds) ? undefined : Math.max(0, seconds);
}
