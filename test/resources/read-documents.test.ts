import { describe, expect, it } from 'vitest';
import type { SyntaxCheck } from '../../src/resources/checks/check-metric.ts';
import { formatProblem } from '../../src/resources/problem.ts';
import { readDocuments } from '../../src/resources/read-documents.ts';

const HEAD = 'apiVersion: argoproj.io/v1alpha1\nkind: AnalysisTemplate\nmetadata: {name: t}\n';
const GOOD = 'name: m, successCondition: "true", provider: {web: {url: http://x}}';

function problemsOf(text: string, checkSyntax?: SyntaxCheck): readonly string[] {
  return readDocuments([{ name: 'f', text }], checkSyntax).problems.map(formatProblem);
}

/** Problems of a template with this spec, which begins in line 4. */
function specProblems(spec: string): readonly string[] {
  return problemsOf(`${HEAD}spec: ${spec}`);
}

/** Problems of a template with one metric that is good but for this. */
function metricProblems(fields: string): readonly string[] {
  return specProblems(`{metrics: [{${GOOD}, ${fields}}]}`);
}

describe('a document without fault', () => {
  it('comes back with its kind, name, place and spec', () => {
    const text = `# first\n---\n${HEAD}spec: {metrics: [{${GOOD}}]}`;
    const { documents, problems } = readDocuments([{ name: 'a.yaml', text }]);
    expect(problems).toEqual([]);
    expect(documents).toMatchObject([
      {
        kind: 'AnalysisTemplate',
        name: 't',
        place: { file: 'a.yaml', line: 3, column: 1 },
        spec: { metrics: [{ name: 'm', successCondition: 'true', provider: { web: { url: 'http://x' } } }] },
      },
    ]);
  });

  it('may be JSON', () => {
    const run = {
      apiVersion: 'argoproj.io/v1alpha1',
      kind: 'AnalysisRun',
      metadata: { generateName: 'r-', namespace: 'shop' },
      spec: { metrics: [{ name: 'm', failureCondition: 'false', provider: { job: { spec: {} } } }] },
      status: { phase: 'Running', somethingNew: 1 },
    };
    const { documents, problems } = readDocuments([{ name: 'a.json', text: JSON.stringify(run, null, 2) }]);
    expect(problems.filter(({ severity }) => severity === 'error')).toEqual([]);
    expect(documents).toMatchObject([{ kind: 'AnalysisRun', name: 'r-', namespace: 'shop', status: run.status }]);
  });

  it('may be one of several in a source, or an item of a list', () => {
    const item = `{apiVersion: argoproj.io/v1alpha1, kind: AnalysisTemplate, metadata: {name: NAME}, spec: {metrics: [{${GOOD}}]}}`;
    const list = `apiVersion: v1\nkind: List\nitems:\n- ${item.replace('NAME', 'b')}\n- ${item.replace('NAME', 'c')}`;
    const { documents } = readDocuments([
      { name: 'a', text: `${item.replace('NAME', 'a')}\n---\n${list}` },
      { name: 'b', text: item.replace('NAME', 'd') },
    ]);
    expect(documents.map(({ name, place }) => `${name} ${place.file}:${place.line}`)).toEqual([
      'a a:1',
      'b a:6',
      'c a:7',
      'd b:1',
    ]);
  });

  it('may use anchors and merge keys', () => {
    const spec = `\n  metrics:\n  - &base {${GOOD}}\n  - <<: *base\n    name: o\n`;
    const { documents, problems } = readDocuments([{ name: 'a', text: `${HEAD}spec:${spec}` }]);
    expect(problems).toEqual([]);
    expect(documents).toMatchObject([{ spec: { metrics: [{ name: 'm' }, { name: 'o', successCondition: 'true' }] } }]);
  });

  it('may leave fields empty', () => {
    expect(specProblems(`\n  args:\n  dryRun:\n  metrics: [{${GOOD}, count: }]`)).toEqual([]);
  });
});

