import { type Static, Type } from 'typebox';
import type { Verdict } from '../../../analysis/explanation.ts';
import { isJsonObject } from '../../../core/json.ts';
import { runToJson } from '../../runs/run-json.ts';
import type { StartRequest } from '../../runs/runs.ts';
import type { Api, ApiParts } from '../api-parts.ts';
import { checkValue } from '../check/check-value.ts';
import { parseAnything } from '../check/parse-bodies.ts';
import { refused } from '../check/refused.ts';
import { requestShapeOf } from '../check/request-shape.ts';
import { answers } from '../openapi/answers.ts';
import { LABEL_PATTERN, labelsOf } from '../runs/label-filter.ts';
import { WAIT_PATTERN, waitOf } from '../runs/wait-of.ts';
import { ArgumentsSchema, duration, formatted, NameSchema, NamespaceSchema } from '../schema/names.ts';
import { RunSchema } from '../schema/run.ts';
import { askerOf } from './asker-of.ts';
import { goneSignal } from './gone-signal.ts';
import { idempotencyKeyOf } from './headers.ts';
import { pathOf } from './run-answers.ts';
import { IDEMPOTENCY, LOCATION, START_CODES } from './start-route.ts';

/** What a caller that goes by the status is told. Null: the wait is over and the run goes on. */
const STATUS = {
  pass: 200,
  fail: 412,
  undecided: 409,
  notEvaluated: 409,
  error: 502,
} as const satisfies Record<Verdict, number>;
const STILL_RUNNING = 504;

/** Whoever does not say how long it waits. Most callers give up on their own after a minute or so. */
const USUAL_WAIT = '60s';

const GateQuery = Type.Object(
  {
    args: Type.Optional(
      Type.Unsafe<Readonly<Record<string, string>>>({
        ...ArgumentsSchema,
        prefix: 'arg.',
        description: 'Values for the arguments of the template: `arg.NAME=VALUE`. They come before those of the body.',
      }),
    ),
    wait: Type.Optional(
      formatted('wait', {
        maxLength: 32,
        pattern: WAIT_PATTERN,
        description: `How long to wait for the verdict: a Go duration, or seconds. At most 1h. Default ${USUAL_WAIT}.`,
        examples: ['5m'],
      }),
    ),
    timeout: Type.Optional(
      duration('Ends the run after this time. Needed where a metric has an interval but no count.'),
    ),
    always: Type.Optional(
      Type.Enum(['200'], {
        type: 'string',
        description: 'Answers with 200 whatever the verdict is, for callers that read the body.',
      }),
    ),
    clusterScope: Type.Optional(Type.Boolean({ description: 'Whether the template is a ClusterAnalysisTemplate.' })),
    label: Type.Optional(
      Type.Array(formatted('label', { maxLength: 400, pattern: LABEL_PATTERN }), {
        maxItems: 16,
        description: '`NAME=VALUE`, for finding the run.',
      }),
    ),
  },
  { additionalProperties: false },
);

const GatePath = Type.Object({ namespace: NamespaceSchema, template: NameSchema });

const BODY = Type.Unsafe<unknown>({
  description:
    'Any JSON, or anything else. Of an object, `args` is used: values for the arguments of the template. All else is passed over.',
});

/** Start and wait in one call. */
export function gateRoutes(api: Api, { runs, limits, closing }: ApiParts): void {
  parseAnything(api);
  const answer = (description: string) => ({ description, schema: RunSchema });
  api.route({
    method: 'POST',
    url: '/namespaces/:namespace/gate/:template',
    config: { role: 'runner' },
    schema: {
      tags: ['gate'],
      operationId: 'askGate',
      summary: 'May this release go on?',
      description:
        'Starts a run of a stored template and answers with its verdict, as a status and in the body. After 504 the run goes on: the body has its id, and the same call under the same Idempotency-Key waits on.',
      params: GatePath,
      querystring: GateQuery,
      headers: IDEMPOTENCY,
      body: { content: { 'application/json': { schema: BODY } } },
      response: answers(
        {
          200: { ...answer('`pass`.'), headers: { Location: LOCATION } },
          409: answer('`undecided` or `notEvaluated`.'),
          412: answer('`fail`.'),
          502: answer('`error`: no judgement was possible.'),
          504: answer('The wait is over. The run goes on, its `verdict` is null.'),
        },
        [...START_CODES, 'USAGE_INVALID'],
      ),
    },
    handler: async (request, reply) => {
      const { namespace } = request.params;
      const { wait = USUAL_WAIT, always } = request.query;
      const waitMs = waitOf(wait, limits.gateWait);
      const key = idempotencyKeyOf(request);
      const started = await runs.start(
        namespace,
        startRequestOf(request.params.template, request.query, request.body),
        askerOf(request),
        key,
      );
      const run = (await runs.wait(namespace, started.run.id, waitMs, goneSignal(reply, closing))) ?? started.run;
      const { verdict } = run.stand;
      const status = verdict === null ? STILL_RUNNING : STATUS[verdict];
      return reply
        .code(always === '200' ? 200 : status)
        .header('location', pathOf(run))
        .send(runToJson(run));
    },
  });
}

function startRequestOf(
  name: string,
  { args = {}, timeout, clusterScope = false, label = [] }: Static<typeof GateQuery>,
  body: unknown,
): StartRequest {
  return {
    template: { kind: 'stored', name, clusterScope },
    args: { ...argsIn(body), ...args },
    labels: labelsOf(label),
    ...(timeout !== undefined && { timeout }),
    mayBeEndless: false,
  };
}

/** @throws Fault REQUEST_INVALID for `args` that are no texts by name */
function argsIn(body: unknown): StartRequest['args'] {
  const args = isJsonObject(body) && Object.hasOwn(body, 'args') ? body['args'] : undefined;
  if (args === undefined) return {};
  const found = checkValue(args, requestShapeOf(ArgumentsSchema)).map(({ pointer, detail, ...finding }) => ({
    ...finding,
    pointer: `/args${pointer}`,
    detail: pointer === '' ? `/args: ${detail}` : `/args${detail}`,
  }));
  if (found.length > 0) throw refused('body', found);
  return args as StartRequest['args'];
}
