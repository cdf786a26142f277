import { copyFileSync, mkdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { cliProcess, ROOT, started } from '../support/cli-process.ts';
import { startServer, type TestServer } from '../support/http-server.ts';
import { webTemplate } from '../support/templates.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { until } from '../support/until.ts';

const folder = temporaryFolder();
let backend: TestServer;
beforeAll(async () => {
  backend = await startServer(({ path }) => (path === '/slow' ? undefined : { body: { value: 1 } }));
});
afterAll(async () => {
  await backend.stop();
  folder.remove();
});

describe('a process', () => {
  it('exits with the verdict', async () => {
    const file = folder.write('good.json', webTemplate(backend.url, [{ successCondition: 'result == 1' }]));
    const { code, stdout, stderr } = await cliProcess(['run', file, '-o', 'json']).ended;
    expect({ code, verdict: JSON.parse(stdout).verdict }).toEqual({ code: 0, verdict: 'pass' });
    expect(stderr).toContain('measurement metric=m1');
  });

  it('keeps its exit code when nobody reads what it says', async () => {
    const file = folder.write('bad.json', webTemplate(backend.url, [{ successCondition: 'result == 2' }]));
    const running = cliProcess(['run', file]);
    running.child.stdout?.destroy();
    expect((await running.ended).code).toBe(1);
  });

  it('ends the run at SIGTERM, with its report and verdict', async () => {
    const file = folder.write(
      'endless.json',
      webTemplate(backend.url, [{ interval: '5ms', successCondition: 'result == 1' }]),
    );
    const running = cliProcess(['run', file, '--timeout', '1h']);
    await running.says('measurement metric=m1');
    running.child.kill('SIGTERM');
    const { code, stdout } = await running.ended;
    expect(code).toBe(5);
    expect(stdout).toContain('exit code 5');
  });

  it('gives up a look under way at SIGINT', async () => {
    const file = folder.write('slow.json', webTemplate(`${backend.url}/slow`, [{ successCondition: 'result == 1' }]));
    const running = cliProcess(['run', file]);
    await until(() => backend.requests.some(({ path }) => path === '/slow'), running.ended);
    running.child.kill('SIGINT');
    expect((await running.ended).code).toBe(5);
  });
});

describe('bin/verdict.js', () => {
  const run = (node: string, script: string, words: readonly string[]) =>
    started(node, [script, ...words], { PATH: '/usr/bin:/bin' }).ended;

  it('runs the source in a checkout', async () => {
    const { code, stdout } = await run(process.execPath, join(ROOT, 'bin', 'verdict.js'), ['--help']);
    expect(code).toBe(0);
    expect(stdout).toContain('Usage: verdict');
  });

  describe('under a Node that is too old', () => {
    // It says it is 20 and is the present one, so that the test needs no other: what it is told it reads from process.version.
    const old = folder.write('old-node.cjs', "Object.defineProperty(process, 'version', { value: 'v20.1.0' });");
    const runOld = (script: string, words: readonly string[]) =>
      started(process.execPath, ['-r', old, script, ...words], { PATH: '/usr/bin:/bin' }).ended;

    it('goes on with the one that came with the dependencies', async () => {
      const { code, stdout } = await runOld(join(ROOT, 'bin', 'verdict.js'), ['--version']);
      expect({ code, stdout }).toEqual({ code: 0, stdout: expect.stringMatching(/^\d+\.\d+\.\d+\n$/) });
    });

    it.each<{ given: string; isCheckout: boolean; says: string }>([
      { given: 'a checkout without dependencies', isCheckout: true, says: 'Run `npm ci` in ' },
      { given: 'a published package', isCheckout: false, says: 'Install it and try again.' },
    ])('says what is missing in $given', async ({ isCheckout, says }) => {
      const root = folder.at(isCheckout ? 'checkout' : 'package');
      mkdirSync(join(root, 'bin'), { recursive: true });
      for (const file of ['verdict.js', 'package.json']) copyFileSync(join(ROOT, 'bin', file), join(root, 'bin', file));
      if (isCheckout) symlinkSync(join(ROOT, 'src'), join(root, 'src'));
      const { code, stderr } = await runOld(join(root, 'bin', 'verdict.js'), ['run']);
      expect(code).toBe(4);
      expect(stderr).toMatch(/^verdict needs Node\.js 24\.11 or newer, this is v20\.1\.0\. /);
      expect(stderr).toContain(says);
    });
  });
});
