import type { FastifyReply } from 'fastify';

/** Aborts when the caller has gone before the answer was there: nobody waits any more. */
export function goneSignal({ raw }: Pick<FastifyReply, 'raw'>): AbortSignal {
  const gone = new AbortController();
  raw.once('close', () => gone.abort());
  return gone.signal;
}
