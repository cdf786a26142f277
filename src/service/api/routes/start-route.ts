import { Type } from 'typebox';
import type { FaultCode } from '../../../core/fault.ts';
import { runToJson } from '../../runs/run-json.ts';
import type { Api, ApiParts } from '../api-parts.ts';
import { answers, OF_BODIES } from '../openapi/answers.ts';
import { atBody, startRequestOf } from '../runs/start-request.ts';
import { RunSchema, StartRunSchema } from '../schema/run.ts';
import { askerOf } from './asker-of.ts';
import { idempotencyKeyOf } from './headers.ts';
import { InNamespace } from './path-schema.ts';
import { pathOf } from './run-answers.ts';

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

/** The call that starts a run. */
export function startRoute(api: Api, { runs }: ApiParts): void {
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
