import { randomBytes, randomUUID } from 'node:crypto';
import { request as httpRequest, type OutgoingHttpHeaders } from 'node:http';
import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox';
import { fastify } from 'fastify';
import { pino } from 'pino';
import { Type } from 'typebox';
import { systemClock } from '../../src/cli/system-clock.ts';
import type { Clock } from '../../src/core/clock.ts';
import type { Environment } from '../../src/core/environment.ts';
import type { JsonObject } from '../../src/core/json.ts';
import { textIn } from '../../src/core/json-members.ts';
import type { Role } from '../../src/service/access/access.ts';
import { auditIn } from '../../src/service/access/audit/audit.ts';
import { auditChanges } from '../../src/service/access/audit/audit-changes.ts';
import { digestOf } from '../../src/service/access/digest.ts';
import { sessionRoutes } from '../../src/service/access/http/session-routes.ts';
import { signInRoutes } from '../../src/service/access/http/sign-in-routes.ts';
import { openAccess } from '../../src/service/access/open-access.ts';
import { newToken } from '../../src/service/access/tokens/token-text.ts';
import type { Api } from '../../src/service/api/api-parts.ts';
import { compileCheck } from '../../src/service/api/check/compile-check.ts';
import { answerProblems } from '../../src/service/api/problem/answer-problems.ts';
import { identifyCallers } from '../../src/service/api/routes/identify-callers.ts';
import { defaultConfig, readConfig } from '../../src/service/config/read-config.ts';
import type { StoredToken } from '../../src/service/store/rows.ts';
import { openSqlite } from '../../src/service/store/sqlite/open-sqlite.ts';
import type { Store } from '../../src/service/store/store.ts';
import { freePort } from './free-port.ts';

export interface DoorGiven {
  /** The configuration as YAML; `PORT` in it is the port. Default: none. */
  readonly config?: string;
  readonly clock?: Clock;
  readonly env?: Environment;
  /** Where the store lies; in memory by default. */
  readonly folder?: string;
  readonly mayStrangersCall?: boolean;
}

export interface DoorAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  /** `Set-Cookie`, one each. */
  readonly cookies: readonly string[];
  readonly text: string;
  /** The text as JSON; null where it is none. */
  readonly json: JsonObject | null;
  /** A member of it that is a text; empty where there is none. */
  member(name: string): string;
}

/** The door of the service with a few calls behind it: `GET`, `PUT` and `POST /api/v1/namespaces/{namespace}/things[/{name}]`, and `/healthz`. */
export interface Door {
  /** `http://127.0.0.1:PORT` */
  readonly url: string;
  readonly port: number;
  readonly store: Store;
  /** Everything that was logged, parsed. */
  readonly logged: readonly JsonObject[];
  /** Lines of the audit: without times and ids. */
  audit(): readonly JsonObject[];
  /** Sends a request. `Host` is that of the url unless it is given. */
  send(method: string, path: string, sent?: { headers?: OutgoingHttpHeaders; body?: unknown }): Promise<DoorAnswer>;
  /** Makes a token, and forgets it but for its text. */
  token(given?: Partial<StoredToken>): Promise<string>;
  close(): Promise<void>;
}

/** Opens one on 127.0.0.1. */
export async function openDoor(given: DoorGiven = {}): Promise<Door> {
  const { clock = systemClock, env = {}, folder, mayStrangersCall = false } = given;
  const port = await freePort();
  const text = given.config?.replaceAll('PORT', `${port}`);
  const config = text === undefined ? defaultConfig() : readConfig({ name: 'config', text }).config;
  const store = await openSqlite({ clock, ...(folder !== undefined && { folder }) });
  const logged: JsonObject[] = [];
  const logger = pino({ level: 'debug', base: {} }, { write: (line: string) => logged.push(JSON.parse(line)) });
  const log = {
    debug: (words: string, more = {}) => logger.debug(more, words),
    info: (words: string, more = {}) => logger.info(more, words),
    warn: (words: string, more = {}) => logger.warn(more, words),
    error: (words: string, more = {}) => logger.error(more, words),
  };
  const random = (bytes: number): Uint8Array => randomBytes(bytes);
  const access = await openAccess({ config, store: store.access, clock, random, fetch, env, mayStrangersCall });
  const audit = auditIn(log);
  const api: Api = fastify({
    logger: false,
    genReqId: () => randomUUID(),
    trustProxy: [...config.trustedProxies],
  }).withTypeProvider<TypeBoxTypeProvider>();
  api.setValidatorCompiler(compileCheck);
  api.setSerializerCompiler(() => (value) => JSON.stringify(value));
  answerProblems(api, { log });
  auditChanges(api, audit);
  identifyCallers(api, { access, steady: clock });
  sessionRoutes(api, { access, clock, audit });
  signInRoutes(api, { access, clock, audit });
  things(api);
  await api.listen({ host: '127.0.0.1', port });
  return {
    url: `http://127.0.0.1:${port}`,
    port,
    store,
    logged,
    audit: () =>
      logged
        .filter((line) => line['audit'] === true)
        .map(({ level: _level, time: _time, msg: _msg, audit: _audit, requestId: _id, ...line }) => line),
    send: (method, path, sent = {}) => send(port, method, path, sent),
    token: (more) => makeToken(store, clock, more),
    async close() {
      await api.close();
      await store.close();
    },
  };
}

function things(api: Api): void {
  const thing = async () => ({ ok: true });
  const role = (needed: Role) => ({ config: { role: needed } });
  api.get('/healthz', thing);
  api.get('/api/v1/namespaces/:namespace/things/:name', role('viewer'), thing);
  api.put('/api/v1/namespaces/:namespace/things/:name', role('admin'), thing);
  api.put('/api/v1/clusterthings/:name', role('admin'), thing);
  api.post(
    '/api/v1/namespaces/:namespace/things',
    { ...role('runner'), schema: { body: Type.Unknown() } },
    (request, reply) => reply.code(201).header('location', `${request.url}/the-new-one`).send({ ok: true }),
  );
}

async function makeToken(store: Store, clock: Clock, more: Partial<StoredToken> = {}): Promise<string> {
  const text = newToken((bytes) => randomBytes(bytes)).open();
  const token = { id: randomUUID(), name: 'ci', namespace: 'shop', role: 'runner' as const, createdAt: clock.now() };
  await store.access.createToken({ ...token, hash: digestOf(text), ...more });
  return text;
}

function send(
  port: number,
  method: string,
  path: string,
  { headers = {}, body }: { headers?: OutgoingHttpHeaders; body?: unknown },
): Promise<DoorAnswer> {
  return new Promise((resolve, reject) => {
    const text = body === undefined ? undefined : JSON.stringify(body);
    const json = text === undefined ? {} : { 'content-type': 'application/json' };
    // `agent: false`: a connection each, so that nothing is left open.
    const options = { host: '127.0.0.1', port, method, path, agent: false, headers: { ...json, ...headers } };
    const request = httpRequest(options, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('end', () => {
        const answer = Buffer.concat(chunks).toString('utf8');
        const json = parsed(answer);
        resolve({
          status: response.statusCode ?? 0,
          headers: response.headers,
          cookies: response.headers['set-cookie'] ?? [],
          text: answer,
          json,
          member: (name) => textIn(json ?? {}, name),
        });
      });
    });
    request.on('error', reject);
    request.end(text);
  });
}

function parsed(text: string): JsonObject | null {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
