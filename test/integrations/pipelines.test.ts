import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, readFileSync } from 'node:fs';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { listIn } from '../../src/core/json-members.ts';
import { type GateStage, openGateStage, template } from '../support/gate-stage.ts';
import { sharedProgram } from '../support/shared-program.ts';
import { type TemporaryFolder, temporaryFolder } from '../support/temporary-folder.ts';
import { argoCd, buildkite, type Command, gitHub, gitLab, jenkins, octopus, type Site, tekton } from './snippets.ts';

/** What a snippet leaves behind for its tool, or says, by the verdict. */
interface Row {
  readonly tool: string;
  readonly snippet: (site: Site) => Command;
  /** Of the working folder; absent: what is said. */
  readonly file?: string;
  readonly good: RegExp;
  readonly bad: RegExp;
}

const BODY = { good: /"verdict":"pass"/, bad: /"verdict":"fail"/ };
const ROWS: readonly Row[] = [
  { tool: 'GitHub Actions', snippet: gitHub, good: /pass/, bad: /^::error .*error-ratio/m },
  { tool: "GitHub's summary", snippet: gitHub, file: 'result', good: /pass/, bad: /fail/ },
  { tool: 'GitLab', snippet: gitLab, file: 'verdict.json', ...BODY },
  { tool: 'Jenkins', snippet: jenkins, file: 'verdict.xml', good: /failures="0"/, bad: /<failure / },
  { tool: 'Tekton', snippet: tekton, ...BODY },
  { tool: "Tekton's result", snippet: tekton, file: 'result', good: /^200$/, bad: /^412$/ },
  { tool: 'Buildkite', snippet: buildkite, file: 'result', good: /pass/, bad: /fail/ },
  { tool: 'Argo CD', snippet: argoCd, ...BODY },
  { tool: 'Octopus', snippet: octopus, file: 'verdict.json', ...BODY },
];

describe('a pipeline step of examples/integrations', () => {
  let stage: GateStage;
  let folder: TemporaryFolder;
  let jobs = 0;

  beforeAll(async () => {
    folder = temporaryFolder();
    const program = await sharedProgram();
    stage = await openGateStage({ program });
    const slo = template('checkout-slo', stage.prometheus);
    folder.write('repository/checkout-slo.yaml', JSON.stringify(slo));
    chmodSync(folder.write('bin/verdict', `#!/bin/sh\nexec "${process.execPath}" "${program}" "$@"\n`), 0o755);
    chmodSync(folder.write('bin/buildkite-agent', '#!/bin/sh\ncat >"$ANNOTATION"\n'), 0o755);
  });
  afterAll(async () => {
    await stage.stop();
    folder.remove();
  });

  async function carriedOut(snippet: Row['snippet']): Promise<{ code: number; said: string; at: TemporaryFolder }> {
    jobs += 1;
    const at = temporaryFolder();
    at.write('checkout-slo.yaml', readFileSync(folder.at('repository/checkout-slo.yaml'), 'utf8'));
    const site = { url: stage.url, token: stage.token, job: `job-${jobs}`, folder: at.path, result: at.at('result') };
    const { program, words, env } = snippet(site);
    const child = spawn(program, words, {
      cwd: at.path,
      env: { ...env, PATH: `${folder.at('bin')}:${process.env['PATH'] ?? ''}`, HOME: at.path },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const [[code], stdout, stderr] = await Promise.all([once(child, 'close'), text(child.stdout), text(child.stderr)]);
    return { code: Number(code), said: `${stdout}${stderr}`, at };
  }

  async function countRuns(): Promise<number> {
    return listIn((await stage.ask('/runs?limit=100')).body, 'items').length;
  }

  it.each(ROWS)('$tool: goes on after a pass and stops after a fail', async ({ snippet, file, good, bad }) => {
    for (const [state, wanted] of [
      ['good', good],
      ['bad', bad],
    ] as const) {
      stage.is(state);
      const before = await countRuns();
      const { code, said, at } = await carriedOut(snippet);
      expect({ goesOn: code === 0, said }).toEqual({ goesOn: state === 'good', said });
      expect(file === undefined ? said : readFileSync(at.at(file), 'utf8')).toMatch(wanted);
      expect(await countRuns(), 'runs that were started').toBe(before + 1);
      at.remove();
    }
  });

  it('a step whose service is not there does not go on', async () => {
    const gone = (site: Site): Command => gitLab({ ...site, url: 'http://127.0.0.1:9' });
    const { code } = await carriedOut((site) => {
      const { program, words, env } = gone(site);
      return { program, words: words.map((word) => word.replace('--retry 5', '--retry 0')), env };
    });
    expect(code).not.toBe(0);
  });
});
