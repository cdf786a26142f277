import type { Api, ApiParts } from './api-parts.ts';

/** Writes a line for each answer, gives up on answers that nobody takes, and keeps what is told to one caller out of caches. */
export function watchAnswers(api: Api, { log, steady, limits, onAnswer }: ApiParts): void {
  api.addHook('onSend', async (request, reply) => {
    void reply.header('x-request-id', request.id);
    if (!reply.hasHeader('cache-control')) void reply.header('cache-control', 'no-store');
    reply.raw.setTimeout(limits.answerStall, () => reply.raw.destroy());
  });
  api.addHook('onResponse', async (request, reply) => {
    const { method, id, routeOptions } = request;
    const tookMs = Math.max(0, Math.round(steady.now() - request.cameAt));
    // The route, not the address: whatever callers write there, there are few of them, and no argument of a gate is among them.
    const route = routeOptions.url ?? 'none';
    onAnswer?.({ method, route, status: reply.statusCode, tookMs });
    log.debug('answered', { requestId: id, method, route, status: reply.statusCode, tookMs });
  });
}
