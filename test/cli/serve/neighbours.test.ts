import { readFileSync } from 'node:fs';
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Json } from '../../../src/core/json.ts';
import { listIn, memberIn, textIn } from '../../../src/core/json-members.ts';
import { startServer, type TestServer } from '../../support/http-server.ts';
import { type ServiceProcess, startService } from '../../support/service-process.ts';
import { sharedProgram } from '../../support/shared-program.ts';
import { webTemplate } from '../../support/templates.ts';
import { type TemporaryFolder, temporaryFolder } from '../../support/temporary-folder.ts';

const BODIES: Readonly<Record<string, Json>> = {
  '/': { value: 1, rest: 'x'.repeat(5_000) },
  '/list': { value: Array.from({ length: 1_000 }, (_, index) => index) },
  '/wide': { value: 'x'.repeat(70_000) },
};

let bundle: string;
let folder: TemporaryFolder;
let backend: TestServer;
let service: ServiceProcess;

beforeAll(async () => {
  bundle = await sharedProgram();
});
beforeEach(async () => {
  folder = temporaryFolder();
  backend = await startServer(({ path }) => ({ body: BODIES[path] }));
});
afterEach(async () => {
  await service.kill();
  await backend.stop();
  folder.remove();
});

/** The only measurement of a run of one metric. */
async function measured(metric: Readonly<Record<string, unknown>>, path = '/'): Promise<Json | undefined> {
  const template = JSON.parse(webTemplate(backend.url + path, [{ consecutiveErrorLimit: 0, ...metric }])) as Json;
  const runs = `${service.url}/api/v1/namespaces/shop/runs`;
  const headers = { 'content-type': 'application/json' };
  const started = await fetch(runs, { method: 'POST', headers, body: JSON.stringify({ template }) });
  const { id } = (await started.json()) as { id: string };
  const run = (await (await fetch(`${runs}/${id}?wait=20s`)).json()) as Json;
  return listIn(listIn(memberIn(run, 'status'), 'metricResults')[0], 'measurements')[0];
}

/** Processes that another has started. */
function childrenOf(pid: number): readonly string[] {
  const text = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim();
  return text === '' ? [] : text.split(' ');
}

describe.each([
  ['the bundle', () => ({ program: bundle })],
  ['the source', () => ({})],
])('a service that runs from %s', (_from, program) => {
  beforeEach(async () => {
    service = await startService({ ...program(), flags: ['--data', folder.at('data')] });
  });

  it('evaluates JSONata in a process of its own, which has none of its environment and ends with it', async () => {
    const jsonata = { conditionLanguage: 'jsonata', transform: '$ + 1', successCondition: '$ = 2' };
    expect(await measured(jsonata)).toMatchObject({ phase: 'Successful', value: '1' });
    const [child = '', ...others] = childrenOf(service.pid);
    expect(others).toEqual([]);
    expect(readFileSync(`/proc/${child}/environ`, 'utf8')).not.toMatch(/HOME|PATH/);
    const { code } = await service.end();
    expect(code).toBe(0);
    expect(() => childrenOf(Number(child))).toThrow('ENOENT');
  });
});

describe('a look that would hold up others is an error that says so', () => {
  beforeEach(async () => {
    const config = folder.write('verdict.yaml', 'limits: {answerBytes: 80000}');
    service = await startService({ program: bundle, flags: ['--data', folder.at('data'), '--config', config] });
  });

  it('where its condition takes long', async () => {
    // A run on a command line would carry it out, which takes a second.
    const long = 'all(result, all(result, len(split(string(#), "")) > 0))';
    expect(await measured({ successCondition: long }, '/list')).toMatchObject({
      phase: 'Error',
      message: `could not evaluate successCondition "${long}": evaluation was ended: it takes longer than a condition may take here`,
    });
  });

  it('where a value is too large to be kept', async () => {
    const look = await measured({ successCondition: 'len(result) > 0' }, '/wide');
    expect(look).toMatchObject({ phase: 'Error' });
    expect(textIn(look, 'message')).toContain('the value is too large: 65536 characters are the most that is kept');
  });
});

describe('an answer that is too large', () => {
  it('is an error that says so', async () => {
    const config = folder.write('verdict.yaml', 'limits: {answerBytes: 4000}');
    service = await startService({ program: bundle, flags: ['--data', folder.at('data'), '--config', config] });
    const look = await measured({ successCondition: 'result == 1' });
    expect(look).toMatchObject({ phase: 'Error' });
    expect(textIn(look, 'message')).toContain('4000');
  });
});