describe('a document that is none of ours', () => {
  it.each<{ text: string; problem: string }>([
    { text: 'apiVersion: v1\nkind: Service', problem: 'f:1:1: note: Service (v1) is passed over' },
    {
      text: 'apiVersion: argoproj.io/v1alpha1\nkind: Rollout',
      problem: 'f:1:1: note: Rollout (argoproj.io/v1alpha1) is passed over',
    },
    {
      text: 'apiVersion: argoproj.io/v1alpha1\nkind: AnalysisTemplat',
      problem: 'f:2:7: kind: unknown kind "AnalysisTemplat"; did you mean "AnalysisTemplate"?',
    },
    {
      text: 'apiVersion: argoproj.io/v1\nkind: AnalysisRun',
      problem: 'f:1:13: apiVersion: unknown version "argoproj.io/v1"; argoproj.io/v1alpha1 is the one that is read',
    },
    {
      text: '- 1',
      problem:
        'f:1:1: this is no Kubernetes object; expected an object with apiVersion: argoproj.io/v1alpha1 and kind: AnalysisTemplate, ClusterAnalysisTemplate or AnalysisRun',
    },
    { text: 'apiVersion: v1', problem: 'f:1:1: kind: "kind" is missing' },
  ])('is told: $problem', ({ text, problem }) => {
    expect(problemsOf(text)).toEqual([problem]);
    expect(readDocuments([{ name: 'f', text }]).documents).toEqual([]);
  });

  it('is passed over when it is empty', () => {
    expect(problemsOf('---\n# nothing\n---\n')).toEqual([]);
  });
});

describe('broken YAML', () => {
  it.each<{ text: string; problem: RegExp }>([
    { text: 'a: [1, 2', problem: /^f:1:9: .*must be sufficiently indented and end with a \]/ },
    { text: 'a: "x', problem: /^f:1:\d+: missing closing "quote/ },
    { text: 'a: {b: 1}}', problem: /^f:1:10: unexpected/ },
    { text: '[', problem: /^f:1:/ },
    { text: '\tx: 1', problem: /^f:1:\d+: .*tab/i },
    { text: 'a: {{args.x}}', problem: /^f:1:5: a: a name must be a text, .* put it in quotes: "\{\{args\.name\}\}"$/ },
    { text: 'a: *nobody', problem: /^f:1:4: a: \*nobody stands for nothing: no &nobody comes before it$/ },
  ])('is told with its place: $text', ({ text, problem }) => {
    expect(problemsOf(text)).toEqual(expect.arrayContaining([expect.stringMatching(problem)]));
  });

  it('in one document does not hide the others', () => {
    const [first, ...others] = problemsOf(`a: {b\n---\n${HEAD}spec: {metrics: [{${GOOD}}], metrcs: 1}`);
    expect(first).toMatch(/^f:/);
    expect(others.at(-1)).toMatch(/^f:6:\d+: spec.metrcs: unknown field "metrcs"; did you mean "metrics"\?$/);
  });

  it('with a name twice is told, and the rest is read on', () => {
    expect(problemsOf(`${HEAD}spec: {metrics: [{${GOOD}, name: x}], arg: 1}`)).toEqual([
      'f:4:88: this name is written twice in one object',
      'f:4:99: spec.arg: unknown field "arg"; did you mean "args"?',
    ]);
  });

  it.each<{ what: string; text: string; problem: string }>([
    {
      what: 'a bomb of aliases',
      text: bomb(),
      problem: 'f:2:6: b[3][2][0]: holds more than 100000 values once its aliases are followed',
    },
    {
      what: 'brackets without end',
      text: '['.repeat(100_000),
      problem: 'f:1:1: is nested too deeply: more than 1000 brackets are open at once',
    },
    {
      what: 'a source without end',
      text: 'x'.repeat(3_000_000),
      problem: 'f:1:1: is too large: 3000000 characters, where 2097152 are the most that is read',
    },
  ])('that is $what is refused', ({ text, problem }) => {
    const [only, ...others] = problemsOf(text);
    expect(others).toEqual([]);
    // Where in the bomb the limit is met does not matter.
    expect(only?.replace(/^f:\d+:\d+: \w[\w[\]]*: holds/, 'HOLDS')).toBe(
      problem.replace(/^f:\d+:\d+: \w[\w[\]]*: holds/, 'HOLDS'),
    );
  });
});

