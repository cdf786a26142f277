import { cliProcess } from '../../../support/cli-process.ts';
import { type HttpApi, startApi } from '../../../support/http-api.ts';
import { type ServiceProcess, startService } from '../../../support/service-process.ts';
import { type TemporaryFolder, temporaryFolder } from '../../../support/temporary-folder.ts';
import { canary, type Written } from './canaries.ts';
import { type EchoBackend, startEchoBackend } from './echo-backend.ts';

/** Secrets in all the places from which the service takes them. */
export function plantedCanaries() {
  return {
    environment: canary('a Secret of the environment', '-/=<\u00e9>'),
    folder: canary('a Secret of the folder'),
    cluster: canary('a Secret of the cluster', '"\\&'),
    oauth: canary('a client secret', '/+&'),
    accessToken: canary('an access token'),
    datadogApi: canary('a variable: the API key of Datadog'),
    datadogApp: canary('a variable: the application key of Datadog'),
    newRelic: canary('a Secret of a provider'),
    amazon: canary('a variable that nobody was granted'),
    hidden: canary('a Secret that nobody was granted'),
    proxy: canary('the password of the proxy'),
    signing: canary('the key of callbacks'),
    oidc: canary('the secret of the OIDC client'),
    wrong: canary('a token that is none'),
  };
}

/** The service as a process with secrets around it, and everything that it says. */
export interface CanaryStage {
  readonly planted: ReturnType<typeof plantedCanaries>;
  /** An API token: an admin of all namespaces. */
  readonly token: string;
  readonly backend: EchoBackend;
  readonly service: ServiceProcess;
  readonly folder: TemporaryFolder;
  /** Every answer so far, with its headers. */
  readonly answers: readonly Written[];
  /** Asks the API. */
  readonly ask: (
    path: string,
    init?: { readonly method?: string; readonly body?: unknown; readonly token?: string },
  ) => Promise<AskedPage>;
  stop(): Promise<void>;
}

export interface AskedPage {
  readonly status: number;
  readonly text: string;
}

export async function openCanaryStage(
  program: string,
  store: (folder: TemporaryFolder) => readonly string[],
): Promise<CanaryStage> {
  const planted = plantedCanaries();
  const folder = temporaryFolder();
  folder.write('secrets/basic/password', planted.folder.text);
  folder.write('secrets/oauth/secret', planted.oauth.text);
  folder.write('secrets/hidden/token', planted.hidden.text);
  folder.write('secrets/newrelic/personal-api-key', planted.newRelic.text);
  folder.write('secrets/newrelic/account-id', '1');
  const backend = await startEchoBackend({ accessToken: planted.accessToken.text });
  folder.write('secrets/newrelic/base-url-nerdgraph', `${backend.url}/graphql`);
  const api = await startApi([
    {
      apiVersion: 'v1',
      kind: 'Secret',
      metadata: { name: 'cloud', namespace: 'shop' },
      data: { key: Buffer.from(planted.cluster.text).toString('base64') },
    },
  ]);
  const storeFlags = store(folder);
  const token = await createToken(program, storeFlags);
  const service = await startService({
    program,
    flags: flagsOf(folder, storeFlags, api, backend),
    env: environmentOf(planted, backend),
  });
  const answers: Written[] = [];
  return {
    planted,
    token,
    backend,
    service,
    folder,
    answers,
    async ask(path, { method = 'GET', body, token: given = token } = {}) {
      const headers = {
        authorization: `Bearer ${given}`,
        ...(body !== undefined && { 'content-type': 'application/json' }),
      };
      const sent = typeof body === 'string' ? body : JSON.stringify(body);
      const answer = await fetch(`${service.url}${path}`, {
        method,
        headers,
        ...(body !== undefined && { body: sent }),
      });
      const text = await answer.text();
      const head = JSON.stringify([...answer.headers]);
      answers.push({ name: `answer to ${method} ${path}`, bytes: Buffer.from(`${head}\n${text}`) });
      return { status: answer.status, text };
    },
    async stop() {
      await service.kill();
      await Promise.all([backend.stop(), api.stop()]);
      folder.remove();
    },
  };
}

function flagsOf(
  folder: TemporaryFolder,
  store: readonly string[],
  api: HttpApi,
  backend: EchoBackend,
): readonly string[] {
  const config = folder.write('config.json', JSON.stringify(configOf(backend)));
  const kubeconfig = folder.write('kubeconfig', JSON.stringify(kubeconfigOf(api.url)));
  const places = ['--config', config, '--secrets-dir', folder.at('secrets'), '--kubeconfig', kubeconfig];
  return [...store, ...places, '--log-level', 'debug', '--log-format', 'json'];
}

function configOf(backend: EchoBackend): unknown {
  return {
    publicUrl: 'http://localhost',
    authentication: {
      oidc: {
        issuer: `${backend.url}/issuer`,
        audience: 'verdict',
        clientId: 'verdict',
        clientSecret: { env: 'OIDC_SECRET' },
        roles: [{ value: 'admins', namespace: '*', role: 'admin' }],
      },
    },
    callbacks: { signingKey: { env: 'SIGNING_KEY' } },
    grants: [
      {
        namespace: 'shop',
        secrets: [
          { name: 'api', from: 'environment' },
          { name: 'basic', from: 'folder' },
          { name: 'oauth', from: 'folder' },
          { name: 'newrelic', from: 'folder' },
          { name: 'cloud', from: 'cluster' },
        ],
        environment: ['DD_ADDRESS', 'DD_API_KEY', 'DD_APP_KEY'],
      },
    ],
  };
}

function environmentOf(planted: ReturnType<typeof plantedCanaries>, backend: EchoBackend): Record<string, string> {
  return {
    VERDICT_SECRET_API__TOKEN: planted.environment.text,
    VERDICT_SECRET_HIDDEN__TOKEN: planted.hidden.text,
    DD_ADDRESS: backend.url,
    DD_API_KEY: planted.datadogApi.text,
    DD_APP_KEY: planted.datadogApp.text,
    AWS_ACCESS_KEY_ID: 'AKIDAKIDAKID',
    AWS_SECRET_ACCESS_KEY: planted.amazon.text,
    // Nobody listens there: requests for other hosts fail at the proxy.
    HTTP_PROXY: `http://me:${planted.proxy.text}@127.0.0.1:1`,
    SIGNING_KEY: planted.signing.text,
    OIDC_SECRET: planted.oidc.text,
  };
}

function kubeconfigOf(server: string): unknown {
  return {
    'current-context': 'test',
    contexts: [{ name: 'test', context: { cluster: 'test', user: 'test', namespace: 'elsewhere' } }],
    clusters: [{ name: 'test', cluster: { server } }],
    users: [{ name: 'test', user: {} }],
  };
}

async function createToken(program: string, store: readonly string[]): Promise<string> {
  const words = ['token', 'create', 'canary', '--namespace', '*', '--role', 'admin', ...store];
  const { code, stdout, stderr } = await cliProcess(words, { program }).ended;
  if (code !== 0) throw new Error(`no token was made: ${stdout}${stderr}`);
  return stdout.trim();
}
