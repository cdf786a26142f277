import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import type { Json, JsonObject } from '../../src/core/json.ts';
import { cliProcess, ROOT } from './cli-process.ts';
import { startServer } from './http-server.ts';
import { type ServiceProcess, startService } from './service-process.ts';
import { temporaryFolder } from './temporary-folder.ts';

/** Key of callbacks' signatures on every stage. */
export const CALLBACK_SECRET = `whsec_${Buffer.from('a key of thirty-two bytes, exact').toString('base64')}`;
/** `checkout-slo` takes five looks, so long apart that a run outlasts a short wait, and is over soon. */
const QUICK = 150;

/** `verdict serve` as a process, the templates of examples/integrations in namespace `shop`, and a Prometheus to be told how the release does. */
export interface GateStage {
  readonly service: ServiceProcess;
  readonly url: string;
  /** Of an admin of namespace `shop`; empty where nobody has to authenticate. */
  readonly token: string;
  /** Address of the Prometheus. */
  readonly prometheus: string;
  /** What it answers from now on. */
  readonly is: (state: 'good' | 'bad') => void;
  /** How often Prometheus has been asked for a service. */
  readonly looks: () => number;
  /** Asks the API, below `/api/v1/namespaces/shop`. */
  ask(path: string, init?: { readonly method?: string; readonly body?: Json }): Promise<Asked>;
  /** Starts one more replica on the same store; whoever asked for it ends it. PostgreSQL only. */
  addReplica(): Promise<ServiceProcess>;
  /** Starts the service again, on the same address and store, after it was ended. */
  restart(): Promise<void>;
  stop(): Promise<void>;
}

export interface Asked {
  readonly status: number;
  readonly body: JsonObject;
}

export interface GateStageOptions {
  /** The bundle. */
  readonly program: string;
  /** Of a PostgreSQL; default: SQLite in a folder. */
  readonly database?: string;
  /** Whether anybody on this machine may ask, without a token. Default false. */
  readonly isOpen?: boolean;
}

export async function openGateStage(options: GateStageOptions): Promise<GateStage> {
  const { program, database, isOpen = false } = options;
  const folder = temporaryFolder();
  const prometheus = await startPrometheusOfOneNumber();
  const config = folder.write('config.yaml', isOpen ? CALLBACKS : `${CALLBACKS}${TOKENS}`);
  const store = database === undefined ? ['--data', folder.at('data')] : ['--database-url', database];
  const token = isOpen ? '' : await createToken(program, store);
  const start = (port?: number): Promise<ServiceProcess> => {
    const env = { VERDICT_CALLBACK_SECRET: CALLBACK_SECRET };
    return startService({ program, flags: [...store, '--config', config], env, ...(port !== undefined && { port }) });
  };
  let service = await start();
  const { url } = service;
  const ask: GateStage['ask'] = async (path, { method = 'GET', body } = {}) => {
    const headers = {
      ...(!isOpen && { authorization: `Bearer ${token}` }),
      ...(body !== undefined && { 'content-type': 'application/json' }),
    };
    const answer = await fetch(`${url}/api/v1/namespaces/shop${path}`, {
      method,
      headers,
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    const text = await answer.text();
    // Every answer of the API is an object, also a problem; or there is none.
    return { status: answer.status, body: text === '' ? {} : (JSON.parse(text) as JsonObject) };
  };
  for (const name of ['checkout-slo', 'checkout-guard']) {
    const { status, body } = await ask(`/templates/${name}`, { method: 'PUT', body: template(name, prometheus.url) });
    if (status !== 201) throw new Error(`${name} was refused: ${JSON.stringify(body)}`);
  }
  return {
    get service() {
      return service;
    },
    url,
    token,
    prometheus: prometheus.url,
    is: prometheus.is,
    looks: prometheus.looks,
    ask,
    addReplica: () => start(),
    async restart() {
      service = await start(Number(new URL(url).port));
    },
    async stop() {
      await service.kill();
      await prometheus.stop();
      folder.remove();
    },
  };
}

const CALLBACKS = `
callbacks:
  signingKey:
    env: VERDICT_CALLBACK_SECRET
`;
const TOKENS = `
authentication:
  tokens: true
`;

async function createToken(program: string, store: readonly string[]): Promise<string> {
  const words = ['token', 'create', 'tests', '--namespace', 'shop', '--role', 'admin', ...store];
  const { code, stdout, stderr } = await cliProcess(words, { program }).ended;
  const token = /verdict_\S+/.exec(stdout)?.[0];
  if (code !== 0 || token === undefined) throw new Error(`no token was made: ${stdout}${stderr}`);
  return token;
}

/** A template of examples/integrations that asks the Prometheus of this stage, and asks it often. */
export function template(name: string, prometheus: string): JsonObject {
  const text = readFileSync(join(ROOT, 'examples', 'integrations', `${name}.yaml`), 'utf8');
  const quick = text
    .replace('http://prometheus.monitoring.svc:9090', prometheus)
    .replace(/interval: \w+/, `interval: ${QUICK}ms`);
  return parse(quick) as JsonObject;
}

/** A Prometheus whose every query has one number for an answer. */
async function startPrometheusOfOneNumber() {
  let [value, looks] = ['0.001', 0];
  const server = await startServer(({ path, body, query }) => {
    if (path !== '/api/v1/query') return { status: 404 };
    const asked = new URLSearchParams(body).get('query') ?? query.get('query') ?? '';
    if (asked.includes('app="checkout"')) looks += 1;
    const result = [{ metric: {}, value: [0, value] }];
    return { body: { status: 'success', data: { resultType: 'vector', result } } };
  });
  return {
    url: server.url,
    is: (state: 'good' | 'bad'): void => {
      value = state === 'good' ? '0.001' : '0.2';
    },
    looks: () => looks,
    stop: () => server.stop(),
  };
}
