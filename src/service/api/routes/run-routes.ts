import type { FastifyRequest } from 'fastify';
import { type Static, Type } from 'typebox';
import { Fault, type FaultCode } from '../../../core/fault.ts';
import { isJsonObject } from '../../../core/json.ts';
import { runSummaryToJson, runToJson } from '../../runs/run-json.ts';
import type { StoredRun } from '../../store/rows.ts';
import type { Api, ApiParts } from '../api-parts.ts';
import { parseJson } from '../check/parse-bodies.ts';
import { refused } from '../check/refused.ts';
import { answers, OF_BODIES } from '../openapi/answers.ts';
import { LABEL_PATTERN, labelsOf } from '../runs/label-filter.ts';
import { atBody, startRequestOf } from '../runs/start-request.ts';
import { VERDICT_PATTERN, verdictsOf } from '../runs/verdict-filter.ts';
import { CURSOR } from '../schema/cursor.ts';
import { NameSchema } from '../schema/names.ts';
import { RunListSchema, RunSchema, StartRunSchema, VERDICT_WORDS } from '../schema/run.ts';
import { askerOf } from './asker-of.ts';
import { goneSignal } from './gone-signal.ts';
import { idempotencyKeyOf } from './headers.ts';
import { InNamespace, OneRun } from './path-schema.ts';
import { WAIT_PATTERN, waitOf } from './wait-of.ts';

/** What stands against a run that is to be started. */
export const START_CODES: readonly FaultCode[] = [
  'INPUT_INVALID',
  'TEMPLATE_INVALID',
  'CONDITION_INVALID',
  'PROVIDER_UNKNOWN',
  'PROVIDER_CONFIG_INVALID',
  'DURATION_INVALID',
  'EGRESS_DENIED',
  'KEY_REUSED',
  'NOT_FOUND',
  'CLUSTER_UNREACHABLE',
  'CLUSTER_REFUSED',
  ...OF_BODIES,
];

export const IDEMPOTENCY = Type.Object({
  'Idempotency-Key': Type.Optional(
    Type.String({
      minLength: 1,
      maxLength: 255,
      description:
        'The same key with the same request gives the run that was started before, with `Idempotency-Replayed: true`; with another request it is refused.',
    }),
  ),
});

export const LOCATION = Type.String({ format: 'uri-reference', description: 'Path of the run.' });
const REPLAYED = Type.String({ description: '`true` where the run had been started before under the same key.' });

/** Calls for runs. */
export function runRoutes(api: Api, parts: ApiParts): void {
  parseJson(api);
  startRoute(api, parts);
  readingRoutes(api, parts);
  actingRoutes(api, parts);
}

function startRoute(api: Api, { runs }: ApiParts): void {
  api.route({
    method: 'POST',
    url: '/namespaces/:namespace/runs',
    config: { role: 'runner' },
    schema: {
      tags: ['runs'],
      operationId: 'startRun',
      summary: 'Start a run',
      description:
        'It is stored once this answers. A replay under the same Idempotency-Key answers as the first did, with the run as it stands now.',
      params: InNamespace,
      headers: IDEMPOTENCY,
      body: StartRunSchema,
      response: answers(
        {
          201: {
            description: 'It goes on.',
            schema: RunSchema,
            headers: { Location: LOCATION, 'Idempotency-Replayed': REPLAYED },
          },
        },
        START_CODES,
      ),
    },
    handler: async (request, reply) => {
      const key = idempotencyKeyOf(request);
      const wish = startRequestOf(request.body);
      const { run, isNew } = await runs
        .start(request.params.namespace, wish, askerOf(request), key)
        .catch((thrown: unknown) => {
          throw atBody(thrown, wish);
        });
      if (!isNew) void reply.header('idempotency-replayed', 'true');
      return reply.code(201).header('location', pathOf(run)).send(runToJson(run));
    },
  });
}

