import type { FastifyRequest } from 'fastify';
import type { Asker } from '../../runs/runs.ts';
import { traceOf } from './headers.ts';

/** Who asks, for the history. */
export function askerOf(request: FastifyRequest): Asker {
  return { name: request.identity.name, ...traceOf(request) };
}
