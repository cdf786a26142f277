import { readdirSync, readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { cli, cliStoppedAt } from '../../support/cli-world.ts';
import { startServer, type TestServer } from '../../support/http-server.ts';
import { type TemplateMetric, webTemplate } from '../../support/templates.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

const folder = temporaryFolder();
let backend: TestServer;
let answers: unknown[] = [];

beforeAll(async () => {
  backend = await startServer(({ path }) =>
    path === '/down'
      ? { status: 500, body: 'broken' }
      : { body: { value: answers.length > 1 ? answers.shift() : answers[0] } },
  );
});
afterAll(async () => {
  await backend.stop();
  folder.remove();
});

const FAST = { interval: '5ms', count: 3, consecutiveErrorLimit: 0 } as const;

/** As much of the file's form as is looked into here. */
interface EvidenceFile {
  readonly report: { readonly run: object };
  readonly steps: readonly {
    readonly looks: readonly { readonly startedAt: string }[];
    readonly events: readonly { readonly message: string }[];
  }[];
}

interface Witnessed {
  readonly code: number;
  readonly file: string;
  readonly json: EvidenceFile;
}

async function witnessed(
  metrics: readonly TemplateMetric[],
  words: readonly string[] = [],
  path = '/',
  spec = {},
): Promise<Witnessed> {
  const template = folder.write('template.json', webTemplate(backend.url + path, metrics, spec));
  const file = folder.at('evidence.json');
  const { code } = await cli(['run', template, '--evidence', file, ...words]);
  return { code, file, json: JSON.parse(readFileSync(file, 'utf8')) };
}

describe('verdict replay comes to the verdict of the run, asking nobody', () => {
  it.each<{
    given: string;
    answers: unknown[];
    metrics: TemplateMetric[];
    words?: string[];
    path?: string;
    code: number;
  }>([
    { given: 'a pass', answers: [0.99], metrics: [{ ...FAST, successCondition: 'result > 0.9' }], code: 0 },
    {
      given: 'a failure',
      answers: [0.99, 0.5, 0.5],
      metrics: [{ ...FAST, successCondition: 'result > 0.9', failureLimit: 1 }],
      code: 1,
    },
    {
      given: 'unclear answers',
      answers: [0.5],
      metrics: [{ ...FAST, successCondition: 'result > 0.9', failureCondition: 'result < 0.1' }],
      code: 2,
    },
    { given: 'a backend that was down', answers: [], metrics: [FAST], path: '/down', code: 3 },
    {
      given: 'a condition that could not be evaluated',
      answers: ['x'],
      metrics: [{ ...FAST, successCondition: 'result > 1' }],
      code: 3,
    },
    {
      given: 'a run that was stopped',
      answers: [1],
      metrics: [{ interval: '5ms', successCondition: 'result > 0' }],
      words: ['--timeout', '40ms'],
      code: 5,
    },
    {
      given: 'more measurements than a status keeps',
      answers: [1],
      metrics: [{ ...FAST, count: 14, successCondition: 'result > 0' }],
      code: 0,
    },
    {
      given: 'several metrics, one of them a dry run',
      answers: [1],
      metrics: [
        { ...FAST, successCondition: 'result > 0' },
        { ...FAST, successCondition: 'result > 5' },
      ],
      words: ['--dry-run=m2'],
      code: 0,
    },
    {
      given: 'a second language',
      answers: [{ a: [1, 2] }],
      metrics: [{ ...FAST, conditionLanguage: 'jsonata', successCondition: '$sum(a) = 3' }],
      code: 0,
    },
    {
      given: 'a reshaped answer',
      answers: [[1, 2]],
      metrics: [{ ...FAST, transform: '$sum($)', successCondition: 'result == 3' }],
      code: 0,
    },
  ])('after $given: $code', async ({ answers: given, metrics, words, path, code }) => {
    answers = given;
    const { file, json, code: ran } = await witnessed(metrics, words, path);
    const asked = backend.requests.length;
    const replayed = await cli(['replay', file, '-o', 'json']);
    expect({ ran, replayed: replayed.code, stderr: replayed.stderr }).toEqual({
      ran: code,
      replayed: code,
      stderr: '',
    });
    const again = JSON.parse(replayed.stdout);
    expect(again).toEqual(json.report);
    expect(backend.requests.length).toBe(asked);
  });
});

describe('where a secret was in play the recorded judgement stands', () => {
  const spec = { args: [{ name: 'token', valueFrom: { secretKeyRef: { name: 'api', key: 'token' } } }] };
  const secret = ['--secret', 'api/token=s3cret-token'];

  it.each([
    { given: 'in the condition', answer: 1, condition: 'result == 1 && "{{args.token}}" startsWith "s3cret"' },
    { given: 'in the value', answer: 'got s3cret-token', condition: 'result == "got " + "s3cret" + "-token"' },
    { given: 'in both', answer: 's3cret-token', condition: 'result == "{{args.token}}"' },
  ])('$given', async ({ answer, condition }) => {
    answers = [answer];
    const { file, json, code } = await witnessed([{ successCondition: condition }], secret, '/', spec);
    expect(JSON.stringify(json)).not.toContain('s3cret-token');
    const replayed = await cli(['replay', file]);
    expect({ code, replayed: replayed.code, stderr: replayed.stderr }).toEqual({ code: 0, replayed: 0, stderr: '' });
  });
});

describe('evidence', () => {
  it('holds what was asked, what was answered and when', async () => {
    answers = [0.99];
    const { json } = await witnessed([{ successCondition: 'result > {{args.limit}}' }], ['-a', 'limit=0.9'], '/', {
      args: [{ name: 'limit' }],
    });
    expect(json).toMatchObject({
      kind: 'VerdictEvidence',
      version: 1,
      report: {
        verdict: 'pass',
        run: { args: [{ name: 'limit', value: '0.9' }] },
        producedBy: { version: '0.0.0-test' },
      },
      documents: [{ kind: 'AnalysisTemplate', metadata: { name: 'checkout' } }],
      spec: { args: [{ name: 'limit', value: '0.9' }], metrics: [{ successCondition: 'result > {{args.limit}}' }] },
    });
    const [look] = json.steps.flatMap(({ looks }) => looks);
    expect(look).toMatchObject({
      metric: 'm1',
      look: 'start',
      value: 0.99,
      answer: { phase: 'Successful', value: '0.99' },
      exchanges: [{ method: 'GET', url: `${backend.url}/`, status: 200, body: '{"value":0.99}' }],
    });
    expect(look?.startedAt).toMatch(/^\d{4}-.*\.\d{3}Z$/);
    const events = json.steps.flatMap((step) => step.events.map(({ message }) => message));
    expect(events).toEqual(["Metric 'm1' Completed. Result: Successful", 'Analysis Completed. Result: Successful']);
  });

  it('that was tampered with is judged by what it holds, and the difference is told', async () => {
    answers = [0.5];
    const { json } = await witnessed([{ successCondition: 'result > 0.9' }]);
    const text = JSON.stringify(json).replace('"value":0.5,', '"value":0.95,');
    const { code, stderr } = await cli(['replay', folder.write('tampered.json', text)]);
    expect(code).toBe(3);
    expect(stderr).toMatch(/differs from what was recorded: "m1" at 20.*: recorded Failed, judged again Successful/);
    expect(stderr).toContain('differs from what was recorded: phase: recorded "Failed", replayed "Successful"');
    expect(stderr).toContain('recorded was "fail" with exit code 1, replayed is "pass" with 0');
  });

  it('from before and after a resumption is one', async () => {
    answers = [1];
    const template = folder.write(
      'template.json',
      webTemplate(backend.url, [{ ...FAST, interval: '1h', successCondition: 'result > 0' }]),
    );
    const [save, evidence] = [folder.at('run.json'), folder.at('both.json')];
    await cliStoppedAt(['run', template, '--save', save, '--evidence', folder.at('first.json')], 'measurement');
    const saved = JSON.parse(readFileSync(save, 'utf8'));
    // As if the process had died after its first measurement: no stop was ever noticed.
    const before = saved.extra.witnessed.steps.slice(0, 2);
    expect(before[1].looks).toHaveLength(1);
    const resumed = await cli(['run', '--resume', save, '--evidence', evidence]);
    expect(resumed.code).toBe(5);
    expect((await cli(['replay', evidence])).code).toBe(5);
    expect(readdirSync(folder.path)).toContain('both.json');
  });
});

describe('what is no evidence is refused', () => {
  it.each<{ given: string; spoil: (json: EvidenceFile) => unknown; says: RegExp }>([
    {
      given: 'a half of it',
      spoil: (json) => JSON.stringify(json).slice(0, 500),
      says: /cannot be replayed: it is damaged, not JSON/,
    },
    {
      given: 'something else',
      spoil: () => ({ kind: 'AnalysisTemplate' }),
      says: /cannot be replayed: it is no evidence \(kind "VerdictEvidence" was expected\)/,
    },
    {
      given: 'a version to come',
      spoil: (json) => ({ ...json, version: 2 }),
      says: /it has version 2, this program reads 1/,
    },
    {
      given: 'a step without its time',
      spoil: (json) => ({ ...json, steps: [{ looks: [] }] }),
      says: /it is damaged: evidence\.steps\[0\]\.at is missing/,
    },
    {
      given: 'a look without an answer',
      spoil: (json) => ({
        ...json,
        steps: [
          {
            at: '2026-03-01T10:00:00Z',
            looks: [
              { metric: 'm', look: 'start', startedAt: '2026-03-01T10:00:00Z', finishedAt: '2026-03-01T10:00:00Z' },
            ],
          },
        ],
      }),
      says: /looks\[0\]\.answer is missing/,
    },
    {
      given: 'a spec that is none',
      spoil: (json) => ({ ...json, spec: { metrics: 5 } }),
      says: /its spec is damaged: .*spec\.metrics/,
    },
    {
      given: 'a status that is none',
      spoil: (json) => ({ ...json, status: { phase: 'Great' } }),
      says: /it is damaged: status\.phase is "Great"/,
    },
  ])('$given', async ({ spoil, says }) => {
    answers = [1];
    const { json } = await witnessed([{ successCondition: 'result > 0' }]);
    const spoiled = spoil(json);
    const file = folder.write('spoiled.json', typeof spoiled === 'string' ? spoiled : JSON.stringify(spoiled));
    const { code, stdout, stderr } = await cli(['replay', file]);
    expect({ code, stdout }).toEqual({ code: 4, stdout: '' });
    expect(stderr).toMatch(says);
  });

  it('a file that is not there', async () => {
    const { code, stderr } = await cli(['replay', '/none/evidence.json']);
    expect(code).toBe(4);
    expect(stderr).toContain('/none/evidence.json cannot be replayed: ENOENT');
  });
});
