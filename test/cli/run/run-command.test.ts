import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { cli, testWorld } from '../../support/cli-world.ts';
import { startServer, type TestServer } from '../../support/http-server.ts';
import { type TemplateMetric, template, webTemplate } from '../../support/templates.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';
import { until } from '../../support/until.ts';

const folder = temporaryFolder();
let backend: TestServer;
let answers: unknown[] = [];

beforeAll(async () => {
  backend = await startServer(({ path, headers }) => {
    if (path === '/down') return { status: 503, body: 'out of order' };
    if (path === '/echo') return { body: { value: headers['x-who'] } };
    return { body: { value: answers.length > 1 ? answers.shift() : answers[0] } };
  });
});
afterAll(async () => {
  await backend.stop();
  folder.remove();
});

const FAST = { interval: '5ms', count: 3, consecutiveErrorLimit: 0 } as const;

describe('verdict run ends with the verdict', () => {
  it.each<{
    given: string;
    answers: unknown[];
    metrics: TemplateMetric[];
    path?: string;
    more?: string[];
    code: number;
    says: string;
  }>([
    {
      given: 'answers that hold',
      answers: [0.99],
      metrics: [{ ...FAST, successCondition: 'result > 0.9' }],
      code: 0,
      says: 'pass: ',
    },
    {
      given: 'more failures than allowed',
      answers: [0.99, 0.5, 0.5],
      metrics: [{ ...FAST, successCondition: 'result > 0.9', failureLimit: 1 }],
      code: 1,
      says: '2 failures, 1 allowed',
    },
    {
      given: 'unclear answers',
      answers: [0.5],
      metrics: [{ ...FAST, successCondition: 'result > 0.9', failureCondition: 'result < 0.1' }],
      code: 2,
      says: 'undecided: ',
    },
    { given: 'a backend that is down', answers: [], metrics: [FAST], path: '/down', code: 3, says: 'error: ' },
    {
      given: 'dry runs only',
      answers: [0.5],
      metrics: [{ ...FAST, successCondition: 'result > 0.9' }],
      more: ['--dry-run'],
      code: 5,
      says: 'every metric is a dry run',
    },
    {
      given: 'a time limit that is over',
      answers: [1],
      metrics: [{ interval: '10ms', successCondition: 'result > 0.9' }],
      more: ['--timeout', '60ms'],
      code: 5,
      says: 'the run was stopped before its limits decided',
    },
  ])('$code for $given', async ({ answers: given, metrics, path = '/', more = [], code, says }) => {
    answers = given;
    const file = folder.write('template.json', webTemplate(backend.url + path, metrics));
    const result = await cli(['run', file, ...more]);
    expect(result.code).toBe(code);
    expect(result.stdout).toContain(says);
    expect(result.stdout).toContain(`exit code ${code}`);
  });

  it('when it is stopped with Ctrl-C, by what the limits had decided', async () => {
    answers = [1];
    const file = folder.write(
      'endless.json',
      webTemplate(backend.url, [{ interval: '10ms', successCondition: 'result > 0' }]),
    );
    const world = testWorld();
    const seen = backend.requests.length;
    const running = cli(['run', file, '--timeout', '1h'], world);
    await until(() => backend.requests.length >= seen + 3, running);
    world.interrupt();
    const { code, stdout } = await running;
    expect(code).toBe(5);
    expect(stdout).toMatch(/note +text="Stopping: /);
    expect(stdout).toContain('notEvaluated: the run was stopped before its limits decided');
  });
});

describe('what is measured', () => {
  const two = [
    { name: 'errors-{{args.service}}', successCondition: 'result == 1' },
    { name: 'latency', successCondition: 'result == 2' },
  ];
  const args = [{ name: 'service' }, { name: 'zone', value: 'a' }];

  it('can be one metric of several, by the name it has in the end', async () => {
    answers = [1];
    const file = folder.write('two.json', webTemplate(backend.url, two, { args, dryRun: [{ metricName: 'latency' }] }));
    const result = await cli([
      'run',
      file,
      '-a',
      'service=checkout',
      '--metric',
      'errors-checkout',
      '--output',
      'json',
    ]);
    expect(result.code).toBe(0);
    expect(JSON.parse(result.stdout).metrics.map(({ name }: { name: string }) => name)).toEqual(['errors-checkout']);
  });

  it('can be a dry run in part', async () => {
    answers = [1];
    const file = folder.write('two.json', webTemplate(backend.url, two, { args }));
    const result = await cli(['run', file, '-a', 'service=checkout', '--dry-run=lat', '-o', 'json']);
    expect(result.code).toBe(0);
    expect(JSON.parse(result.stdout).metrics).toMatchObject([
      { dryRun: false },
      { name: 'latency', dryRun: true, phase: 'Failed' },
    ]);
  });

  it('can come from standard input, a folder and templates in templates', async () => {
    answers = [1];
    const inner = webTemplate(backend.url, [{ name: 'inner' }]);
    folder.write('nest/inner.json', inner.replace('"checkout"', '"inner"'));
    folder.write(
      'nest/outer.yaml',
      JSON.stringify({
        ...JSON.parse(inner),
        metadata: { name: 'outer' },
        spec: { templates: [{ templateName: 'inner' }] },
      }),
    );
    folder.write('nest/README.md', 'not a template');
    for (const words of [
      ['run', folder.at('nest')],
      ['run', '-', folder.at('nest/inner.json')],
    ]) {
      const result = await cli([...words, '-o', 'json'], { stdin: readFileSync(folder.at('nest/outer.yaml'), 'utf8') });
      expect(result).toMatchObject({ code: 0, stderr: expect.stringContaining('measurement metric=inner') });
      expect(JSON.parse(result.stdout).run).toMatchObject({
        name: 'outer-0123a',
        namespace: 'default',
        source: ['outer'],
      });
    }
  });

  it('can be an AnalysisRun as it stands in a cluster', async () => {
    const run = {
      apiVersion: 'argoproj.io/v1alpha1',
      kind: 'AnalysisRun',
      metadata: { name: 'canary-7', namespace: 'shop' },
      spec: {
        args: [{ name: 'who', value: 'me' }],
        metrics: [
          {
            name: 'm',
            successCondition: 'result == "{{args.who}}"',
            provider: {
              web: {
                url: `${backend.url}/echo`,
                jsonPath: '{$.value}',
                headers: [{ key: 'X-Who', value: '{{args.who}}' }],
              },
            },
          },
        ],
      },
    };
    const file = folder.write('run.json', JSON.stringify(run));
    const result = await cli(['run', file, '--arg', 'who=you', '-o', 'json']);
    expect(result.code).toBe(0);
    expect(JSON.parse(result.stdout)).toMatchObject({
      run: { name: 'canary-7', namespace: 'shop', args: [{ name: 'who', value: 'you' }] },
      status: { metricResults: [{ measurements: [{ value: '"you"' }] }] },
    });
  });
});

it('a plugin brings a provider', async () => {
  const graphite = await startServer(({ path }) => {
    expect(path).toBe('/render');
    return { body: [{ target: 'errors', datapoints: [[0.02, 1]] }] };
  });
  const provider = { graphite: { address: graphite.url, query: 'errors' } };
  const file = folder.write(
    'graphite.json',
    template([{ name: 'errors', successCondition: 'result[0] < 0.05', provider }]),
  );
  const plugin = join(import.meta.dirname, '../../../plugins/graphite');
  const result = await cli(['run', file, '--plugin', plugin, '-o', 'json']);
  expect(result.code).toBe(0);
  expect(JSON.parse(result.stdout).metrics).toMatchObject([{ deciding: { value: '[0.020000]' } }]);
  await graphite.stop();
});

describe('the report', () => {
  it.each([
    { format: 'text', holds: '✓ pass: ' },
    { format: 'json', holds: '"verdict": "pass"' },
    { format: 'yaml', holds: 'verdict: pass' },
    { format: 'junit', holds: '<testsuite' },
    { format: 'markdown', holds: '# ' },
  ])('is written as $format to a file, with the text on standard output', async ({ format, holds }) => {
    answers = [1];
    const file = folder.write('template.json', webTemplate(backend.url, [{ successCondition: 'result == 1' }]));
    const out = folder.at(`report.${format}`);
    const { code, stdout } = await cli(['run', file, '--output', format, '--out', out]);
    expect(code).toBe(0);
    expect(readFileSync(out, 'utf8')).toContain(holds);
    expect(stdout).toContain('✓ pass: ');
  });

  it('for a program is alone on standard output', async () => {
    answers = [1];
    const file = folder.write('template.json', webTemplate(backend.url, [{ successCondition: 'result == 1' }]));
    const { stdout, stderr } = await cli(['run', file, '-o', 'json']);
    expect(JSON.parse(stdout)).toMatchObject({ kind: 'VerdictReport', verdict: 'pass', exitCode: 0 });
    expect(stderr).toMatch(/measurement metric=m1 phase=Successful value=1/);
  });
});

describe('bad input ends with 4, and nothing is measured or written', () => {
  const good = (): string => webTemplate(backend.url, [{ successCondition: 'result == 1' }]);
  const withArgs = (): string =>
    webTemplate(backend.url, [{ successCondition: 'result == {{args.want}}' }], {
      args: [
        { name: 'want' },
        { name: 'region', value: 'eu' },
        { name: 'pod', valueFrom: { fieldRef: { fieldPath: 'metadata.name' } } },
      ],
    });
  const withSecret = (): string =>
    webTemplate(backend.url, [{ successCondition: 'result == "{{args.token}}"' }], {
      args: [{ name: 'token', valueFrom: { secretKeyRef: { name: 'api', key: 'token' } } }],
    });

  it.each<{ given: string; text: () => string; words?: string[]; says: (string | RegExp)[] }>([
    { given: 'broken YAML', text: () => 'metrics: [', says: [/^verdict: .*bad\.yaml:1:\d+: /] },
    {
      given: 'several problems in several places',
      text: () =>
        `${template([{ name: 'a', counts: 1, provider: { web: { url: 'http://x' } } }])}\n---\n${template([{ name: 'b', provider: {} }])}`,
      says: ['spec.metrics[0].counts', 'did you mean "count"', 'spec.metrics[0].provider'],
    },
    {
      given: 'a condition that cannot be parsed',
      text: () => webTemplate(backend.url, [{ successCondition: 'result >' }]),
      says: [/bad\.yaml:\d+:\d+: spec\.metrics\[0\]\.successCondition/, '^'],
    },
    {
      given: 'a condition that an argument breaks',
      text: withArgs,
      words: ['-a', 'want=)', '-a', 'pod=p'],
      says: [
        'metric "m1": successCondition cannot be parsed with its arguments filled in: ',
        '    result == )\n              ^',
      ],
    },
    {
      given: 'arguments without a value',
      text: withArgs,
      says: [
        'argument "want" has no value: there is no default, and neither --arg want=… nor --args-file gives one',
        'argument "pod" has no value: it is the field metadata.name of a Rollout, and there is no Rollout here, and neither --arg pod=… nor --args-file gives one',
      ],
    },
    {
      given: 'a misspelled argument',
      text: withArgs,
      words: ['-a', 'wnat=1'],
      says: ['--arg wnat=…: there is no such argument, only want, region, pod; did you mean "want"?'],
    },
    {
      given: 'a Secret that is nowhere',
      text: withSecret,
      says: [
        'argument "token": secrets "api" not found; looked for: --secret api/token=…, VERDICT_SECRET_API__TOKEN in the environment; no cluster, as neither --context nor --kubeconfig is given',
      ],
    },
    {
      given: 'a key that is not in its Secret',
      text: withSecret,
      words: ['--secret', 'api/other=x'],
      says: [`argument "token": key 'token' does not exist in secret 'api'; looked for: `],
    },
    {
      given: 'an unknown metric',
      text: good,
      words: ['--metric', 'latency'],
      says: ['--metric latency: there are m1'],
    },
    {
      given: 'a rule for dry runs that matches nothing',
      text: good,
      words: ['--dry-run=none'],
      says: ["Analysis spec invalid: dryRun[0]: Rule didn't match any metric name(s)"],
    },
    {
      given: 'a metric without end',
      text: () => webTemplate(backend.url, [{ interval: '1s' }]),
      says: [
        'metric "m1" has an interval but no count, and so would measure for ever. Give the run an end with --timeout DURATION',
      ],
    },
    {
      given: 'a provider that does not exist',
      text: () => template([{ name: 'm', provider: { plugin: { 'acme/x': {} } } }]),
      says: [`no valid provider in metric 'm'`, 'acme/x'],
    },
    {
      given: 'a provider that is not built in',
      text: () => template([{ name: 'm', provider: { wavefront: { address: 'a', query: 'q' } } }]),
      says: ["'wavefront' is none of datadog, job, newRelic, prometheus, web"],
    },
    {
      given: 'a plugin that is not there',
      text: good,
      words: ['--plugin', './none.js'],
      says: ["plugin './none.js': there is no such file"],
    },
    {
      given: 'a template that is not there',
      text: good,
      words: ['--template', 'chekout'],
      says: ['--template chekout: there are AnalysisTemplate/checkout ('],
    },
    {
      given: 'a time limit that is none',
      text: good,
      words: ['--timeout', '5'],
      says: ['--timeout "5": a duration above 0 was expected, such as 90s or 1h30m'],
    },
    {
      given: 'a format that does not exist',
      text: good,
      words: ['-o', 'xml'],
      says: [
        "option '-o, --output <format>' argument 'xml' is invalid. Allowed choices are text, json, yaml, junit, markdown, github.",
      ],
    },
    {
      given: 'an unknown option',
      text: good,
      words: ['--timout', '5s'],
      says: ["verdict: unknown option '--timout'", '(Did you mean --timeout?)'],
    },
    {
      given: 'a report that has no place',
      text: good,
      words: ['--out', '/none/report.xml'],
      says: ['--out /none/report.xml cannot be written'],
    },
  ])('$given', async ({ text, words = [], says }) => {
    const own = temporaryFolder();
    const file = own.write('bad.yaml', text());
    const seen = backend.requests.length;
    const files = ['--save', own.at('save.json'), '--evidence', own.at('evidence.json')];
    const result = await cli(['run', file, ...files, ...words]);
    expect(result).toMatchObject({ code: 4, stdout: '' });
    for (const text of says) expect(result.stderr).toMatch(typeof text === 'string' ? new RegExp(escaped(text)) : text);
    expect(backend.requests.length).toBe(seen);
    expect(readdirSync(own.path)).toEqual(['bad.yaml']);
    own.remove();
  });

  it.each<{ given: string; words: string[]; says: string }>([
    { given: 'no file', words: ['run'], says: 'name a file or folder with an AnalysisTemplate' },
    {
      given: 'files that are not there',
      words: ['run', '/none/a.yaml', '/none/b.yaml'],
      says: '/none/b.yaml cannot be read: ENOENT',
    },
    { given: 'an unknown command', words: ['rnu'], says: "unknown command 'rnu'\n(Did you mean run?)" },
  ])('$given', async ({ words, says }) => {
    const result = await cli(words);
    expect(result.code).toBe(4);
    expect(result.stderr).toContain(says);
  });

  it('a choice that is left open', async () => {
    const twins = `${good()}\n---\n${good().replace('"checkout"', '"payment"')}`;
    const result = await cli(['run', folder.write('twins.yaml', twins)]);
    expect(result.code).toBe(4);
    expect(result.stderr).toMatch(
      /there are AnalysisTemplate\/checkout \(.*twins\.yaml:1\), AnalysisTemplate\/payment \(.*\): choose with --template NAME/,
    );
  });
});

it('what is only doubtful is said, and the run goes on', async () => {
  answers = [1];
  const yaml = `apiVersion: argoproj.io/v1alpha1
kind: AnalysisTemplate
metadata: {name: doubtful}
spec:
  metrics:
    - name: m
      provider: {web: {url: "${backend.url}", jsonPath: "{$.value}", insecure: no}}
---
apiVersion: v1
kind: ConfigMap
`;
  const result = await cli(['run', folder.write('doubtful.yaml', yaml)]);
  expect(result.code).toBe(0);
  expect(result.stderr).toMatch(/ConfigMap.*passed over/);
  expect(result.stderr).toContain('warning');
  expect(existsSync(folder.at('doubtful.yaml'))).toBe(true);
});

function escaped(text: string): string {
  return text.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`);
}
