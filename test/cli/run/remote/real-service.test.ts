import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type CliResult, cli, type TestWorld, testWorld } from '../../../support/cli-world.ts';
import { startServer, type TestServer } from '../../../support/http-server.ts';
import { webTemplate } from '../../../support/templates.ts';
import { temporaryFolder } from '../../../support/temporary-folder.ts';
import { until } from '../../../support/until.ts';

const folder = temporaryFolder();
let backend: TestServer;
let world: TestWorld;
let serving: Promise<CliResult>;
let url = '';

beforeAll(async () => {
  backend = await startServer(({ query }) => ({ body: { value: Number(query.get('value')) } }));
  world = { ...testWorld(), newUid: randomUUID };
  serving = cli(['serve', '--listen', '127.0.0.1:0', '--data', folder.at('data')], world);
  await until(() => / on http:\/\/\S+\n/.test(world.said().stdout), serving);
  url = / on (http:\/\/\S+)\n/.exec(world.said().stdout)?.[1] ?? '';
});
afterAll(async () => {
  world.interrupt();
  expect((await serving).code).toBe(0);
  await backend.stop();
  folder.remove();
});

const METRIC = { interval: '20ms', count: 3, successCondition: 'result > 0.9' };

it.each([
  { value: 1, code: 0, verdict: 'pass' },
  { value: 0.5, code: 1, verdict: 'fail' },
])(
  'verdict serve gives $verdict to verdict run --server, with evidence that can be replayed',
  async ({ value, code, verdict }) => {
    const template = webTemplate(`${backend.url}/?value={{args.value}}`, [METRIC], { args: [{ name: 'value' }] });
    const evidence = folder.at(`${verdict}.json`);
    const words = ['run', folder.write('t.json', template), '-a', `value=${value}`, '--server', url, '-o', 'json'];
    const there = await cli([...words, '--evidence', evidence, '-n', 'team-a'], { uid: randomUUID() });
    expect(there.code).toBe(code);
    const report = JSON.parse(there.stdout);
    expect(report).toMatchObject({
      verdict,
      run: { namespace: 'team-a', args: [{ name: 'value', value: `${value}` }] },
    });
    const replayed = await cli(['replay', evidence, '-o', 'json']);
    expect({ ...replayed, stdout: '' }).toEqual({ code, stdout: '', stderr: '' });
    expect(JSON.parse(replayed.stdout)).toEqual({
      ...report,
      run: JSON.parse(replayed.stdout).run,
      producedBy: report.producedBy,
    });
    expect(JSON.parse(replayed.stdout).run).toEqual(report.run);
  },
);

it('what verdict serve refuses is told once, in the words of a request', async () => {
  const outer = webTemplate(backend.url, [METRIC], { templates: [{ templateName: 'none' }] });
  const { code, stderr } = await cli(['run', folder.write('t.json', outer), '--server', url], { uid: randomUUID() });
  expect(code).toBe(4);
  expect(stderr).toMatch(/^verdict: .*none.*\n$/);
});
