import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatProblem } from '../../src/resources/problem.ts';
import { readDocuments } from '../../src/resources/read-documents.ts';

const GOOD = `apiVersion: argoproj.io/v1alpha1
kind: AnalysisTemplate
metadata: {name: t}
spec:
  args: [{name: x, value: "1"}]
  dryRun: [{metricName: m}]
  metrics:
  - name: m
    interval: 10s
    count: "{{args.x}}"
    successCondition: result > {{args.x}}
    provider: {web: {url: "http://x", jsonBody: {a: [1, null]}}}
`;

const TOKENS = [
  '{',
  '}',
  '[',
  ']',
  ':',
  ': ',
  '- ',
  '\n',
  '\n  ',
  ',',
  '&a ',
  '*a',
  '<<: ',
  '!!binary ',
  '!x ',
  '"',
  "'",
  '|\n',
  '>-\n',
  '#',
  '? ',
  '---\n',
  '...\n',
  '~',
  '.nan',
  '1',
  'metrics',
  'spec',
  'kind',
  '{{',
  '}}',
  '\t',
  '%YAML 1.1\n',
  '@',
  '`',
  '\u0000',
  '\ud800',
];

function readsWithoutThrowing(text: string): void {
  const { documents, problems } = readDocuments([{ name: 'f', text }]);
  expect(documents.every(({ spec }) => typeof spec === 'object')).toBe(true);
  const lines = text.split(/\r\n|[\r\n]/).length;
  for (const problem of problems) {
    expect(problem.place.line).toBeLessThanOrEqual(lines + 1);
    expect(problem.place.column).toBeGreaterThanOrEqual(1);
    expect(formatProblem(problem)).toMatch(/^f:\d+:\d+: /);
  }
}

describe('whatever text it is given, reading', () => {
  it('gives documents or problems: a soup of YAML', () => {
    const soup = fc.array(fc.constantFrom(...TOKENS), { maxLength: 40 }).map((tokens) => tokens.join(''));
    fc.assert(fc.property(soup, readsWithoutThrowing), { numRuns: 300 });
  });

  it('gives documents or problems: a good document with a piece cut out, doubled or replaced', () => {
    const at = fc.nat({ max: GOOD.length });
    const piece = fc.oneof(fc.constant(''), fc.constantFrom(...TOKENS), fc.string());
    const spoiled = fc.tuple(at, at, piece).map(([a, b, text]) => GOOD.slice(0, a) + text + GOOD.slice(b));
    fc.assert(fc.property(spoiled, readsWithoutThrowing), { numRuns: 300 });
  });

  it('gives documents or problems: JSON of any shape where a spec belongs', () => {
    const any = fc.jsonValue({ maxDepth: 4 });
    const metric = fc.record(
      { name: any, count: any, interval: any, provider: any, successCondition: any, failureLimit: any },
      { requiredKeys: [] },
    );
    const spec = fc.oneof(
      any,
      fc.record(
        { metrics: fc.oneof(any, fc.array(metric)), args: any, dryRun: any, templates: any },
        { requiredKeys: [] },
      ),
    );
    const kind = fc.constantFrom('AnalysisTemplate', 'AnalysisRun', 'List');
    const document = fc.record({
      apiVersion: fc.constant('argoproj.io/v1alpha1'),
      kind,
      metadata: any,
      spec,
      items: any,
    });
    fc.assert(
      fc.property(document, (json) => readsWithoutThrowing(JSON.stringify(json))),
      { numRuns: 300 },
    );
  });
});

describe('a document that one mistake or one trick fills', () => {
  const HEAD = GOOD.slice(0, GOOD.indexOf('spec:'));
  const many = (count: number, line: (index: number) => string): string =>
    Array.from({ length: count }, (_, index) => line(index)).join('\n');
  // What takes time with the square of its size would take minutes here.
  it.each<{ of: string; text: string; count: number; says: string }>([
    { of: 'names', text: many(40_000, (i) => `l${i}: v`), count: 1, says: 'this is no Kubernetes object' },
    {
      of: 'names that are written twice',
      text: many(40_000, (i) => `l${i >> 1}: v`),
      count: 20_001,
      says: 'this is no Kubernetes object',
    },
    {
      of: 'aliases',
      text: `a: &a x\nb: [${Array(40_000).fill('*a').join(', ')}]`,
      count: 1,
      says: 'this is no Kubernetes object',
    },
    {
      of: 'anchors and aliases',
      text: many(20_000, (i) => `l${i}: [&a${i} x, *a${i}]`),
      count: 1,
      says: 'this is no Kubernetes object',
    },
    { of: 'commas', text: `[${','.repeat(60_000)}]`, count: 100, says: 'unexpected , in flow sequence' },
    { of: 'brackets', text: ']'.repeat(60_000), count: 100, says: 'unexpected flow-seq-end token' },
    {
      of: 'fields that nobody knows',
      text: `${HEAD}spec:\n  metrics: []\n${many(20_000, (i) => `  l${i}: v`)}`,
      count: 501,
      says: 'unknown field "l0"',
    },
    {
      of: 'metrics that are none',
      text: `${HEAD}spec:\n  metrics:\n${many(20_000, () => '  - nme: x')}`,
      count: 501,
      says: 'unknown field "nme"',
    },
  ])('is read as soon as any other: $of', ({ text, count, says }) => {
    const { documents, problems } = readDocuments([{ name: 'f', text }]);
    const told = problems.map(({ sentence }) => sentence);
    expect([documents.length, told.length, told.find((sentence) => sentence.includes(says)) !== undefined]).toEqual([
      0,
      count,
      true,
    ]);
  });

  it('with more warnings than are told is taken all the same', () => {
    const metrics = many(600, (i) => `  - {name: m${i}, provider: {web: {url: "http://x"}}}`);
    const { documents, problems } = readDocuments([{ name: 'f', text: `${HEAD}spec:\n  metrics:\n${metrics}\n` }]);
    expect([documents.length, problems.length]).toEqual([1, 500]);
  });
});
