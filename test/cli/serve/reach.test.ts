import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Json, JsonObject } from '../../../src/core/json.ts';
import { textIn } from '../../../src/core/json-members.ts';
import { startServer as startBackend, type TestServer } from '../../support/http-server.ts';
import { type ServiceProcess, startService } from '../../support/service-process.ts';
import { sharedProgram } from '../../support/shared-program.ts';
import { type TemporaryFolder, temporaryFolder } from '../../support/temporary-folder.ts';

const TRACE = '4bf92f3577b34da6a3ce929d0e0e4736';
const CONFIG = { egress: { deny: ['127.0.0.2', '*.denied.test'] } };
let program: string;
let folder: TemporaryFolder;
let backend: TestServer;
let service: ServiceProcess;

beforeAll(async () => {
  folder = temporaryFolder();
  backend = await startBackend(({ path }) =>
    path === '/to' ? { status: 307, headers: { location: 'http://169.254.169.254/latest/' } } : { body: { value: 1 } },
  );
  program = await sharedProgram();
  service = await serve();
});
afterAll(async () => {
  await service.kill();
  await backend.stop();
  folder.remove();
});

function serve(...more: readonly string[]): Promise<ServiceProcess> {
  const config = folder.write('config.json', JSON.stringify(CONFIG));
  return startService({ program, flags: ['--data', folder.at(`data-${more.length}`), '--config', config, ...more] });
}

interface Answer {
  readonly status: number;
  readonly body: JsonObject;
}

async function post(path: string, body: Json, headers: Readonly<Record<string, string>> = {}): Promise<Answer> {
  const answer = await fetch(`${service.url}/api/v1/namespaces/shop${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
  });
  // Every answer of the API is an object.
  return { status: answer.status, body: (await answer.json()) as JsonObject };
}

/** One web metric that asks an address. */
function asking(url: string, metric: JsonObject = {}): JsonObject {
  const provider = { web: { url, jsonPath: '{$.value}' } };
  const metrics = [{ name: 'm', consecutiveErrorLimit: 0, successCondition: 'result == 1', ...metric, provider }];
  const head = { apiVersion: 'argoproj.io/v1alpha1', kind: 'AnalysisTemplate', metadata: { name: 'asking' } };
  return { ...head, spec: { metrics } };
}

/** The run, once it has ended. */
async function ended(template: JsonObject, headers: Readonly<Record<string, string>> = {}): Promise<JsonObject> {
  const { status, body } = await post('/runs', { template }, headers);
  expect(status).toBe(201);
  const answer = await fetch(`${service.url}/api/v1/namespaces/shop/runs/${textIn(body, 'id')}?wait=30s`);
  return (await answer.json()) as JsonObject;
}

describe('runs of the service', () => {
  it.each([
    { url: 'http://127.0.0.2:PORT/', says: '127.0.0.2 is denied by 127.0.0.2 (by egress.deny)' },
    { url: 'http://0x7f000002:PORT/', says: '127.0.0.2 is denied by 127.0.0.2 (by egress.deny)' },
    { url: 'http://a.denied.test/', says: 'a.denied.test is denied by *.denied.test (by egress.deny)' },
    { url: 'http://2852039166/latest/meta-data/', says: '169.254.169.254 is denied by 169.254.0.0/16 (by default' },
    { url: 'http://127.0.0.1:PORT/to', says: '169.254.169.254 is denied by 169.254.0.0/16 (by default' },
  ])('end in an error where they may not ask: $url', async ({ url, says }) => {
    const run = await ended(asking(url.replace('PORT', String(backend.port))));
    expect(run).toMatchObject({ verdict: 'error', phase: 'Error' });
    expect(JSON.stringify(run['status'])).toContain(`egress denied: ${says}`);
  });

  it.each(['http://127.0.0.2:1/hook', 'http://[::ffff:169.254.169.254]/', 'http://hook.denied.test/'])(
    'are not started with a callback to where they may not ask: %s',
    async (url) => {
      const answer = await post('/runs', { template: asking(backend.url), callback: { url } });
      expect(answer).toMatchObject({ status: 422, body: { code: 'EGRESS_DENIED' } });
    },
  );

  it('carry the trace of whoever started them to their backends', async () => {
    const before = backend.requests.length;
    const headers = { traceparent: `00-${TRACE}-00f067aa0ba902b7-01`, tracestate: 'ci=42' };
    const template = asking(`${backend.url}/traced`, { interval: '50ms', count: 2 });
    expect(await ended(template, headers)).toMatchObject({ verdict: 'pass' });
    const seen = backend.requests.slice(before).map(({ headers }) => [headers['traceparent'], headers['tracestate']]);
    const wanted = [expect.stringMatching(`^00-${TRACE}-[0-9a-f]{16}-01$`), 'ci=42'];
    expect(seen).toEqual([wanted, wanted]);
    expect(seen[0]?.[0]).not.toBe(seen[1]?.[0]);
  });

  it('carry none when there is none', async () => {
    const before = backend.requests.length;
    await ended(asking(`${backend.url}/untraced`), { traceparent: 'nonsense' });
    expect(backend.requests.slice(before).map(({ headers }) => headers['traceparent'])).toEqual([undefined]);
  });

  it('that ask the same ask once, unless they may not share', async () => {
    const requestsOf = async (path: string): Promise<number> => {
      const template = asking(`${backend.url}${path}`);
      const runs = await Promise.all(Array.from({ length: 20 }, () => ended(template)));
      expect(runs.every(({ verdict }) => verdict === 'pass')).toBe(true);
      return backend.requests.filter((request) => request.path === path).length;
    };
    expect(await requestsOf('/shared')).toBeLessThan(20);
    const page = await (await fetch(`${service.url}/metrics`)).text();
    expect(page).toMatch(/^verdict_questions_total\{how="shared"\} [1-9]/m);
    const sharing = service;
    service = await serve('--no-sharing');
    expect(await requestsOf('/alone')).toBe(20);
    await service.kill();
    service = sharing;
  });
});