function bomb(): string {
  const levels = Array.from({ length: 9 }, (_, i) => `l${i + 1}: &l${i + 1} [${`*l${i}, `.repeat(9)}*l${i}]`);
  return ['l0: &l0 [x, x, x, x, x, x, x, x, x, x]', ...levels].join('\n');
}

describe('a template with wrong types', () => {
  it.each<{ fields: string; problem: string }>([
    {
      fields: 'interval: 30, count: 1',
      problem: 'interval: expected a duration such as 30s, found the number 30; add a unit, as in 30s',
    },
    {
      fields: 'interval: 1d, count: 1',
      problem: 'interval: expected a duration such as 30s, 5m or 1h30m: time: unknown unit "d" in duration "1d"',
    },
    {
      fields: 'count: "10%"',
      problem:
        'count: expected a whole number, found the text "10%", which Argo Rollouts would read as 0 without a word',
    },
    { fields: 'count: 1.5', problem: 'count: expected a whole number, found the number 1.5' },
    { fields: 'count: [1]', problem: 'count: expected a whole number, found a list' },
    {
      fields: 'initialDelay: true',
      problem: 'initialDelay: expected a duration such as 30s, found true; put it in quotes: "true"',
    },
    {
      fields: 'failureCondition: 5',
      problem: 'failureCondition: expected a text, found the number 5; put it in quotes: "5"',
    },
    { fields: 'failureCondition: {a: 1}', problem: 'failureCondition: expected a text, found an object' },
    {
      fields: 'conditionLanguage: jsonatta',
      problem: 'conditionLanguage: expected one of expr, jsonata, found the text "jsonatta"; did you mean "jsonata"?',
    },
    {
      fields: 'sucessCondition: x',
      problem: 'sucessCondition: unknown field "sucessCondition"; did you mean "successCondition"?',
    },
    { fields: 'somethingElse: x', problem: 'somethingElse: unknown field "somethingElse"' },
  ])('hears of $fields', ({ fields, problem }) => {
    const [first, ...others] = metricProblems(fields);
    expect(others).toEqual([]);
    expect(first).toMatch(/^f:4:\d+: spec\.metrics\[0\]\./);
    expect(first?.replace(/^f:4:\d+: spec\.metrics\[0\]\./, '')).toBe(problem);
  });

  it.each<{ spec: string; problem: string }>([
    { spec: '[]', problem: 'f:4:7: spec: expected an object, found a list' },
    { spec: '{metrics: {}}', problem: 'f:4:17: spec.metrics: expected a list, found an object' },
    {
      spec: `{metrics: [{${GOOD}}], args: [{value: a}]}`,
      problem: 'f:4:97: spec.args[0].name: "name" is missing; a text is needed',
    },
    {
      spec: `{metrics: [{${GOOD}}], measurementRetention: [{metricName: m, limit: "5"}]}`,
      problem:
        'f:4:136: spec.measurementRetention[0].limit: expected a whole number, found the text "5"; take the quotes off',
    },
    {
      spec: `{metrics: [{${GOOD}}], measurementRetention: [{metricName: m, limit: "{{args.n}}"}]}`,
      problem:
        'f:4:136: spec.measurementRetention[0].limit: expected a whole number, found the text "{{args.n}}"; a placeholder can only stand in a text',
    },
    {
      spec: `{metrics: [{${GOOD}}], dryRun: [{metricName: "*"}]}`,
      problem:
        'f:4:112: spec.dryRun[0].metricName: "*" is no regular expression, so it matches nothing: error parsing regexp: missing argument to repetition operator: `*`; write .* for every metric',
    },
  ])('hears of $spec', ({ spec, problem }) => {
    expect(specProblems(spec)).toEqual([problem]);
  });

  it('takes whatever a Job or a plugin holds', () => {
    const metrics =
      '[{name: j, provider: {job: {spec: {anything: [1, {b: null}]}}}}, {name: p, provider: {plugin: {a/b: {x: 1.5}}}}]';
    expect(specProblems(`{metrics: ${metrics}}`)).toEqual([]);
  });
});

