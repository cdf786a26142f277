import { Type } from 'typebox';
import { formatInstantExactly } from '../../../core/instant.ts';
import { subdomainFaults } from '../../../resources/names/dns-names.ts';
import type { StoredTemplate } from '../../store/rows.ts';
import type { Api, ApiParts } from '../api-parts.ts';
import { refused } from '../check/refused.ts';
import { answers } from '../openapi/answers.ts';
import { CURSOR } from '../schema/cursor.ts';
import { TemplateListSchema, type TemplateSummaryBody } from '../schema/template.ts';
import { etagOf, isFresh } from '../templates/conditions.ts';
import { ETAG, missing, nameOf, namespaceIn, scopeOf, type TemplatePlace } from './template-place.ts';

/** Calls that read templates. */
export function templateReadingRoutes(
  api: Api,
  { store }: ApiParts,
  { at, named, all, document, kind, tag }: TemplatePlace,
): void {
  api.route({
    method: 'GET',
    url: at,
    config: { role: 'viewer' },
    schema: {
      tags: [tag],
      operationId: `list${kind}s`,
      summary: `List ${kind}s`,
      params: all,
      querystring: Page,
      response: answers({ 200: { description: 'A page of them.', schema: TemplateListSchema } }),
    },
    handler: async (request) => {
      const { limit = 100, cursor } = request.query as PageQuery;
      const after = cursor === undefined ? undefined : nameIn(cursor);
      const found = await store.templates.list(scopeOf(request), {
        limit: limit + 1,
        ...(after !== undefined && { after }),
      });
      const items = found.slice(0, limit);
      const last = items.at(-1);
      return {
        items: items.map(summaryOf),
        ...(found.length > limit && last && { cursor: Buffer.from(last.name).toString('base64url') }),
      };
    },
  });
  api.route({
    method: 'GET',
    url: `${at}/:name`,
    config: { role: 'viewer' },
    schema: {
      tags: [tag],
      operationId: `get${kind}`,
      summary: `Read one ${kind}`,
      description:
        'Exactly as it was stored. With the ETag in If-None-Match, the answer is 304 while it has not changed.',
      params: named,
      headers: Type.Object({ 'If-None-Match': Type.Optional(Type.String()) }),
      response: answers(
        {
          200: { description: 'The template.', schema: document, headers: { ETag: ETAG } },
          304: { description: 'It has not changed.' },
        },
        ['NOT_FOUND'],
      ),
    },
    handler: async (request, reply) => {
      const template = await store.templates.get(scopeOf(request), nameOf(request));
      if (template === undefined) throw missing(request, kind);
      void reply.header('etag', etagOf(template.version)).header('cache-control', 'private, no-cache');
      return isFresh(request.headers['if-none-match'], template.version) ? reply.code(304).send() : template.document;
    },
  });
}

const Page = Type.Object(
  { limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 500, default: 100 })), cursor: Type.Optional(CURSOR) },
  { additionalProperties: false },
);
interface PageQuery {
  readonly limit?: number;
  readonly cursor?: string;
}

function summaryOf({ scope, name, version, createdAt, updatedAt }: StoredTemplate): TemplateSummaryBody {
  return {
    name,
    ...namespaceIn(scope),
    version,
    createdAt: formatInstantExactly(createdAt),
    updatedAt: formatInstantExactly(updatedAt),
  };
}

/** @throws Fault REQUEST_INVALID for a cursor that is none of ours */
function nameIn(cursor: string): string {
  const name = Buffer.from(cursor, 'base64url').toString();
  if (subdomainFaults(name).length === 0) return name;
  const expected = 'the cursor of a page before';
  throw refused('query', [{ pointer: 'cursor', detail: `cursor: expected ${expected}`, expected }]);
}
