import { existsSync } from 'node:fs';
import { join, sep } from 'node:path';
import fastifyStatic from '@fastify/static';
import type { Api, ApiParts } from '../api-parts.ts';
import { openApiOf } from '../openapi/describe-api.ts';
import { docsPage, docsScript, plainDocsPage, SWAGGER_FILES } from '../pages/docs-page.ts';
import { errorsPage } from '../pages/errors-page.ts';
import { unbuiltPage } from '../pages/unbuilt-page.ts';

const HTML = 'text/html; charset=utf-8';
const SCRIPT = 'text/javascript; charset=utf-8';

/** Pages for people: the dashboard at `/`, the API's description, and what its error codes mean. */
export async function pageRoutes(api: Api, { folders }: Pick<ApiParts, 'folders'>): Promise<void> {
  const hasDashboard = existsSync(join(folders.dashboard, 'index.html'));
  await api.register(fastifyStatic, {
    root: folders.dashboard,
    serve: hasDashboard,
    // Only files that are there now: nothing of an address is ever looked for on the disk.
    wildcard: false,
    globIgnore: ['**/*.map'],
    cacheControl: false,
    setHeaders: (reply, path) => {
      // Names of what is built hold a hash of it.
      const isLasting = path.includes(`${sep}assets${sep}`);
      void reply.header('cache-control', isLasting ? 'public, max-age=31536000, immutable' : 'no-cache');
    },
  });
  if (!hasDashboard)
    api.route({ method: 'GET', url: '/', handler: async (_request, reply) => reply.type(HTML).send(unbuiltPage()) });
  descriptionRoutes(api, folders.swagger);
}

function descriptionRoutes(api: Api, swagger: string): void {
  let document: string | undefined;
  api.route({
    method: 'GET',
    url: '/api/openapi.json',
    handler: async (_request, reply) => {
      document ??= JSON.stringify(openApiOf(api), undefined, 2);
      return reply.type('application/json; charset=utf-8').send(document);
    },
  });
  const hasSwagger = SWAGGER_FILES.every((name) => existsSync(join(swagger, name)));
  api.route({
    method: 'GET',
    url: '/api/docs',
    handler: async (_request, reply) => reply.type(HTML).send(hasSwagger ? docsPage() : plainDocsPage()),
  });
  api.route({
    method: 'GET',
    url: '/api/errors',
    handler: async (_request, reply) => reply.type(HTML).send(errorsPage()),
  });
  if (!hasSwagger) return;
  api.route({
    method: 'GET',
    url: '/api/docs/start.js',
    handler: async (_request, reply) => reply.type(SCRIPT).send(docsScript()),
  });
  for (const name of SWAGGER_FILES) {
    api.route({ method: 'GET', url: `/api/docs/${name}`, handler: (_request, reply) => reply.sendFile(name, swagger) });
  }
}