describe('a metric that breaks a rule', () => {
  it.each<{ metric: string; problem: string }>([
    {
      metric: 'name: m, successCondition: a, provider: {}',
      problem: 'f:4:50: spec.metrics[0].provider: no provider specified',
    },
    {
      metric: 'name: m, successCondition: a',
      problem: 'f:4:18: spec.metrics[0].provider: "provider" is missing; an object is needed',
    },
    {
      metric: GOOD.replace('{web', '{graphite: {}, web'),
      problem: 'f:4:55: spec.metrics[0].provider: multiple providers specified',
    },
    {
      metric: `${GOOD}, count: 3`,
      problem: 'f:4:85: spec.metrics[0].interval: interval must be specified when count > 1',
    },
    {
      metric: `${GOOD}, failureLimit: -1`,
      problem: 'f:4:81: spec.metrics[0].failureLimit: failureLimit and consecutiveSuccessLimit cannot both be disabled',
    },
  ])("hears upstream's words: $problem", ({ metric, problem }) => {
    const [first, ...others] = specProblems(`{metrics: [{${metric}}]}`).filter((text) => !text.includes('warning'));
    expect(others).toEqual([]);
    expect(first?.replace(/^f:4:\d+/, '')).toBe(problem.replace(/^f:4:\d+/, ''));
  });

  it('is left alone where a placeholder stands', () => {
    expect(
      specProblems(
        `{args: [{name: k}], metrics: [{${GOOD}, failureLimit: -1, consecutiveSuccessLimit: "{{args.k}}", count: "{{ args.k }}", interval: "{{args.k}}s"}]}`,
      ),
    ).toEqual([]);
  });

  it('hears of another metric with its name', () => {
    expect(specProblems(`\n  metrics:\n  - {${GOOD}}\n  - {${GOOD}}`)).toEqual([
      "f:7:12: spec.metrics[1].name: two metrics have the same name 'm'; the other is in line 6",
    ]);
  });
});

describe('a placeholder', () => {
  const using = (text: string, kind = 'AnalysisTemplate') =>
    problemsOf(
      `${HEAD.replace('AnalysisTemplate', kind)}spec: {args: [{name: service, value: a}], metrics: [{name: m, successCondition: "true", provider: {web: {url: "${text}"}}}]}`,
    ).map((problem) => problem.replace(/^f:4:\d+: /, ''));

  it.each<{ text: string; kind?: string; problems: readonly string[] }>([
    { text: 'http://{{args.service}}/{{ args.service }}', problems: [] },
    {
      text: '{{args.servce}}',
      problems: [
        'warning: spec.metrics[0].provider.web.url: {{args.servce}} is used, but no argument "servce" is declared; did you mean "service"?',
      ],
    },
    {
      text: '{{args.other}}',
      kind: 'AnalysisRun',
      problems: ['spec.metrics[0].provider.web.url: {{args.other}} is used, but no argument "other" is declared'],
    },
    {
      text: '{{.State}}',
      problems: [
        'spec.metrics[0].provider.web.url: {{.State}} is no argument, and double braces cannot be written for anything else',
      ],
    },
  ])('in $text is checked', ({ text, kind, problems }) => {
    expect(using(text, kind)).toEqual(problems);
  });
});

