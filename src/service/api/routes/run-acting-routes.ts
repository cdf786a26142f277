import type { FastifyRequest } from 'fastify';
import type { FaultCode } from '../../../core/fault.ts';
import { isJsonObject } from '../../../core/json.ts';
import { runToJson } from '../../runs/run-json.ts';
import type { Api, ApiParts } from '../api-parts.ts';
import { refused } from '../check/refused.ts';
import { answers, OF_BODIES } from '../openapi/answers.ts';
import { RunSchema } from '../schema/run.ts';
import { askerOf } from './asker-of.ts';
import { OneRun } from './path-schema.ts';
import { missing, there } from './run-answers.ts';

/** Calls that end, repeat and delete runs. */
export function runActingRoutes(api: Api, { runs }: ApiParts): void {
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
