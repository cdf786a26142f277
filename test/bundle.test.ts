import { execFile, execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startServer, type TestServer } from './support/http-server.ts';

const ROOT = join(import.meta.dirname, '..');

/** What each provider's own settings are, and what its backend answers. Each loads another chunk of the bundle. */
const TEMPLATES = {
  web: { provider: (url: string) => ({ web: { url: `${url}/web`, jsonPath: '{$.v}' } }), condition: 'result > 0' },
  prometheus: {
    provider: (url: string) => ({ prometheus: { address: url, query: 'up' } }),
    condition: 'result[0] > 0',
  },
  datadog1: { provider: () => ({ datadog: { query: 'avg:x{*}' } }), condition: 'result > 0' },
  datadog2: { provider: () => ({ datadog: { apiVersion: 'v2', query: 'avg:x{*}' } }), condition: 'result > 0' },
  newRelic: { provider: () => ({ newRelic: { query: 'SELECT 1', profile: 'nr' } }), condition: 'result.count > 0' },
};

const ANSWERS: Readonly<Record<string, unknown>> = {
  '/web': { v: 1 },
  '/api/v1/query': { status: 'success', data: { resultType: 'vector', result: [{ metric: {}, value: [1, '1'] }] } },
  '/api/v2/query/scalar': { data: { attributes: { columns: [{ type: 'number', name: 'q', values: [1] }] } } },
  '/render': [{ target: 'a', datapoints: [[1, 100]] }],
  '/graphql': { data: { actor: { account: { nrql: { results: [{ count: 1 }] } } } } },
};

interface Ran {
  readonly code: number;
  readonly text: string;
}

describe('what is published', () => {
  const folder = mkdtempSync(join(tmpdir(), 'verdict-bundle-'));
  let server: TestServer;

  beforeAll(async () => {
    execFileSync(process.execPath, ['scripts/build.ts'], { cwd: ROOT, stdio: 'pipe' });
    server = await startServer(({ path, headers }) => {
      // Datadog's first version asks the same path as Prometheus, with keys.
      const isDatadog = path === '/api/v1/query' && headers['dd-api-key'] !== undefined;
      return { body: isDatadog ? { series: [{ pointlist: [[1, 1]] }] } : ANSWERS[path] };
    });
  });

  afterAll(async () => {
    await server.stop();
    rmSync(folder, { recursive: true });
  });

  function run(...words: string[]): Promise<Ran> {
    return runWith([], ...words);
  }

  function runWith(flags: readonly string[], ...words: string[]): Promise<Ran> {
    const env = {
      PATH: process.env['PATH'],
      DD_API_KEY: 'api-key-1',
      DD_APP_KEY: 'app-key-1',
      DD_ADDRESS: server.url,
      VERDICT_SECRET_NR__PERSONAL_API_KEY: 'nr-key-1',
      VERDICT_SECRET_NR__ACCOUNT_ID: '1',
      VERDICT_SECRET_NR__BASE_URL_NERDGRAPH: `${server.url}/graphql`,
      KUBECONFIG: join(folder, 'none'),
    };
    return new Promise((resolve) => {
      execFile(
        process.execPath,
        [...flags, join(ROOT, 'dist', 'main.js'), ...words],
        { env, cwd: folder },
        (error, stdout, stderr) => {
          resolve({ code: typeof error?.code === 'number' ? error.code : 0, text: stdout + stderr });
        },
      );
    });
  }

  function template(name: string, provider: object, condition: string): string {
    const file = join(folder, `${name}.json`);
    const metrics = [{ name: 'm', successCondition: condition, provider }];
    const document = {
      apiVersion: 'argoproj.io/v1alpha1',
      kind: 'AnalysisTemplate',
      metadata: { name: 't' },
      spec: { metrics },
    };
    writeFileSync(file, JSON.stringify(document));
    return file;
  }

  it.each(Object.entries(TEMPLATES))('measures through %s', async (name, { provider, condition }) => {
    const { code, text } = await run('run', template(name, provider(server.url), condition), '--timeout', '9s');
    expect(text).toContain('verdict=pass');
    expect(code).toBe(0);
  });

  it('lends its entry to a plugin', async () => {
    const file = template('graphite', { graphite: { address: server.url, query: 'target=a' } }, 'result[0] > 0');
    const { code, text } = await run('run', file, '--plugin', join(ROOT, 'plugins', 'graphite'), '--timeout', '9s');
    expect(text).toContain('verdict=pass');
    expect(code).toBe(0);
  });

  it('says how to give a cluster when a Job has none', async () => {
    const spec = { template: { spec: { restartPolicy: 'Never', containers: [{ name: 'c', image: 'i' }] } } };
    const { code, text } = await run('run', template('job', { job: { spec } }, ''), '--timeout', '2s');
    expect(text).toMatch(/--kubeconfig|KUBECONFIG/);
    expect(code).not.toBe(0);
  });

  it.each([
    ['tries a condition in JSONata', ['eval', '$.v > 1', '--language', 'jsonata', '--result', '{"v": 2}'], 'true'],
    ['prints the schema', ['schema'], '"AnalysisTemplate"'],
    ['says which version it is', ['version'], 'verdict 0.1.0'],
  ])('%s', async (_what, words, said) => {
    const { code, text } = await run(...words);
    expect(text).toContain(said);
    expect(code).toBe(0);
  });

  // An old Node would else run it to a pass that nobody judged.
  it.each(['v20.20.2', 'v24.9.0'])('refuses Node %s by name', async (version) => {
    const old = join(folder, 'old-node.cjs');
    writeFileSync(old, `Object.defineProperty(process, 'version', { value: '${version}' });`);
    const ran = await runWith(['--require', old], 'version');
    expect(ran).toEqual({
      code: 4,
      text: `verdict needs Node.js 24.11 or newer, this is ${version}. Install it and try again.\n`,
    });
  });

  it('names the licences of what it carries, and ships no source', () => {
    const listed = execFileSync('npm', ['pack', '--dry-run', '--json', '--ignore-scripts'], {
      cwd: ROOT,
      encoding: 'utf8',
      stdio: 'pipe',
    });
    const [{ files }] = JSON.parse(listed) as [{ files: readonly { path: string }[] }];
    const paths = files.map(({ path }) => path);
    expect(paths).toEqual(
      expect.arrayContaining(['bin/verdict.js', 'dist/main.js', 'dist/plugin.js', 'dist/THIRD-PARTY.txt', 'LICENSE']),
    );
    expect(paths.filter((path) => /^(src|test|scripts)\//.test(path))).toEqual([]);
  });
});
