import type { FastifyReply } from 'fastify';
import type { Fault } from '../../../core/fault.ts';
import type { Api, ApiParts } from '../api-parts.ts';
import { faultOf } from './fault-of.ts';
import { headersOf, PROBLEM_TYPE, problemOf } from './problem-of.ts';

/** Answers everything that is thrown with a problem; what was not foreseen is told to the log, and to nobody else. */
export function answerProblems(api: Api, { log }: Pick<ApiParts, 'log'>): void {
  api.setErrorHandler((error, request, reply) => {
    const fault = faultOf(error);
    if (fault.code === 'INTERNAL') {
      const stack = error instanceof Error ? (error.stack ?? error.message) : String(error);
      log.error('a request failed', { requestId: request.id, route: request.routeOptions.url ?? '', stack });
    }
    return sendProblem(reply, fault);
  });
}

/** Sends the problem of a Fault. */
export function sendProblem(reply: FastifyReply, fault: Fault): FastifyReply {
  const problem = problemOf(fault, reply.request.id);
  return reply.code(problem.status).headers(headersOf(fault)).type(PROBLEM_TYPE).send(JSON.stringify(problem));
}
