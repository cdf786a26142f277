import { Type } from 'typebox';
import { Fault } from '../../../core/fault.ts';
import type { Api, ApiParts } from '../api-parts.ts';
import { answers } from '../openapi/answers.ts';

const TEXT = Type.String({ examples: ['ok'] });

/** Pages for whatever watches over the process. */
export function probeRoutes(api: Api, { store, unreadiness, metrics }: ApiParts): void {
  const ok = { description: 'ok', schema: TEXT, mediaType: 'text/plain' };
  api.route({
    method: 'GET',
    url: '/healthz',
    schema: {
      tags: ['probes'],
      operationId: 'getHealth',
      summary: 'Does it answer?',
      security: [],
      response: answers({ 200: ok }),
    },
    handler: async (_request, reply) => reply.type('text/plain; charset=utf-8').send('ok'),
  });
  api.route({
    method: 'GET',
    url: '/readyz',
    schema: {
      tags: ['probes'],
      operationId: 'getReadiness',
      summary: 'Can it carry runs?',
      description: 'Whether the store can be read and written, and leases are renewed.',
      security: [],
      response: answers({ 200: ok }),
    },
    handler: async (_request, reply) => {
      await store.check();
      const why = unreadiness();
      if (why !== undefined) throw new Fault('BUSY', why);
      return reply.type('text/plain; charset=utf-8').send('ok');
    },
  });
  if (metrics === undefined) return;
  api.route({
    method: 'GET',
    url: '/metrics',
    config: { role: 'viewer' },
    schema: {
      tags: ['probes'],
      operationId: 'getMetrics',
      summary: 'Metrics for Prometheus',
      description: 'For viewers of all namespaces, where callers must authenticate.',
      response: answers({ 200: { description: 'The metrics.', schema: Type.String(), mediaType: 'text/plain' } }),
    },
    handler: async (_request, reply) => {
      const { contentType, text } = await metrics();
      return reply.type(contentType).send(text);
    },
  });
}
