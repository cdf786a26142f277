import type { FastifyReply, FastifyRequest } from 'fastify';
import { Fault } from '../../../core/fault.ts';
import type { Api, ApiParts } from '../api-parts.ts';
import { faultOf } from './fault-of.ts';
import { headersOf, PROBLEM_TYPE, problemOf } from './problem-of.ts';

/** Answers everything that is thrown with a problem; what was not foreseen is told to the log, and to nobody else. */
export function answerProblems(api: Api, { log }: Pick<ApiParts, 'log'>): void {
  api.setErrorHandler((error, request, reply) => {
    const fault = toldBetter(faultOf(error), request);
    if (fault.code === 'INTERNAL') {
      const stack = error instanceof Error ? (error.stack ?? error.message) : String(error);
      log.error('a request failed', { requestId: request.id, route: request.routeOptions.url ?? '', stack });
    }
    return sendProblem(reply, fault);
  });
}

/** Fastify does not say what it did not take. */
function toldBetter(fault: Fault, { headers, routeOptions }: FastifyRequest): Fault {
  if (fault.code === 'BODY_TOO_LARGE') {
    const most = `${routeOptions.bodyLimit} bytes at most are taken`;
    return new Fault(fault.code, `the body is too large: ${most}`, {}, { cause: fault });
  }
  if (fault.code !== 'MEDIA_TYPE_UNSUPPORTED') return fault;
  const found =
    headers['content-type'] === undefined
      ? 'a body without content-type'
      : `content-type ${JSON.stringify(headers['content-type'].slice(0, 100))}`;
  return new Fault(
    fault.code,
    `${found} is not taken here; application/json is, and for templates application/yaml`,
    {},
    { cause: fault },
  );
}

/** Sends the problem of a Fault. */
export function sendProblem(reply: FastifyReply, fault: Fault): FastifyReply {
  const problem = problemOf(fault, reply.request.id);
  return reply.code(problem.status).headers(headersOf(fault)).type(PROBLEM_TYPE).send(JSON.stringify(problem));
}
