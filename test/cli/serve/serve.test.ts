import { mkdirSync, statSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { systemClock } from '../../../src/cli/system-clock.ts';
import type { Json, JsonObject } from '../../../src/core/json.ts';
import { textIn } from '../../../src/core/json-members.ts';
import { openSqlite } from '../../../src/service/store/sqlite/open-sqlite.ts';
import { cliProcess } from '../../support/cli-process.ts';
import { cli } from '../../support/cli-world.ts';
import { freePort } from '../../support/free-port.ts';
import { startServer, type TestServer } from '../../support/http-server.ts';
import { type ServiceProcess, startService } from '../../support/service-process.ts';
import { sharedProgram } from '../../support/shared-program.ts';
import { webTemplate } from '../../support/templates.ts';
import { type TemporaryFolder, temporaryFolder } from '../../support/temporary-folder.ts';

let program: string;
let folder: TemporaryFolder;
const running: ServiceProcess[] = [];
const servers: TestServer[] = [];

beforeAll(async () => {
  program = await sharedProgram();
});
beforeEach(() => {
  folder = temporaryFolder();
});
afterEach(async () => {
  for (const service of running.splice(0)) await service.kill();
  for (const server of servers.splice(0)) await server.stop();
  folder.remove();
});

async function serve(
  flags: readonly string[] = [],
  given: Partial<Parameters<typeof startService>[0]> = {},
): Promise<ServiceProcess> {
  const service = await startService({ program, flags: ['--data', folder.at('data'), ...flags], ...given });
  running.push(service);
  return service;
}

/** Runs `verdict serve` in this process; it is expected to end by itself. */
async function refused(flags: readonly string[], env: Readonly<Record<string, string>> = {}) {
  const { code, stdout, stderr } = await cli(['serve', ...flags], { env });
  return { code, said: stdout + stderr };
}

async function backend(value: number, holds?: Promise<void>): Promise<TestServer> {
  const server = await startServer(async () => {
    await holds;
    return { body: { value } };
  });
  servers.push(server);
  return server;
}

async function ask(url: string, method = 'GET', body?: string): Promise<{ status: number; json: Json }> {
  const answer = await fetch(url, {
    method,
    ...(body !== undefined && { body, headers: { 'content-type': 'application/json' } }),
  });
  const text = await answer.text();
  return { status: answer.status, json: text.startsWith('{') ? (JSON.parse(text) as Json) : text };
}

const START = (url: string, metric = {}): string =>
  JSON.stringify({ template: JSON.parse(webTemplate(url, [{ successCondition: 'result == 1', ...metric }])) as Json });

describe('verdict serve', () => {
  it('gives a release its verdict, says where it is and how it stands open, logs lines of JSON, and keeps its folder to its owner', async () => {
    const service = await serve();
    const { url } = await backend(1);
    const template = webTemplate(url, [{ successCondition: 'result == 1' }]);
    await ask(`${service.url}/api/v1/namespaces/shop/templates/checkout`, 'PUT', template);
    const { status, json } = await ask(`${service.url}/api/v1/namespaces/shop/gate/checkout?wait=20s`, 'POST');
    expect([status, textIn(json, 'verdict')]).toEqual([200, 'pass']);
    expect(service.said()).toContain(`serves on ${service.url}`);
    expect(service.said()).toContain(`store           SQLite in ${folder.at('data')}`);
    expect(service.said()).toContain('authentication  none: this machine only');
    expect(statSync(folder.at('data')).mode & 0o077).toBe(0);
    expect((await ask(`${service.url}/readyz`)).status).toBe(200);
    expect((await ask(`${service.url}/metrics`)).json).toContain(
      'verdict_runs_ended_total{namespace="shop",verdict="pass"} 1',
    );
    const { code, stderr } = await service.end();
    expect(code).toBe(0);
    const lines = stderr
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as JsonObject);
    const action = 'PUT /api/v1/namespaces/:namespace/templates/:name';
    expect(lines).toContainEqual(expect.objectContaining({ audit: true, who: 'anonymous', action, outcome: 'done' }));
    expect(lines.at(-1)).toMatchObject({ level: 'info', msg: 'ended' });
  });

  it('goes on with its runs after SIGKILL', async () => {
    const released = Promise.withResolvers<void>();
    const { url } = await backend(1, released.promise);
    const first = await serve();
    const started = await ask(`${first.url}/api/v1/namespaces/shop/runs`, 'POST', START(url));
    await first.kill();
    const second = await serve();
    released.resolve();
    const run = `${second.url}/api/v1/namespaces/shop/runs/${textIn(started.json, 'id')}?wait=30s`;
    expect((await ask(run)).json).toMatchObject({ verdict: 'pass', attempt: 1 });
  });

  it('on SIGTERM answers those who wait with what is known, and ends soon', async () => {
    const released = Promise.withResolvers<void>();
    const { url } = await backend(1, released.promise);
    const service = await serve();
    const started = await ask(`${service.url}/api/v1/namespaces/shop/runs`, 'POST', START(url));
    const waiting = ask(`${service.url}/api/v1/namespaces/shop/runs/${textIn(started.json, 'id')}?wait=5m`);
    const stream = await fetch(`${service.url}/api/v1/namespaces/shop/events`);
    const ended = service.end();
    expect((await waiting).json).toMatchObject({ verdict: null });
    await stream.text();
    expect(await ended).toMatchObject({ code: 0, signal: null });
    released.resolve();
  });

  it('leaves at once when it is asked twice', async () => {
    const released = Promise.withResolvers<void>();
    const { url, requests } = await backend(1, released.promise);
    const service = await serve();
    await ask(`${service.url}/api/v1/namespaces/shop/runs`, 'POST', START(url, { provider: { timeoutSeconds: 60 } }));
    while (requests.length === 0) await ask(`${service.url}/healthz`);
    process.kill(service.pid, 'SIGTERM');
    while (!service.said().includes('ending: ')) await new Promise((resolve) => setImmediate(resolve));
    process.kill(service.pid, 'SIGTERM');
    expect((await service.end()).code).toBe(130);
    released.resolve();
  });

  it('asks for authentication where the configuration says so, and tells no token', async () => {
    const config = folder.write('config.yaml', 'authentication: {tokens: true}\n');
    const { stdout } = await cliProcess(
      ['token', 'create', 'ci', '--namespace', 'shop', '--role', 'runner', '--data', folder.at('data')],
      { program },
    ).ended;
    const token = /verdict_\S+/.exec(stdout)?.[0] ?? '';
    const service = await serve(['--config', config]);
    expect((await ask(`${service.url}/api/v1/namespaces/shop/runs`)).status).toBe(401);
    const answer = await fetch(`${service.url}/api/v1/namespaces/shop/runs`, {
      headers: { authorization: `Bearer ${token}` },
    });
    expect(answer.status).toBe(200);
    const other = await fetch(`${service.url}/api/v1/namespaces/other/runs`, {
      headers: { authorization: `Bearer ${token}` },
    });
    expect(other.status).toBe(403);
    expect(service.said()).toContain('authentication  API tokens');
    const { stdout: out, stderr: err } = await service.end();
    expect(out + err).not.toContain(token);
  });
});

