import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { cliProcess } from '../support/cli-process.ts';
import { type GateStage, openGateStage } from '../support/gate-stage.ts';
import { sharedProgram } from '../support/shared-program.ts';
import { type TemporaryFolder, temporaryFolder } from '../support/temporary-folder.ts';
import { argoRolloutsTemplate, type Decision, flagger, harness, spinnaker } from './callers.ts';
import type { Site } from './snippets.ts';

/** Of the last answer that the tool gets, and what it shows. */
interface Row {
  readonly tool: string;
  readonly asks: (site: Site) => Promise<Decision>;
  readonly good: Omit<Decision, 'goesOn'>;
  readonly bad: Omit<Decision, 'goesOn'>;
}

const SENTENCE = expect.stringContaining('error-ratio') as string;
const ROWS: readonly Row[] = [
  {
    tool: 'Flagger',
    asks: flagger,
    good: { status: 200, shown: SENTENCE },
    bad: { status: 412, shown: SENTENCE },
  },
  {
    tool: 'Harness',
    asks: harness,
    good: { status: 200, shown: expect.stringMatching(/^verdict: pass, sentence: .*error-ratio/) as string },
    bad: { status: 412, shown: expect.stringMatching(/^verdict: fail, sentence: .*error-ratio/) as string },
  },
  {
    tool: 'Spinnaker',
    asks: spinnaker,
    good: { status: 200, shown: SENTENCE },
    bad: { status: 200, shown: SENTENCE },
  },
];

describe('a tool that asks the gate over HTTP', () => {
  let stage: GateStage;
  let folder: TemporaryFolder;
  let program: string;
  let jobs = 0;

  beforeAll(async () => {
    folder = temporaryFolder();
    program = await sharedProgram();
    stage = await openGateStage({ program });
  });
  afterAll(async () => {
    await stage.stop();
    folder.remove();
  });

  function nextSite(): Site {
    jobs += 1;
    const { url, token } = stage;
    return { url, token, job: `job-${jobs}`, folder: folder.path, result: folder.at('result') };
  }

  it.each(ROWS)('$tool: goes on after a pass and stops after a fail', async ({ asks, good, bad }) => {
    stage.is('good');
    expect(await asks(nextSite())).toEqual({ goesOn: true, ...good });
    stage.is('bad');
    expect(await asks(nextSite())).toEqual({ goesOn: false, ...bad });
  });

  it.each([
    { state: 'good', code: 0, said: /pass/ },
    { state: 'bad', code: 1, said: /fail/ },
  ] as const)("Argo Rollouts' web metric takes a $state release for what it is", async ({ state, code, said }) => {
    stage.is(state);
    const site = nextSite();
    const file = folder.write('web-metric.yaml', argoRolloutsTemplate(site));
    const words = ['run', file, '--arg', 'service=checkout', '--secret', 'verdict/token=env:TOKEN'];
    const ended = await cliProcess(words, { program, env: { TOKEN: site.token } }).ended;
    expect(ended).toMatchObject({ code, stdout: expect.stringMatching(said) as string });
  });
});
