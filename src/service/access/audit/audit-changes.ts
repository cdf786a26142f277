import type { FastifyReply, FastifyRequest } from 'fastify';
import { Fault } from '../../../core/fault.ts';
import type { Api } from '../../api/api-parts.ts';
import type { Audit, AuditEntry } from './audit.ts';

declare module 'fastify' {
  interface FastifyContextConfig {
    /** False for calls that change nothing though they are no GET, and for those that write the audit themselves. Default true. */
    readonly isAudited?: boolean;
  }
}

const READING: ReadonlySet<string> = new Set(['GET', 'HEAD', 'OPTIONS']);

/** Writes a line of the audit for every call that changes something, or was to: once it is answered. Added before the routes. */
export function auditChanges(api: Api, audit: Audit): void {
  const codes = new WeakMap<FastifyRequest, string>();
  api.addHook('onError', async (request, _reply, error) => {
    if (error instanceof Fault) codes.set(request, error.code);
  });
  api.addHook('onResponse', async (request, reply) => {
    const { config, url } = request.routeOptions;
    if (READING.has(request.method) || url === undefined || config.isAudited === false) return;
    const code = codes.get(request);
    audit({ ...entryOf(request, reply, url), ...(code !== undefined && { code }) });
  });
}

function entryOf(request: FastifyRequest, reply: FastifyReply, route: string): AuditEntry {
  const { namespace } = paramsOf(request);
  const object = objectOf(request, reply);
  return {
    // Who was refused before it was known who they are has no identity.
    who: (request.identity as typeof request.identity | undefined)?.name ?? 'nobody',
    action: `${request.method} ${route}`,
    ...(namespace !== undefined && { namespace }),
    ...(object !== undefined && { object }),
    outcome: outcomeOf(reply),
    status: reply.statusCode,
    address: request.ip,
    requestId: request.id,
  };
}

/** A problem is a refusal or a failure; a gate that answers 412 or 502 has done what was asked. */
function outcomeOf(reply: FastifyReply): AuditEntry['outcome'] {
  const isProblem = String(reply.getHeader('content-type') ?? '').startsWith('application/problem+json');
  if (!isProblem) return 'done';
  return reply.statusCode >= 500 ? 'failed' : 'refused';
}

/** What it was done to; for what is new, the end of its `Location`. */
function objectOf(request: FastifyRequest, reply: FastifyReply): string | undefined {
  const { name, id, template } = paramsOf(request);
  const location = reply.getHeader('location');
  return id ?? name ?? template ?? (typeof location === 'string' ? location.split('/').at(-1) : undefined);
}

function paramsOf({ params }: FastifyRequest): Readonly<Record<string, string | undefined>> {
  return (params ?? {}) as Readonly<Record<string, string | undefined>>;
}
