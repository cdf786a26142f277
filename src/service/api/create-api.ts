import helmet from '@fastify/helmet';
import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox';
import { fastify } from 'fastify';
import { auditChanges } from '../access/audit/audit-changes.ts';
import type { Api, ApiParts } from './api-parts.ts';
import { compileCheck } from './check/compile-check.ts';
import { parseJson } from './check/parse-bodies.ts';
import { queryOf } from './check/read-query.ts';
import { EventHub } from './events/event-hub.ts';
import { describeApi } from './openapi/describe-api.ts';
import { answerProblems, sendProblem } from './problem/answer-problems.ts';
import { faultOf } from './problem/fault-of.ts';
import { refuseConnection } from './problem/refuse-connection.ts';
import { eventRoutes } from './routes/event-routes.ts';
import { gateRoutes } from './routes/gate-routes.ts';
import { identifyCallers } from './routes/identify-callers.ts';
import { namespaceRoutes } from './routes/namespace-routes.ts';
import { answerStrays } from './routes/not-found.ts';
import { pageRoutes } from './routes/page-routes.ts';
import { probeRoutes } from './routes/probe-routes.ts';
import { runRoutes } from './routes/run-routes.ts';
import { templateRoutes } from './routes/template-routes.ts';
import { watchAnswers } from './watch-answers.ts';

/** The longest name in an address is a template's, and each of its characters may come as three. */
const MAX_PARAMETER = 1024;

/**
 * The REST service: every call of the API, the event streams, probes, metrics, and pages for people. It does not listen yet.
 * Whoever closes it ends the event streams, and waits for answers that are under way.
 */
export async function createApi(parts: ApiParts): Promise<Api> {
  const api = emptyApi(parts);
  api.server.maxConnections = parts.limits.connections;
  api.setValidatorCompiler(compileCheck);
  // Answers are made by us, and tests hold them to the schemas: nothing has to be left out or turned into anything.
  api.setSerializerCompiler(() => (value) => JSON.stringify(value));
  answerProblems(api, parts);
  watchAnswers(api, parts);
  auditChanges(api, parts.audit);
  identifyCallers(api, parts);
  parseJson(api);
  await describeApi(api, parts.version);
  await api.register(helmet, HEADERS);
  answerStrays(api, parts);
  await addRoutes(api, parts);
  return api;
}

function emptyApi(parts: ApiParts): Api {
  const { limits, newId } = parts;
  return fastify({
    logger: false,
    genReqId: newId,
    bodyLimit: limits.body,
    requestTimeout: limits.requestTimeout,
    keepAliveTimeout: limits.keepAlive,
    forceCloseConnections: 'idle',
    // A load balancer needs a while to hear that this one ends.
    return503OnClosing: false,
    routerOptions: { maxParamLength: MAX_PARAMETER, querystringParser: asQuery },
    http: { headersTimeout: limits.headersTimeout, maxHeaderSize: limits.headers, connectionsCheckingInterval: 1000 },
    trustProxy: [...parts.trustedProxies],
    clientErrorHandler: (error, socket) => refuseConnection(error, socket, newId()),
    frameworkErrors: (error, _request, reply) => void sendProblem(reply, faultOf(error)),
  }).withTypeProvider<TypeBoxTypeProvider>();
}

/** A query is read by its schema, see `readQuery`; until then it is a map, which fastify's type does not know. */
function asQuery(text: string): Record<string, unknown> {
  return queryOf(text) as unknown as Record<string, unknown>;
}

/** Pages take scripts, styles, pictures and answers from here alone, and are shown in no frame. */
const HEADERS = {
  contentSecurityPolicy: {
    useDefaults: false,
    directives: {
      defaultSrc: ["'none'"],
      scriptSrc: ["'self'"],
      styleSrc: ["'self'"],
      imgSrc: ["'self'", 'data:'],
      fontSrc: ["'self'"],
      connectSrc: ["'self'"],
      manifestSrc: ["'self'"],
      formAction: ["'self'"],
      baseUri: ["'none'"],
      frameAncestors: ["'none'"],
    },
  },
  // Whoever ends TLS before us decides on it: on plain HTTP it says nothing.
  strictTransportSecurity: false,
  referrerPolicy: { policy: 'no-referrer' },
} as const;

async function addRoutes(api: Api, parts: ApiParts): Promise<void> {
  const { store, limits } = parts;
  const hub = new EventHub({ ...parts, history: store.history, heartbeat: limits.heartbeat });
  parts.onStreams?.(() => hub.count);
  api.addHook('preClose', async () => hub.close());
  const underApi = { prefix: '/api/v1' };
  // Each in a scope of its own: they read bodies in different ways.
  api.register(async (scope: Api) => templateRoutes(scope, parts), underApi);
  api.register(async (scope: Api) => runRoutes(scope, parts), underApi);
  api.register(async (scope: Api) => gateRoutes(scope, parts), underApi);
  api.register(async (scope: Api) => eventRoutes(scope, parts, hub), underApi);
  api.register(async (scope: Api) => namespaceRoutes(scope, parts), underApi);
  probeRoutes(api, parts);
  await pageRoutes(api, parts);
  parts.extend?.(api);
}
