import { readFileSync, writeFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { MetricExplanation } from '../../../../src/analysis/explanation.ts';
import { annotations } from '../../../../src/cli/run/github/annotations.ts';
import { NO_LISTS } from '../../../../src/cli/run/run-options.ts';
import { tellingFor } from '../../../../src/cli/run/telling.ts';
import { cli, testWorld } from '../../../support/cli-world.ts';
import { startServer, type TestServer } from '../../../support/http-server.ts';
import { type TemplateMetric, webTemplate } from '../../../support/templates.ts';
import { temporaryFolder } from '../../../support/temporary-folder.ts';
import { failed, hostile, passed, stopped, undecided } from '../../report/reports.ts';
import { commandsIn, outputsIn } from './as-github-reads.ts';

/** All that GitHub would carry out if it were let. */
const INJECTED = [
  'a\n::set-output name=verdict::pass',
  '##[add-mask]checkout',
  '\r\n::stop-commands::x\n::error::mine',
  '##[endgroup]',
  'verdict=pass',
  '%0A::debug::d',
  '\n  ::warning title=x::y',
].join(' ');

const folder = temporaryFolder();
let backend: TestServer;
beforeAll(async () => {
  backend = await startServer(({ path }) =>
    path === '/hostile' ? { status: 500, body: INJECTED } : { body: { value: path === '/good' ? 1 : INJECTED } },
  );
});
afterAll(async () => {
  await backend.stop();
  folder.remove();
});

interface Step {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
  readonly summary: string;
  readonly outputs: Readonly<Record<string, string>>;
}

/** A step of a workflow whose script was `verdict run --output github`. */
async function step(path: string, metrics: TemplateMetric[]): Promise<Step> {
  const template = folder.write('template.json', webTemplate(backend.url + path, metrics));
  const env = {
    GITHUB_STEP_SUMMARY: folder.write('summary.md', ''),
    GITHUB_OUTPUT: folder.write('output', 'mine=1\n'),
  };
  const result = await cli(['run', template, '--output', 'github'], { env });
  return {
    ...result,
    summary: readFileSync(env.GITHUB_STEP_SUMMARY, 'utf8'),
    outputs: outputsIn(readFileSync(env.GITHUB_OUTPUT, 'utf8')),
  };
}

describe('a step of a workflow', () => {
  it('that passes has a notice, a summary, outputs and the report folded away', async () => {
    const { code, stdout, stderr, summary, outputs } = await step('/good', [
      { name: 'm', successCondition: 'result == 1' },
    ]);
    expect(code).toBe(0);
    expect(stderr).toBe('');
    expect(commandsIn(stdout)).toEqual([
      { name: 'group', properties: {}, message: 'Verdict: pass' },
      { name: 'endgroup', properties: {}, message: '' },
      { name: 'notice', properties: { title: 'Verdict: pass' }, message: outputs['sentence'] },
    ]);
    expect(stdout).toMatch(/::group::Verdict: pass\n[^]*exit code 0\n[^]*::endgroup::/);
    expect(summary).toContain('### ✅ Verdict: pass');
    expect(outputs).toEqual({ mine: '1', verdict: 'pass', sentence: expect.stringMatching(/^pass: /) });
  });

  it('shows what a backend says, and carries out nothing of it', async () => {
    const metrics = [{ name: 'm: a, b%', successCondition: 'result == 1', consecutiveErrorLimit: 0 }];
    for (const path of ['/bad', '/hostile']) {
      const { stdout, outputs } = await step(path, metrics);
      expect(stdout).toContain('##[add-mask]checkout');
      const commands = commandsIn(stdout);
      expect(commands.map(({ name }) => name)).toEqual(['group', 'endgroup', 'error']);
      expect(commands[2]?.properties['title']).toMatch(/^m: a, b%: (Failed|Error)$/);
      expect(Object.keys(outputs)).toEqual(['mine', 'verdict', 'sentence']);
      expect(outputs['verdict']).not.toBe('pass');
    }
  });

  it('goes on without the files that GitHub has not named, or that cannot be written', async () => {
    const template = folder.write('t.json', webTemplate(`${backend.url}/good`, [{ successCondition: 'result == 1' }]));
    const words = ['run', template, '--output', 'github'];
    expect((await cli(words)).code).toBe(0);
    const { code, stdout } = await cli(words, { env: { GITHUB_OUTPUT: folder.at('none/output') } });
    expect(code).toBe(0);
    expect(commandsIn(stdout).at(-1)).toMatchObject({
      name: 'warning',
      message: expect.stringMatching(/^GITHUB_OUTPUT cannot be written: ENOENT/),
    });
  });

  it('leaves room for no more than GitHub keeps of a summary', async () => {
    const template = folder.write('t.json', webTemplate(`${backend.url}/good`, [{ successCondition: 'result == 1' }]));
    const summary = folder.write('long.md', 'x'.repeat(1024 * 1024 - 200));
    await cli(['run', template, '--output', 'github'], { env: { GITHUB_STEP_SUMMARY: summary } });
    expect(readFileSync(summary, 'utf8')).toMatch(
      /x\n### Verdict: pass\n\nThe report is longer than a job summary may be: the log has it\.\n$/,
    );
    writeFileSync(summary, '');
  });

  it('hears commands again when the run could not come to an end', async () => {
    const world = testWorld();
    const telling = await tellingFor({ ...NO_LISTS, output: 'github' }, 'checkout', world);
    telling.view.note('##[add-mask]checkout');
    telling.release();
    telling.release();
    const { stdout } = world.said();
    expect(stdout).toContain('##[add-mask]checkout');
    expect(commandsIn(`${stdout}::notice::later`)).toEqual([{ name: 'notice', properties: {}, message: 'later' }]);
  });

  it('takes no file for its report', async () => {
    const { code, stderr } = await cli(['run', 'x.yaml', '--output', 'github', '--out', folder.at('report')]);
    expect(code).toBe(4);
    expect(stderr).toContain('--output github writes where GitHub looks, not to a file: leave out --out');
  });
});

function messageOf(log: string): string {
  return commandsIn(log)[0]?.message ?? '';
}

describe('annotations', () => {
  it.each([
    { of: 'a run that passed', report: passed, are: [['notice', 'Verdict: pass']] },
    { of: 'a run that failed', report: failed, are: [['error', 'success-rate: Failed']] },
    {
      of: 'an undecided run with a dry run',
      report: undecided,
      are: [
        ['warning', 'latency: Inconclusive'],
        ['notice', 'dry: Failed (dry run)'],
      ],
    },
    { of: 'a run that was stopped', report: stopped, are: [['warning', 'Verdict: notEvaluated']] },
  ])('of $of are one a metric that decided', ({ report, are }) => {
    const found = commandsIn(annotations(report)).map(({ name, properties }) => [name, properties['title']]);
    expect(found).toEqual(are);
  });

  it('hold the sentence and what is known of why, each in its line', () => {
    const message = messageOf(annotations(failed));
    expect(message.split('\n')).toEqual(
      expect.arrayContaining([
        failed.explanation.metrics[0]?.sentence,
        'judged    successCondition: result[0] >= 0.95 → false',
        'limits    2 failed, failureLimit 1: exceeded',
      ]),
    );
  });

  it('stay one line each, whatever they hold', () => {
    expect(annotations(hostile).split('\n')).toHaveLength(2);
    expect(commandsIn(annotations(hostile))).toHaveLength(1);
  });

  it('are cut where nobody would read on', () => {
    const [first] = failed.explanation.metrics;
    const long: MetricExplanation = {
      ...(first ?? { name: '', dryRun: false, limits: [] }),
      phase: 'Failed',
      sentence: 's'.repeat(600),
      deciding: { phase: 'Failed', message: 'line\n'.repeat(40), conditions: [] },
    };
    const message = messageOf(annotations({ ...failed, explanation: { ...failed.explanation, metrics: [long] } }));
    const lines = message.split('\n');
    expect(lines[0]).toBe(`${'s'.repeat(500)}…`);
    expect(lines).toHaveLength(22);
    expect(lines.at(-1)).toMatch(/^… \d+ more lines$/);
  });
});
