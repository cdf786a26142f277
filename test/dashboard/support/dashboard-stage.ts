import type { Json, JsonObject } from '../../../src/core/json.ts';
import { textIn } from '../../../src/core/json-members.ts';
import { type ServiceProcess, startService } from '../../support/service-process.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';
import { dashboardProgram } from './dashboard-program.ts';
import { type NumberBackend, startNumberBackend } from './number-backend.ts';

/** `verdict serve` as a process, with the built dashboard, a store of its own and a backend to be told what it answers. */
export interface DashboardStage {
  /** Without a slash at its end. */
  readonly url: string;
  readonly backend: NumberBackend;
  /** Flags by which other commands find its store. */
  readonly store: readonly string[];
  readonly program: string;
  /** Asks the API as an admin; throws on a refusal. Path below `/api/v1`. */
  ask(method: string, path: string, body?: Json): Promise<JsonObject>;
  /** Starts a run. @returns its id */
  start(wish: RunWish): Promise<string>;
  /** Resolves once a run has ended. */
  ended(namespace: string, id: string): Promise<void>;
  stop(): Promise<void>;
}

export interface RunWish {
  /** Default: `default`. */
  readonly namespace?: string;
  readonly template: JsonObject;
  readonly args?: Readonly<Record<string, string>>;
  readonly labels?: Readonly<Record<string, string>>;
}

export interface StageOptions {
  /** Text of a configuration file. */
  readonly config?: string;
  /** Default: any that is free. */
  readonly port?: number;
  readonly env?: Readonly<Record<string, string>>;
}

export async function openDashboardStage({ config, port, env }: StageOptions = {}): Promise<DashboardStage> {
  const program = await dashboardProgram();
  const folder = temporaryFolder();
  const backend = await startNumberBackend();
  const store = ['--data', folder.at('data')];
  const flags = config === undefined ? store : [...store, '--config', folder.write('config.yaml', config)];
  const service: ServiceProcess = await startService({
    program,
    flags,
    ...(port !== undefined && { port }),
    ...(env && { env }),
  });
  const ask: DashboardStage['ask'] = async (method, path, body) => {
    const answer = await fetch(`${service.url}/api/v1${path}`, {
      method,
      headers: { ...(body !== undefined && { 'content-type': 'application/json' }) },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    const text = await answer.text();
    if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${text}`);
    // Every answer of the API is an object, or there is none.
    return text === '' ? {} : (JSON.parse(text) as JsonObject);
  };
  return {
    url: service.url,
    backend,
    store,
    program,
    ask,
    async start({ namespace = 'default', ...wish }) {
      return textIn(await ask('POST', `/namespaces/${namespace}/runs`, { args: {}, labels: {}, ...wish }), 'id');
    },
    async ended(namespace, id) {
      const { verdict } = await ask('GET', `/namespaces/${namespace}/runs/${id}?wait=60s`);
      if (verdict === null) throw new Error(`run ${id} goes on`);
    },
    async stop() {
      await service.kill();
      await backend.stop();
      folder.remove();
    },
  };
}
