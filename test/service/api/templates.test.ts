import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { JsonObject } from '../../../src/core/json.ts';
import { type ApiStage, gateTemplate, openApiStage } from '../../support/api-stage.ts';

let stage: ApiStage;
beforeAll(async () => {
  stage = await openApiStage();
});
afterAll(() => stage.stop());

const YAML = `# a comment
apiVersion: argoproj.io/v1alpha1
kind: AnalysisTemplate
metadata: {name: NAME}
spec:
  args:
    - name: on
  metrics:
    - name: m
      count: "2"
      interval: 5s
      successCondition: result == 1
      provider:
        plugin: {scripted: {value: 1}}
`;
/** What a refused write is told. */
const CODES = new Map([
  [400, 'REQUEST_INVALID'],
  [412, 'VERSION_CONFLICT'],
]);
const yaml = { 'content-type': 'application/yaml' };

/** Both kinds have the same calls. */
const PLACES = [
  { at: '/api/v1/namespaces/team/templates', kind: 'AnalysisTemplate', scope: { namespace: 'team' } },
  { at: '/api/v1/clustertemplates', kind: 'ClusterAnalysisTemplate', scope: {} },
] as const;

describe.each(PLACES)('$kind', ({ at, kind, scope }) => {
  const named = (name: string, value = 1): JsonObject => ({ ...gateTemplate(value, { name }), kind });
  const put = (name: string, headers = {}, body: unknown = named(name)) =>
    stage.ask('PUT', `${at}/${name}`, { headers, body });

  it('is given back as it was sent, with its version as ETag', async () => {
    const sent = { ...named('kept'), metadata: { name: 'kept', labels: { a: 'b' }, annotations: { 'x/y': 'z' } } };
    const created = await put('kept', {}, sent);
    expect([created.status, created.headers.etag, created.json]).toEqual([201, '"1"', sent]);
    const read = await stage.ask('GET', `${at}/kept`);
    expect([read.status, read.headers.etag, read.json]).toEqual([200, '"1"', sent]);
    const changed = await put('kept', {}, named('kept', 2));
    expect([changed.status, changed.headers.etag]).toEqual([200, '"2"']);
  });

  it.each<readonly [what: string, change: (spec: JsonObject) => JsonObject, says: string]>([
    [
      'of too many characters',
      (spec) => ({ ...spec, args: [{ name: 'note', value: 'x'.repeat(65_536) }] }),
      '65536 characters at most',
    ],
    [
      'of too many metrics',
      ({ metrics, ...spec }) => ({
        ...spec,
        metrics: Array.from({ length: 201 }, (_, n) => ({ ...Object(metrics)[0], name: `m${n}` })),
      }),
      '/spec/metrics: has 201 metrics, 200 are the most',
    ],
    [
      'with too many characters of conditions',
      ({ metrics, ...spec }) => ({
        ...spec,
        metrics: [{ ...Object(metrics)[0], successCondition: `${'true || '.repeat(5_000)}true` }],
      }),
      'the conditions of a template may have 16384 characters in all',
    ],
    [
      'with regular expressions that are too large',
      ({ metrics, ...spec }) => ({
        ...spec,
        metrics: [{ ...Object(metrics)[0], successCondition: `"a" matches "${'x{1000}'.repeat(40)}"` }],
      }),
      'expression too large',
    ],
  ])('is not kept %s, which is told', async (_what, change, says) => {
    const whole = named('large');
    const { status, text } = await put('large', {}, { ...whole, spec: change(whole['spec'] as JsonObject) });
    expect([status, text]).toEqual([422, expect.stringContaining(says)]);
    expect(text).toContain('INPUT_INVALID');
  });

  it('may come as YAML, and is kept as a cluster would read it', async () => {
    const text = YAML.replace('NAME', 'from-yaml').replace('AnalysisTemplate', kind);
    expect((await put('from-yaml', yaml, text)).status).toBe(201);
    const { json } = await stage.ask('GET', `${at}/from-yaml`);
    expect(json).toMatchObject({ kind, spec: { args: [{ name: 'on' }], metrics: [{ count: '2' }] } });
  });

  it.each<{ given: string; headers: Record<string, string>; status: number }>([
    { given: 'the ETag that is there', headers: { 'if-match': '"1"' }, status: 200 },
    { given: 'another ETag', headers: { 'if-match': '"7"' }, status: 412 },
    { given: 'no template wanted there', headers: { 'if-none-match': '*' }, status: 412 },
    { given: 'a weak ETag', headers: { 'if-match': 'W/"1"' }, status: 400 },
    { given: 'an ETag without quotes', headers: { 'if-match': '1' }, status: 400 },
    { given: 'several ETags', headers: { 'if-match': '"1", "2"' }, status: 400 },
    { given: 'an ETag that must not be there', headers: { 'if-none-match': '"1"' }, status: 400 },
    { given: 'both conditions', headers: { 'if-match': '"1"', 'if-none-match': '*' }, status: 400 },
  ])('given $given, a write answers $status', async ({ given, headers, status }) => {
    const name = given.toLowerCase().replaceAll(' ', '-');
    expect((await put(name)).status).toBe(201);
    const answer = await put(name, headers);
    expect([answer.status, answer.status === 200 ? undefined : codeOf(answer.json)]).toEqual([
      status,
      CODES.get(status),
    ]);
  });

  it('is made only where none is, and changed only where one is, when that is asked for', async () => {
    expect((await put('first', { 'if-match': '"1"' })).status).toBe(412);
    expect((await put('first', { 'if-none-match': '*' })).status).toBe(201);
  });

  it('is not sent again to who has it', async () => {
    await put('fresh');
    const read = async (tag: string) =>
      (await stage.ask('GET', `${at}/fresh`, { headers: { 'if-none-match': tag } })).status;
    expect([await read('"1"'), await read('"9"'), await read('"8", W/"1"'), await read('*')]).toEqual([
      304, 200, 304, 304,
    ]);
  });

  it('is deleted, once, and only in the version that is meant', async () => {
    await put('gone');
    const remove = async (headers = {}) => (await stage.ask('DELETE', `${at}/gone`, { headers })).status;
    expect([await remove({ 'if-match': '"5"' }), await remove({ 'if-match': '"1"' }), await remove()]).toEqual([
      412, 204, 404,
    ]);
    expect((await stage.ask('GET', `${at}/gone`)).status).toBe(404);
    expect((await put('gone')).headers.etag).toBe('"2"');
  });

  it('is listed page by page in the order of names', async () => {
    for (const name of ['page-c', 'page-a', 'page-b']) await put(name);
    const names: string[] = [];
    let cursor = '';
    do {
      const { json } = await stage.ask('GET', `${at}?limit=2${cursor}`);
      const page = json as { items: { name: string; namespace?: string; version: number }[]; cursor?: string };
      names.push(...page.items.map(({ name }) => name));
      expect(page.items[0]).toMatchObject(scope);
      cursor = page.cursor === undefined ? '' : `&cursor=${page.cursor}`;
    } while (cursor !== '');
    expect(names).toEqual(names.toSorted());
    expect(names).toEqual(expect.arrayContaining(['page-a', 'page-b', 'page-c']));
  });

  it('is checked without being stored', async () => {
    const answer = await stage.ask('POST', `${at}:validate`, { body: named('checked') });
    expect([answer.status, answer.json]).toEqual([200, { isValid: true, problems: [] }]);
    expect((await stage.ask('GET', `${at}/checked`)).status).toBe(404);
  });

  it.each<{ given: string; change: (document: JsonObject) => unknown; pointer: string; detail: string }>([
    {
      given: 'another kind',
      change: (document) => ({ ...document, kind: PLACES.find((other) => other.kind !== kind)?.kind }),
      pointer: '/kind',
      detail: `/kind: expected ${kind}`,
    },
    {
      given: 'another name than the address',
      change: (document) => ({ ...document, metadata: { name: 'other' } }),
      pointer: '/metadata/name',
      detail: '/metadata/name: expected "bad", as the address says, found "other"',
    },
    {
      given: 'another namespace',
      change: (document) => ({ ...document, metadata: { name: 'bad', namespace: 'elsewhere' } }),
      pointer: '/metadata/namespace',
      detail: '/metadata/namespace: ',
    },
    {
      given: 'a field that nobody knows',
      change: (document) => ({ ...document, spec: { ...(document['spec'] as JsonObject), arguments: [] } }),
      pointer: '/spec/arguments',
      detail: 'spec.arguments: unknown field "arguments"',
    },
    {
      given: 'a condition that cannot be parsed',
      change: () => ({ ...gateTemplate(1, { name: 'bad', metric: { successCondition: 'result <' } }), kind }),
      pointer: '/spec/metrics/0/successCondition',
      detail: 'spec.metrics[0].successCondition: ',
    },
    { given: 'no object', change: () => [1], pointer: '', detail: 'this is no Kubernetes object' },
    {
      given: 'a Rollout',
      change: (document) => ({ ...document, kind: 'Rollout' }),
      pointer: '',
      detail: `expected one ${kind}, found none`,
    },
    {
      given: 'two templates in a List',
      change: (document) => ({ apiVersion: 'v1', kind: 'List', items: [document, document] }),
      pointer: '',
      detail: `expected one ${kind}, found 2`,
    },
  ])('with $given is refused, with the place', async ({ change, pointer, detail }) => {
    const answer = await put('bad', {}, change(named('bad')));
    expect([answer.status, codeOf(answer.json)]).toEqual([422, 'INPUT_INVALID']);
    expect(problemsOf(answer.json)).toContainEqual(
      expect.objectContaining({ in: 'body', severity: 'error', pointer, detail: expect.stringContaining(detail) }),
    );
    expect((await stage.ask('GET', `${at}/bad`)).status).toBe(404);
  });

  it('tells the line and column of everything that is wrong in YAML', async () => {
    const text = YAML.replace('count: "2"', 'cuont: 2')
      .replace('result == 1', 'result =')
      .replace('NAME', 'written')
      .replace('AnalysisTemplate', kind);
    const { json } = await stage.ask('POST', `${at}:validate`, { headers: yaml, body: text });
    expect(json).toMatchObject({ isValid: false });
    const errors = problemsOf(json).filter(({ severity }) => severity === 'error');
    expect(errors.map(({ pointer, line, column }) => [pointer, line, column])).toEqual([
      ['/spec/metrics/0/cuont', 10, 7],
      ['/spec/metrics/0/successCondition', 12, 25],
    ]);
  });

  it('tells what is wrong with its name beside what is wrong with its metrics', async () => {
    const { metadata: _, ...rest } = named('bad');
    const body = { ...rest, metadata: { name: 'Bad_' }, spec: { metrics: [{ name: 'm', count: 'x' }] } };
    const { json } = await stage.ask('POST', `${at}:validate`, { body });
    const pointers = problemsOf(json).flatMap(({ severity, pointer }) => (severity === 'error' ? [pointer] : []));
    expect(pointers).toEqual(expect.arrayContaining(['/metadata/name', '/spec/metrics/0/count']));
  });

  it('warns of a provider that the service has not, and stores it all the same', async () => {
    const body = {
      ...gateTemplate(1, { name: 'wave', metric: { provider: { wavefront: { query: 'q', address: 'a' } } } }),
      kind,
    };
    const { json } = await stage.ask('POST', `${at}:validate`, { body });
    expect(json).toMatchObject({ isValid: true });
    expect(problemsOf(json)).toMatchObject([{ severity: 'warning', pointer: '/spec/metrics/0/provider' }]);
    expect((await put('wave', {}, body)).status).toBe(201);
  });
});

it('templates of one namespace are not those of another', async () => {
  await stage.ask('PUT', '/api/v1/namespaces/one/templates/mine', { body: gateTemplate(1, { name: 'mine' }) });
  expect((await stage.ask('GET', '/api/v1/namespaces/two/templates/mine')).status).toBe(404);
  expect((await stage.ask('GET', '/api/v1/namespaces/two/templates')).json).toEqual({ items: [] });
  expect((await stage.ask('GET', '/api/v1/namespaces')).json).toMatchObject({
    items: expect.arrayContaining([{ name: 'one' }]),
  });
});

function codeOf(json: unknown): unknown {
  return (json as JsonObject)['code'];
}

function problemsOf(json: unknown): readonly Readonly<Record<string, unknown>>[] {
  return (json as { problems: Record<string, unknown>[] }).problems;
}
