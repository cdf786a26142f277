import type { FastifyRequest } from 'fastify';
import type { Credentials } from '../../access/access.ts';
import type { Api, ApiParts } from '../api-parts.ts';

/** Lets in only who may: who asks is found out before anything of a body is read. */
export function identifyCallers(api: Api, { access, steady }: Pick<ApiParts, 'access' | 'steady'>): void {
  api.decorateRequest('identity');
  api.decorateRequest('cameAt', steady.now());
  api.addHook('onRequest', async (request) => {
    request.cameAt = steady.now();
    const credentials = credentialsOf(request);
    access.admit(credentials);
    const { role } = request.routeOptions.config;
    if (role === undefined) return;
    request.identity = await access.identify(credentials);
    if (role !== 'anyone') access.demand(request.identity, namespaceOf(request), role);
  });
}

/** What a request shows to be let in. */
export function credentialsOf({ headers, method, ip, host, socket }: FastifyRequest): Credentials {
  const { remoteAddress = '', localAddress = '', localPort = 0 } = socket;
  return {
    headers,
    method,
    isLoopback: remoteAddress === '::1' || /^(::ffff:)?127\./.test(remoteAddress),
    address: ip,
    host,
    end: { address: localAddress, port: localPort },
  };
}

/** The namespace of the address; `*` for what spans namespaces. */
export function namespaceOf({ params }: FastifyRequest): string {
  const { namespace } = params as { readonly namespace?: string };
  return namespace ?? '*';
}