describe('a condition', () => {
  const refuseAll: SyntaxCheck = (text, language) => ({
    message: `${language} is not read here`,
    offset: text.indexOf('!'),
  });

  it('that cannot be parsed is shown with a caret', () => {
    const problems = problemsOf(`${HEAD}spec: {metrics: [{${GOOD}, failureCondition: "a\\n\\tb ! c"}]}`, (text) =>
      text.includes('!') ? { message: 'unexpected token', offset: text.indexOf('!') } : undefined,
    );
    expect(problems).toEqual(['f:4:106: spec.metrics[0].failureCondition: unexpected token\n    \tb ! c\n    \t  ^']);
  });

  it('is checked in its own language, and not while it has a placeholder', () => {
    const metric =
      'name: m, conditionLanguage: jsonata, successCondition: a, failureCondition: "{{args.a}}", transform: b, provider: {web: {url: x}}';
    const problems = problemsOf(`${HEAD}spec: {args: [{name: a}], metrics: [{${metric}}]}`, refuseAll);
    expect(problems.map((text) => text.split('\n')[0]?.replace(/^f:4:\d+: /, ''))).toEqual([
      'spec.metrics[0].successCondition: jsonata is not read here',
      'spec.metrics[0].transform: jsonata is not read here',
    ]);
  });
});

describe('a warning', () => {
  it.each<{ fields: string; sentence: string }>([
    {
      fields: 'interval: 10s',
      sentence: 'metric "m" has an interval and no count, so it measures until the run is stopped',
    },
    {
      fields: 'interval: 10s, count: 2, failureLimit: 2',
      sentence: '2 measurements with a failureLimit of 2 can never fail: a metric fails above its limit',
    },
    {
      fields: 'failureCondition: no',
      sentence: "no is a text here but false to Go's YAML, so a cluster refuses it; put it in quotes",
    },
    { fields: 'count: 010, interval: 1s', sentence: "010 is 10 here but 8 to Go's YAML; leave out the zero in front" },
  ])('is given for $fields', ({ fields, sentence }) => {
    const { documents, problems } = readDocuments([
      { name: 'f', text: `${HEAD}spec: {metrics: [{${GOOD}, ${fields}}]}` },
    ]);
    expect(problems.map(({ severity, sentence }) => ({ severity, sentence }))).toEqual([
      { severity: 'warning', sentence },
    ]);
    expect(documents).toHaveLength(1);
  });

  it.each<{ metric: string; sentence: string }>([
    {
      metric: 'name: m, provider: {web: {url: x}}',
      sentence: 'metric "m" has no condition, so every answer makes it Successful',
    },
    {
      metric: 'name: m, successCondition: a, provider: {job: {spec: {}}}',
      sentence: 'the job provider judges for itself and does not look at successCondition',
    },
  ])('is given for $metric', ({ metric, sentence }) => {
    const { problems } = readDocuments([{ name: 'f', text: `${HEAD}spec: {metrics: [{${metric}}]}` }]);
    expect(problems.map((problem) => problem.sentence)).toEqual([sentence]);
  });
});

describe("a word that is a truth value to Go's YAML", () => {
  it('is one where the schema takes one or takes anything, and is warned about', () => {
    const metric =
      'name: m, successCondition: "true", provider: {web: {url: x, insecure: yes, jsonBody: {a: off, b: "off"}}}';
    const { documents, problems } = readDocuments([{ name: 'f', text: `${HEAD}spec: {metrics: [{${metric}}]}` }]);
    expect(documents).toMatchObject([
      { spec: { metrics: [{ provider: { web: { insecure: true, jsonBody: { a: false, b: 'off' } } } }] } },
    ]);
    expect(problems.map(({ path, severity }) => `${severity} ${path}`)).toEqual([
      'warning spec.metrics[0].provider.web.insecure',
      'warning spec.metrics[0].provider.web.jsonBody.a',
    ]);
  });
});