const ListQuery = Type.Object(
  {
    verdict: Type.Optional(
      Type.String({
        minLength: 1,
        maxLength: 200,
        pattern: VERDICT_PATTERN,
        description: `Words of ${VERDICT_WORDS.join(', ')}, with commas between them.`,
      }),
    ),
    label: Type.Optional(
      Type.Array(Type.String({ maxLength: 400, pattern: LABEL_PATTERN }), {
        maxItems: 16,
        description: '`NAME=VALUE`; repeated, all of them must be there.',
        examples: [['team=checkout']],
      }),
    ),
    template: Type.Optional(NameSchema),
    limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 500, default: 50 })),
    cursor: Type.Optional(CURSOR),
  },
  { additionalProperties: false },
);

const WaitQuery = Type.Object(
  {
    wait: Type.Optional(
      Type.String({
        maxLength: 32,
        pattern: WAIT_PATTERN,
        description:
          'How long to wait for the end: a Go duration, or seconds. At most 5m. The answer comes with the end, or when the wait is over.',
        examples: ['60s'],
      }),
    ),
  },
  { additionalProperties: false },
);

function readingRoutes(api: Api, { runs, limits, clock, closing }: ApiParts): void {
  api.route({
    method: 'GET',
    url: '/namespaces/:namespace/runs',
    config: { role: 'viewer' },
    schema: {
      tags: ['runs'],
      operationId: 'listRuns',
      summary: 'List runs',
      params: InNamespace,
      querystring: ListQuery,
      response: answers({ 200: { description: 'A page of runs, newest first.', schema: RunListSchema } }),
    },
    handler: async (request) => {
      const { verdict, label, template, limit = 50, cursor } = request.query;
      const filter = {
        ...(verdict !== undefined && { verdicts: verdictsOf(verdict) }),
        ...(label !== undefined && { labels: labelsOf(label) }),
        ...(template !== undefined && { template }),
      };
      const page = { limit, ...(cursor !== undefined && { cursor }) };
      const listed = await runs.list(request.params.namespace, filter, page);
      return {
        items: listed.runs.map(runSummaryToJson),
        ...(listed.cursor !== undefined && { cursor: listed.cursor }),
      };
    },
  });
  api.route({
    method: 'GET',
    url: '/namespaces/:namespace/runs/:id',
    config: { role: 'viewer' },
    schema: {
      tags: ['runs'],
      operationId: 'getRun',
      summary: 'Read a run',
      description: 'With `wait` it answers once the run has ended, or when the wait is over: `verdict` is null then.',
      params: OneRun,
      querystring: WaitQuery,
      response: answers({ 200: { description: 'The run.', schema: RunSchema } }, ['NOT_FOUND']),
    },
    handler: async (request, reply) => {
      const { namespace, id } = request.params;
      const { wait } = request.query;
      const waitMs = wait === undefined ? 0 : waitOf(wait, limits.wait);
      const run =
        waitMs === 0
          ? await runs.get(namespace, id)
          : await runs.wait(namespace, id, waitMs, goneSignal(reply, closing));
      return runToJson(there(run, request));
    },
  });
  api.route({
    method: 'GET',
    url: '/namespaces/:namespace/runs/:id/evidence',
    config: { role: 'viewer' },
    schema: {
      tags: ['runs'],
      operationId: 'getEvidence',
      summary: 'Read the evidence of a run',
      description:
        'The file of `verdict run --evidence`, for `verdict replay`. Of a run that goes on, as far as it has come.',
      params: OneRun,
      querystring: Type.Object(
        {
          attempt: Type.Optional(Type.Integer({ minimum: 1, maximum: 1_000_000, description: 'Default: the newest.' })),
        },
        { additionalProperties: false },
      ),
      response: answers({ 200: { description: 'The evidence.', schema: EVIDENCE } }, ['NOT_FOUND']),
    },
    handler: async (request, reply) => {
      const { namespace, id } = request.params;
      const evidence = await runs.evidence(namespace, id, request.query.attempt, clock.now());
      if (evidence === undefined) throw missing(request, request.query.attempt);
      const name = `evidence-${id}.json`;
      return reply.header('content-disposition', `attachment; filename="${name}"`).send(evidence);
    },
  });
}

