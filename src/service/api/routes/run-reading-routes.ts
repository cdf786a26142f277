import { Type } from 'typebox';
import { listIn } from '../../../core/json-members.ts';
import { runSummaryToJson, runToJson } from '../../runs/run-json.ts';
import type { StoredRun } from '../../store/rows.ts';
import type { Api, ApiParts } from '../api-parts.ts';
import { answers } from '../openapi/answers.ts';
import { LABEL_PATTERN, labelsOf } from '../runs/label-filter.ts';
import { VERDICT_PATTERN, verdictsOf } from '../runs/verdict-filter.ts';
import { WAIT_PATTERN, waitOf } from '../runs/wait-of.ts';
import { CURSOR } from '../schema/cursor.ts';
import { formatted, NameSchema } from '../schema/names.ts';
import { RunListSchema, RunSchema, VERDICT_WORDS } from '../schema/run.ts';
import { goneSignal } from './gone-signal.ts';
import { InNamespace, OneRun } from './path-schema.ts';
import { missing, there } from './run-answers.ts';

const ListQuery = Type.Object(
  {
    verdict: Type.Optional(
      formatted('verdicts', {
        minLength: 1,
        maxLength: 200,
        pattern: VERDICT_PATTERN,
        description: `Words of ${VERDICT_WORDS.join(', ')}, with commas between them.`,
      }),
    ),
    label: Type.Optional(
      Type.Array(formatted('label', { maxLength: 400, pattern: LABEL_PATTERN }), {
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
      formatted('wait', {
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

/** Calls that read runs. */
export function runReadingRoutes(api: Api, { runs, limits, clock, closing, reading }: ApiParts): void {
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
      const found = there(run, request);
      if (isLarge(found)) await reading?.(namespace).pass?.();
      return runToJson(found);
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

/** Measurements of a run that takes a moment to be written. */
const MANY = 200;

function isLarge({ stand }: StoredRun): boolean {
  const results = listIn(stand.status, 'metricResults');
  return results.reduce((count, result) => count + listIn(result, 'measurements').length, 0) > MANY;
}
