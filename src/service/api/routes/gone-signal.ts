import type { FastifyReply } from 'fastify';

/**
 * Aborts when the caller has gone before the answer was there, so that nobody waits any more, or when the service ends: then what is known is
 * answered.
 *
 * @param closing aborted when the service ends
 */
export function goneSignal({ raw }: Pick<FastifyReply, 'raw'>, closing: AbortSignal): AbortSignal {
  const gone = new AbortController();
  raw.once('close', () => gone.abort());
  return AbortSignal.any([gone.signal, closing]);
}