const EVIDENCE = Type.Unsafe<unknown>({ type: 'object', title: 'Evidence', additionalProperties: true });

function actingRoutes(api: Api, { runs }: ApiParts): void {
  const acting = (role: 'runner' | 'admin', operationId: string, summary: string, description: string) => ({
    config: { role },
    schema: { tags: ['runs'], operationId, summary, description, params: OneRun },
  });
  const terminate = acting(
    'runner',
    'terminateRun',
    'End a run early',
    'Jobs in flight are ended too. The run ends soon after; asked once more, or of a run that has ended, this changes nothing.',
  );
  const answersWithRun = (description: string, codes: readonly FaultCode[] = []) =>
    answers({ 200: { description, schema: RunSchema } }, ['NOT_FOUND', ...OF_BODIES, ...codes]);
  api.route({
    method: 'POST',
    url: '/namespaces/:namespace/runs/:id/terminate',
    ...terminate,
    schema: { ...terminate.schema, response: answersWithRun('The run as it stands.') },
    handler: async (request) => {
      refuseBody(request);
      const { namespace, id } = request.params;
      return runToJson(there(await runs.terminate(namespace, id, askerOf(request)), request));
    },
  });
  const retry = acting(
    'runner',
    'retryRun',
    'Measure again',
    'Begins a new attempt. The evidence of those before stays.',
  );
  api.route({
    method: 'POST',
    url: '/namespaces/:namespace/runs/:id/retry',
    ...retry,
    schema: { ...retry.schema, response: answersWithRun('The run with its new attempt.', ['STILL_RUNNING', 'BUSY']) },
    handler: async (request) => {
      refuseBody(request);
      const { namespace, id } = request.params;
      return runToJson(there(await runs.retry(namespace, id, askerOf(request)), request));
    },
  });
  const remove = acting(
    'admin',
    'deleteRun',
    'Delete a run',
    'With all its attempts and their evidence. One that goes on is not deleted.',
  );
  api.route({
    method: 'DELETE',
    url: '/namespaces/:namespace/runs/:id',
    ...remove,
    schema: {
      ...remove.schema,
      response: answers({ 204: { description: 'It is gone.' } }, ['NOT_FOUND', 'STILL_RUNNING', ...OF_BODIES]),
    },
    handler: async (request, reply) => {
      refuseBody(request);
      const { namespace, id } = request.params;
      if (!(await runs.delete(namespace, id, askerOf(request)))) throw missing(request);
      return reply.code(204).send();
    },
  });
}

/** Calls that say everything in their address take no body, or an empty object. */
function refuseBody({ body }: FastifyRequest): void {
  if (body === undefined || body === null) return;
  if (isJsonObject(body) && Object.keys(body).length === 0) return;
  throw refused('body', [{ pointer: '', detail: 'this call takes no body', expected: 'nothing' }]);
}

/** Path of a run. */
export function pathOf({ namespace, id }: Pick<StoredRun, 'namespace' | 'id'>): string {
  return `/api/v1/namespaces/${namespace}/runs/${id}`;
}

/** @throws Fault NOT_FOUND */
function there(run: StoredRun | undefined, request: FastifyRequest): StoredRun {
  if (run === undefined) throw missing(request);
  return run;
}

function missing({ params }: FastifyRequest, attempt?: number): Fault {
  const { namespace, id } = params as Static<typeof OneRun>;
  const which = attempt === undefined ? `run "${id}"` : `attempt ${attempt} of run "${id}"`;
  return new Fault('NOT_FOUND', `there is no ${which} in namespace "${namespace}"`);
}
