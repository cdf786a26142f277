import { copyFileSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type CliResult, cli, cliStoppedAt } from '../../support/cli-world.ts';
import { startServer, type TestServer } from '../../support/http-server.ts';
import { webTemplate } from '../../support/templates.ts';
import { type TemporaryFolder, temporaryFolder } from '../../support/temporary-folder.ts';

const GRAPHITE = join(import.meta.dirname, '../../../plugins/graphite');

let backend: TestServer;
let folder: TemporaryFolder;
let template = '';
let saved = '';

beforeAll(async () => {
  backend = await startServer(() => ({ body: { value: 1 } }));
});
afterAll(() => backend.stop());
afterEach(() => folder.remove());
beforeEach(async () => {
  folder = temporaryFolder();
  const metric = { interval: '1h', count: 3, successCondition: 'result == {{args.want}}' };
  template = folder.write(
    'template.json',
    webTemplate(backend.url, [metric], { args: [{ name: 'want', value: '1' }] }),
  );
  saved = folder.at('run.json');
  // Saved in the middle: the first of three measurements is there, and nobody has stopped the run yet.
  const copies = folder.at('copy.json');
  await cliStoppedAt(['run', template, '--save', saved, '--namespace', 'shop'], 'measurement');
  copyFileSync(saved, copies);
  writeFileSync(saved, goingOn(readFileSync(copies, 'utf8')));
});

/** The saved run as it was before the stop: still running. */
function goingOn(text: string): string {
  const json = JSON.parse(text);
  const { completedAt: _, message: __, ...status } = json.status;
  const [metric] = status.metricResults;
  return JSON.stringify({
    ...json,
    status: { ...status, phase: 'Running', metricResults: [{ ...metric, phase: 'Running' }] },
  });
}

async function refused(words: readonly string[]): Promise<CliResult> {
  const before = { text: readFileSync(saved, 'utf8'), mtime: statSync(saved).mtimeMs, asked: backend.requests.length };
  const result = await cli(['run', ...words]);
  expect({ text: readFileSync(saved, 'utf8'), mtime: statSync(saved).mtimeMs, asked: backend.requests.length }).toEqual(
    before,
  );
  expect({ code: result.code, stdout: result.stdout }).toEqual({ code: 4, stdout: '' });
  return result;
}

describe('a run is resumed', () => {
  it.each<{ given: string; words: () => string[] }>([
    { given: 'from its file alone', words: () => [] },
    { given: 'with the template it was begun with', words: () => [template] },
  ])('$given, as the same run, and saved on', async ({ words }) => {
    const first = JSON.parse(readFileSync(saved, 'utf8'));
    const { code, stdout } = await cli(['run', ...words(), '--resume', saved, '--timeout', '40ms', '-o', 'json']);
    const report = JSON.parse(stdout);
    expect({ code, run: report.run }).toMatchObject({
      code: 5,
      run: { uid: first.ref.uid, name: first.ref.name, namespace: 'shop', source: ['checkout'] },
    });
    expect(report.status.metricResults[0]).toMatchObject({ count: 1 });
    expect(JSON.parse(readFileSync(saved, 'utf8')).status).toMatchObject({
      phase: 'Successful',
      message: 'Run Terminated',
      startedAt: first.status.startedAt,
    });
  });

  it('and saved elsewhere, when it is told to', async () => {
    const before = readFileSync(saved, 'utf8');
    await cli(['run', '--resume', saved, '--save', folder.at('other.json'), '--timeout', '40ms']);
    expect(readFileSync(saved, 'utf8')).toBe(before);
    expect(readdirSync(folder.path)).toContain('other.json');
  });

  it('when it has ended already, to be told its verdict again', async () => {
    const asked = backend.requests.length;
    copyFileSync(folder.at('copy.json'), saved);
    const { code, stdout } = await cli(['run', '--resume', saved]);
    expect({ code, asked: backend.requests.length }).toEqual({ code: 5, asked });
    expect(stdout).toContain('notEvaluated: ');
  });
});

describe('a run is not resumed, and its file is left as it was,', () => {
  it.each<{ given: string; words: () => string[]; says: string }>([
    {
      given: 'with another template',
      words: () => [folder.write('other.json', webTemplate(backend.url, [{ interval: '1h', count: 4 }]))],
      says: 'was saved for another spec: spec.',
    },
    {
      given: 'with another argument',
      words: () => [template, '-a', 'want=2'],
      says: 'was saved for another spec: spec.args[0].value differs.',
    },
    {
      given: 'with a rule for dry runs',
      words: () => [template, '--dry-run'],
      says: 'was saved for another spec: spec.dryRun differs.',
    },
    {
      given: 'in another namespace',
      words: () => ['-n', 'other'],
      says: 'was saved in namespace "shop", not "other".',
    },
    {
      given: 'with a plugin that it did not have',
      words: () => ['--plugin', GRAPHITE],
      says: 'was saved by a run with no plugins; now there is graphite.',
    },
    {
      given: 'with an argument and no template',
      words: () => ['-a', 'want=1'],
      says: 'takes the run as it was begun: leave out --arg, or name the templates too',
    },
  ])('$given', async ({ words, says }) => {
    expect((await refused([...words(), '--resume', saved])).stderr).toContain(says);
  });

  it('when the file is damaged', async () => {
    writeFileSync(saved, readFileSync(saved, 'utf8').slice(0, 300));
    expect((await refused(['--resume', saved])).stderr).toContain(
      'run.json cannot be resumed: it is damaged, not JSON.',
    );
  });

  it('when there is none', async () => {
    const { code, stderr } = await cli(['run', '--resume', folder.at('none.json')]);
    expect({ code, files: readdirSync(folder.path).includes('none.json') }).toEqual({ code: 4, files: false });
    expect(stderr).toContain('none.json cannot be resumed: ENOENT');
  });
});

it('a saved run is for its owner only', () => {
  expect(statSync(folder.at('run.json')).mode & 0o077).toBe(0);
});
