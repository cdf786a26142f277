import type { FastifyRequest } from 'fastify';
import { type TSchema, Type } from 'typebox';
import { Fault } from '../../../core/fault.ts';
import { formatInstantExactly } from '../../../core/instant.ts';
import { subdomainFaults } from '../../../resources/names/dns-names.ts';
import { CLUSTER_SCOPE, type StoredTemplate } from '../../store/rows.ts';
import type { Api, ApiParts } from '../api-parts.ts';
import { compileCheck } from '../check/compile-check.ts';
import { parseDocuments, type SentDocument } from '../check/parse-bodies.ts';
import { refused } from '../check/refused.ts';
import { answers, OF_BODIES } from '../openapi/answers.ts';
import { CURSOR } from '../schema/cursor.ts';
import {
  AnalysisTemplateDocument,
  ClusterAnalysisTemplateDocument,
  TemplateListSchema,
  type TemplateSummaryBody,
  ValidationSchema,
} from '../schema/template.ts';
import { conflict, etagOf, expectedOf, isFresh } from '../templates/conditions.ts';
import { readTemplate, type Wanted } from '../templates/read-template.ts';
import { InNamespace, Named, NamedInNamespace } from './path-schema.ts';

/** Where templates are kept: one of these for namespaces, one for the whole service. */
interface Place {
  /** What stands before `/{name}` and `:validate`. */
  readonly at: string;
  readonly kind: Wanted['kind'];
  readonly document: TSchema;
  /** Of what is in the address, with the name of a template and without. */
  readonly named: TSchema;
  readonly all: TSchema;
  readonly tag: string;
}

const IN_NAMESPACE: Place = {
  at: '/namespaces/:namespace/templates',
  kind: 'AnalysisTemplate',
  document: AnalysisTemplateDocument,
  named: NamedInNamespace,
  all: InNamespace,
  tag: 'templates',
};

const FOR_ALL: Place = {
  at: '/clustertemplates',
  kind: 'ClusterAnalysisTemplate',
  document: ClusterAnalysisTemplateDocument,
  named: Named,
  all: Type.Object({}),
  tag: 'cluster templates',
};

/** Calls for the AnalysisTemplates of a namespace, and for ClusterAnalysisTemplates. */
export function templateRoutes(api: Api, parts: ApiParts): void {
  // Whole documents are read where it can be told on which line something stands.
  api.setValidatorCompiler((route) =>
    route.httpPart === 'body' ? (value: unknown) => ({ value }) : compileCheck(route),
  );
  parseDocuments(api);
  for (const place of [IN_NAMESPACE, FOR_ALL]) {
    readingRoutes(api, parts, place);
    writingRoutes(api, parts, place);
    validation(api, parts, place);
  }
}

