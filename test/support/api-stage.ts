import { randomBytes, randomUUID } from 'node:crypto';
import { type IncomingHttpHeaders, type OutgoingHttpHeaders, request } from 'node:http';
import { join } from 'node:path';
import { pageFolders } from '../../src/cli/serve/folders.ts';
import { systemClock } from '../../src/cli/system-clock.ts';
import type { Json, JsonObject } from '../../src/core/json.ts';
import { steadyClock } from '../../src/kube/steady-clock.ts';
import type { Provider } from '../../src/providers/provider.ts';
import type { AuditEntry } from '../../src/service/access/audit/audit.ts';
import { openAccess } from '../../src/service/access/open-access.ts';
import { type ApiLimits, DEFAULT_LIMITS } from '../../src/service/api/api-limits.ts';
import { createApi } from '../../src/service/api/create-api.ts';
import { defaultConfig, readConfig } from '../../src/service/config/read-config.ts';
import { startRuns } from '../../src/service/runs/start-runs.ts';
import { openSqlite } from '../../src/service/store/sqlite/open-sqlite.ts';
import type { Store } from '../../src/service/store/store.ts';
import { type KeptLog, keptLog, partsOf } from './service-runs.ts';
import { temporaryFolder } from './temporary-folder.ts';

/** What a request brings. A text or bytes are sent as they are, anything else as JSON with its content type. */
export interface Asking {
  readonly headers?: OutgoingHttpHeaders;
  readonly body?: unknown;
}

export interface Answered {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
  /** The text as JSON; null where it is none. */
  readonly json: Json;
}

/** The API on 127.0.0.1 with a store in memory, real runs, nobody having to authenticate, and a made-up backend, the plugin `scripted`. */
export interface ApiStage {
  /** `http://127.0.0.1:PORT` */
  readonly url: string;
  readonly port: number;
  readonly store: Store;
  readonly log: KeptLog;
  readonly audited: readonly AuditEntry[];
  /** Sends a request to an address as it is written. */
  ask(method: string, target: string, asking?: Asking): Promise<Answered>;
  /** Asks about the namespace `team`. */
  team(method: string, path: string, asking?: Asking): Promise<Answered>;
  /** Lets all looks go on that are held, and those to come. */
  release(): void;
  /** Begins to end, as the service does. */
  readonly closing: AbortController;
  stop(): Promise<void>;
}

export interface ApiStageGiven {
  readonly limits?: Partial<ApiLimits>;
  /** Files of a dashboard; without any it is not built. */
  readonly dashboard?: Readonly<Record<string, string>>;
  readonly store?: Store;
  /** The configuration as YAML. Default: none. */
  readonly config?: string;
}

export async function openApiStage({
  limits,
  dashboard = {},
  store: given,
  config,
}: ApiStageGiven = {}): Promise<ApiStage> {
  const store = given ?? (await openSqlite({ clock: systemClock }));
  const log = keptLog();
  const audited: AuditEntry[] = [];
  const backend = holdingBackend();
  const runs = startRuns(
    partsOf({ store, clock: systemClock, steady: steadyClock, providers: [backend.provider], log }),
  );
  const folder = temporaryFolder();
  for (const [name, text] of Object.entries(dashboard)) folder.write(name, text);
  const closing = new AbortController();
  const access = await openAccess({
    config: config === undefined ? defaultConfig() : readConfig({ name: 'config', text: config }).config,
    store: store.access,
    clock: systemClock,
    random: (count) => randomBytes(count),
    fetch,
    env: {},
    mayStrangersCall: false,
  });
  const api = await createApi({
    version: '0.0.0-test',
    store,
    runs: runs.runs,
    feed: runs.feed,
    access,
    audit: (entry) => void audited.push(entry),
    clock: systemClock,
    steady: steadyClock,
    newId: () => randomUUID(),
    log,
    limits: { ...DEFAULT_LIMITS, ...limits },
    unreadiness: () => (closing.signal.aborted ? 'this replica is ending' : undefined),
    closing: closing.signal,
    metrics: async () => ({ contentType: 'text/plain; version=0.0.4', text: 'verdict_runs_live 0\n' }),
    folders: {
      dashboard: folder.path,
      swagger: pageFolders(join(import.meta.dirname, '..', '..', 'src', 'cli', 'serve')).swagger,
    },
    trustedProxies: [],
    providerKinds: ['scripted'],
  });
  const url = await api.listen({ host: '127.0.0.1', port: 0 });
  const port = Number(new URL(url).port);
  const ask: ApiStage['ask'] = (method, target, asking = {}) => send(port, method, target, asking);
  return {
    url,
    port,
    store,
    log,
    audited,
    ask,
    team: (method, path, asking) => ask(method, `/api/v1/namespaces/team${path}`, asking),
    release: () => backend.release(),
    closing,
    async stop() {
      backend.release();
      closing.abort();
      await runs.stop();
      api.server.closeAllConnections();
      await api.close();
      await store.close();
      folder.remove();
    },
  };
}

/** A template whose one metric gets `value`; its look is held back until `release` where it says so. */
export function gateTemplate(value: number, { name = 'gate', hold = false, metric = {}, spec = {} } = {}): JsonObject {
  return {
    apiVersion: 'argoproj.io/v1alpha1',
    kind: 'AnalysisTemplate',
    metadata: { name },
    spec: {
      metrics: [
        {
          name: 'm',
          successCondition: 'result == 1',
          failureCondition: 'result == 0',
          provider: { plugin: { scripted: { value, hold } } },
          ...metric,
        },
      ],
      ...spec,
    },
  };
}

function holdingBackend(): { readonly provider: Provider; release(): void } {
  const held = Promise.withResolvers<void>();
  return {
    release: () => held.resolve(),
    provider: {
      kind: 'scripted',
      type: 'Scripted',
      parse: (raw) => raw,
      async measure(config, { signal }) {
        const { value, hold, error } = config as { value: number; hold: boolean; error?: string };
        if (hold) await Promise.race([held.promise, aborted(signal)]);
        if (error !== undefined) throw new Error(error);
        return { kind: 'value', value, text: String(value) };
      },
    },
  };
}

function aborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    signal.addEventListener('abort', () => resolve(), { once: true });
  });
}

function send(port: number, method: string, target: string, { headers = {}, body }: Asking): Promise<Answered> {
  const isRaw = typeof body === 'string' || Buffer.isBuffer(body) || body === undefined;
  const sent = isRaw ? body : JSON.stringify(body);
  const type = body === undefined ? {} : { 'content-type': 'application/json' };
  return new Promise((resolve, reject) => {
    const asked = request(
      { host: '127.0.0.1', port, method, path: target, headers: { ...type, ...headers }, agent: false },
      (answer) => {
        const chunks: Buffer[] = [];
        answer.on('data', (chunk: Buffer) => chunks.push(chunk));
        answer.on('error', reject);
        answer.on('end', () => {
          const text = Buffer.concat(chunks).toString();
          resolve({ status: answer.statusCode ?? 0, headers: answer.headers, text, json: parsed(text) });
        });
      },
    );
    asked.on('error', reject);
    asked.end(sent);
  });
}

function parsed(text: string): Json {
  try {
    return JSON.parse(text) as Json;
  } catch {
    return null;
  }
}