describe('verdict serve is not begun', () => {
  it('on a port that is taken', async () => {
    const blocker = createServer().listen(0, '127.0.0.1');
    await new Promise((resolve) => blocker.once('listening', resolve));
    const { port } = blocker.address() as AddressInfo;
    const { code, said } = await refused(['--listen', `127.0.0.1:${port}`, '--data', folder.at('data')]);
    expect([code, said]).toEqual([
      4,
      expect.stringContaining(`cannot listen on 127.0.0.1, port ${port}: the port is in use`),
    ]);
    blocker.close();
  });

  it('by a second process on one folder', async () => {
    await serve();
    const { code, said } = await refused(['--listen', '127.0.0.1:0', '--data', folder.at('data')]);
    expect([code, said]).toEqual([3, expect.stringContaining(folder.at('data'))]);
    expect(said).not.toContain('VERDICT_DEBUG');
  });

  it('in a folder that is a file', async () => {
    const { code, said } = await refused(['--listen', '127.0.0.1:0', '--data', folder.write('file', '')]);
    expect([code, said]).toEqual([3, expect.stringContaining(folder.at('file'))]);
    expect(said).not.toContain('VERDICT_DEBUG');
  });

  it('on a database of a newer version', async () => {
    await (await openSqlite({ folder: folder.at('data'), clock: systemClock })).close();
    const database = new DatabaseSync(folder.at('data/verdict.db'));
    database.exec("INSERT INTO schema_versions VALUES (1000, 'later', 0)");
    database.close();
    const { code, said } = await refused(['--listen', '127.0.0.1:0', '--data', folder.at('data')]);
    expect([code, said]).toEqual([3, expect.stringContaining('has version 1000 of the schema')]);
  });

  it('without its database, whose password is not told', async () => {
    const port = await freePort();
    const url = `postgres://verdict:s3cr3t-w0rd@127.0.0.1:${port}/verdict`;
    for (const [flags, env] of [
      [['--database-url', url], {}],
      [[], { VERDICT_DATABASE_URL: url }],
    ] as const) {
      const { code, said } = await refused(['--listen', '127.0.0.1:0', ...flags], env);
      expect([code, said]).toEqual([3, expect.stringContaining(`PostgreSQL at 127.0.0.1:${port}/verdict`)]);
      expect(said).not.toContain('s3cr3t');
    }
  });

  it.each(['postgres://ann:geheim@127.0.0.1:port/verdict', 'geheim'])('with a database at %s', async (url) => {
    const { code, said } = await refused(['--listen', '127.0.0.1:0', '--database-url', url]);
    expect([code, said]).toEqual([4, expect.stringContaining('it is no URL of a PostgreSQL')]);
    expect(said).not.toContain('geheim');
  });

  it.each<[flags: (folder: TemporaryFolder) => readonly string[], text: string]>([
    [() => ['--listen', 'nowhere'], '--listen "nowhere": HOST:PORT was expected'],
    [() => ['--listen', '0.0.0.0:0'], 'can be reached from other machines, and nobody would have to say who they are'],
    [() => ['--listen', '192.0.2.1:0', '--allow-unauthenticated'], 'this machine has no such address'],
    [() => ['--config', '/nowhere.yaml'], '--config /nowhere.yaml: the file cannot be read'],
    [
      (folder) => ['--config', folder.write('c.yaml', 'authentcation: {}\n')],
      'unknown field "authentcation"; did you mean "authentication"?',
    ],
    [() => ['--secrets-dir', '/nowhere'], '--secrets-dir /nowhere: there is no such folder'],
    [() => ['--plugin', '/nowhere.js'], '/nowhere.js'],
    [() => ['--database-url', 'mysql://a:geheim@b/c', '--data', ''], 'not both'],
    [() => ['--log-level', 'loud'], "'loud' is invalid"],
    [() => ['--prot', '1'], "unknown option '--prot'"],
    [() => ['somewhere'], 'too many arguments'],
  ])('with what cannot be used (%#)', async (flags, text) => {
    mkdirSync(folder.at('data'), { recursive: true });
    const given = flags(folder);
    const { code, said } = await refused([
      ...(given.includes('--data') ? [] : ['--data', folder.at('data')]),
      ...(given.includes('--listen') ? [] : ['--listen', '127.0.0.1:0']),
      ...given,
    ]);
    expect([code, said]).toEqual([4, expect.stringContaining(text)]);
    expect(said).not.toContain('geheim');
  });
});