function readingRoutes(api: Api, { store }: ApiParts, { at, named, all, document, kind, tag }: Place): void {
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

function writingRoutes(
  api: Api,
  { store, clock, providerKinds }: ApiParts,
  { at, named, document, kind, tag }: Place,
): void {
  api.route({
    method: 'PUT',
    url: `${at}/:name`,
    config: { role: 'admin' },
    schema: {
      tags: [tag],
      operationId: `put${kind}`,
      summary: `Store one ${kind}`,
      description:
        'With If-Match only over the version that was read; with `If-None-Match: *` only where there is none.',
      params: named,
      headers: CONDITIONS,
      body: bodyOf(document),
      response: answers(
        {
          200: { description: 'It was changed.', schema: document, headers: { ETag: ETAG } },
          201: { description: 'It is new.', schema: document, headers: { ETag: ETAG } },
        },
        ['VERSION_CONFLICT', 'INPUT_INVALID', ...OF_BODIES],
      ),
    },
    handler: async (request, reply) => {
      const expected = expectedOf(request.headers);
      const [scope, name] = [scopeOf(request), nameOf(request)];
      const sound = await soundTemplate(sentIn(request), { kind, name, providerKinds, ...namespaceIn(scope) });
      const put = await store.templates.put({ scope, name, document: sound }, expected, clock.now());
      if (put.kind === 'conflict') throw conflict(name, expected, put.version);
      return reply
        .code(put.isNew ? 201 : 200)
        .header('etag', etagOf(put.template.version))
        .send(put.template.document);
    },
  });
  api.route({
    method: 'DELETE',
    url: `${at}/:name`,
    config: { role: 'admin' },
    schema: {
      tags: [tag],
      operationId: `delete${kind}`,
      summary: `Delete one ${kind}`,
      description: 'Runs that were made of it stay, and go on.',
      params: named,
      headers: CONDITIONS,
      response: answers({ 204: { description: 'It is gone.' } }, ['NOT_FOUND', 'VERSION_CONFLICT']),
    },
    handler: async (request, reply) => {
      const expected = expectedOf(request.headers);
      const deleted = await store.templates.delete(scopeOf(request), nameOf(request), expected);
      if (deleted.kind === 'conflict') throw conflict(nameOf(request), expected, deleted.version);
      if (deleted.kind === 'missing') throw missing(request, kind);
      return reply.code(204).send();
    },
  });
}

function validation(api: Api, { providerKinds }: ApiParts, { at, all, document, kind, tag }: Place): void {
  api.route({
    method: 'POST',
    url: `${at}::validate`,
    config: { role: 'viewer', isAudited: false },
    schema: {
      tags: [tag],
      operationId: `validate${kind}`,
      summary: `Check one ${kind}`,
      description: 'Tells everything that is wrong with it, and stores nothing.',
      params: all,
      body: bodyOf(document),
      response: answers({ 200: { description: 'What there is to say.', schema: ValidationSchema } }, OF_BODIES),
    },
    handler: async (request) => {
      const wanted = { kind, providerKinds, ...namespaceIn(scopeOf(request)) };
      const { document, problems } = await readTemplate(sentIn(request), wanted);
      return { isValid: document !== undefined, problems };
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

const ETAG = Type.String({ description: 'The version, in quotes.', examples: ['"3"'] });

const CONDITIONS = Type.Object({
  'If-Match': Type.Optional(
    Type.String({ pattern: '^"[0-9]{1,15}"$', description: 'The ETag that was read.', examples: ['"3"'] }),
  ),
  'If-None-Match': Type.Optional(Type.Enum(['*'], { type: 'string' })),
});

function bodyOf(document: TSchema) {
  return { content: { 'application/json': { schema: document }, 'application/yaml': { schema: document } } };
}

/** @throws Fault REQUEST_INVALID when nothing was sent */
function sentIn({ body }: FastifyRequest): SentDocument {
  // `parseDocuments` makes nothing else of a body.
  const sent = body as SentDocument | undefined;
  if (sent !== undefined) return sent;
  throw refused('body', [
    { pointer: '', detail: 'the body is empty, a template was expected', expected: 'a template' },
  ]);
}

/** @throws Fault INPUT_INVALID with everything that is wrong */
async function soundTemplate(sent: SentDocument, wanted: Wanted): Promise<StoredTemplate['document']> {
  const { document, problems } = await readTemplate(sent, wanted);
  if (document !== undefined) return document;
  const errors = problems.filter(({ severity }) => severity === 'error');
  const text = errors.map(({ detail }) => detail).join('\n');
  throw new Fault('INPUT_INVALID', text, { problems: problems.map((problem) => ({ ...problem })) });
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

function namespaceIn(scope: string): { readonly namespace?: string } {
  return scope === CLUSTER_SCOPE ? {} : { namespace: scope };
}

interface Address {
  readonly namespace?: string;
  readonly name?: string;
}

function scopeOf({ params }: FastifyRequest): string {
  return (params as Address).namespace ?? CLUSTER_SCOPE;
}

function nameOf({ params }: FastifyRequest): string {
  return (params as Address).name ?? '';
}

/** @throws Fault REQUEST_INVALID for a cursor that is none of ours */
function nameIn(cursor: string): string {
  const name = Buffer.from(cursor, 'base64url').toString();
  if (subdomainFaults(name).length === 0) return name;
  const expected = 'the cursor of a page before';
  throw refused('query', [{ pointer: 'cursor', detail: `cursor: expected ${expected}`, expected }]);
}

function missing(request: FastifyRequest, kind: string): Fault {
  const { namespace } = request.params as Address;
  return new Fault(
    'NOT_FOUND',
    `there is no ${kind} "${nameOf(request)}"${namespace === undefined ? '' : ` in namespace "${namespace}"`}`,
  );
}
