import type { FastifyRequest } from 'fastify';
import { type TSchema, Type } from 'typebox';
import { Fault } from '../../../core/fault.ts';
import type { StoredTemplate } from '../../store/rows.ts';
import type { Api, ApiParts } from '../api-parts.ts';
import type { SentDocument } from '../check/parse-bodies.ts';
import { refused } from '../check/refused.ts';
import { answers, OF_BODIES } from '../openapi/answers.ts';
import { ValidationSchema } from '../schema/template.ts';
import { conflict, etagOf, expectedOf } from '../templates/conditions.ts';
import { readTemplate, type Wanted } from '../templates/read-template.ts';
import { ETAG, missing, nameOf, namespaceIn, scopeOf, type TemplatePlace } from './template-place.ts';

/** Calls that change templates. */
export function templateWritingRoutes(
  api: Api,
  { store, clock, ...parts }: ApiParts,
  { at, named, document, kind, tag }: TemplatePlace,
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
      const sound = await soundTemplate(sentIn(request), { name, ...wantedIn(scope, kind, parts) });
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

/** The call that only checks one. */
export function templateValidation(api: Api, parts: ApiParts, { at, all, document, kind, tag }: TemplatePlace): void {
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
      const wanted = wantedIn(scopeOf(request), kind, parts);
      const { document, problems } = await readTemplate(sentIn(request), wanted);
      return { isValid: document !== undefined, problems };
    },
  });
}

const CONDITIONS = Type.Object({
  'If-Match': Type.Optional(
    Type.String({ pattern: '^"[0-9]{1,15}"$', description: 'The ETag that was read.', examples: ['"3"'] }),
  ),
  'If-None-Match': Type.Optional(Type.Enum(['*'], { type: 'string' })),
});

function wantedIn(
  scope: string,
  kind: Wanted['kind'],
  { providerKinds, reading }: Pick<ApiParts, 'providerKinds' | 'reading'>,
): Wanted {
  return { kind, providerKinds, ...namespaceIn(scope), ...(reading && { reading: reading(scope) }) };
}

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
