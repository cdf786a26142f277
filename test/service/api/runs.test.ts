import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { JsonObject } from '../../../src/core/json.ts';
import { textIn } from '../../../src/core/json-members.ts';
import { type Answered, type ApiStage, gateTemplate, openApiStage } from '../../support/api-stage.ts';

let stage: ApiStage;
beforeAll(async () => {
  stage = await openApiStage();
});
afterAll(() => stage.stop());

const NOBODY = '00000000-0000-4000-8000-000000000000';

async function start(template: JsonObject, more: JsonObject = {}, headers = {}): Promise<Answered> {
  return stage.team('POST', '/runs', { headers, body: { template, ...more } });
}

async function started(template: JsonObject, more: JsonObject = {}): Promise<string> {
  const answer = await start(template, more);
  expect([answer.status, answer.text]).toEqual([201, expect.any(String)]);
  return textIn(answer.json, 'id');
}

async function ended(id: string): Promise<JsonObject> {
  const { json } = await stage.team('GET', `/runs/${id}?wait=20s`);
  return json as JsonObject;
}

describe('a run', () => {
  it('is started, and shown at its Location', async () => {
    const answer = await start(gateTemplate(1), { labels: { team: 'shop' }, timeout: '5m' });
    expect([answer.status, answer.json]).toEqual([
      201,
      {
        id: expect.stringMatching(/^[0-9a-f-]{36}$/),
        namespace: 'team',
        name: expect.stringMatching(/^gate-[0-9a-f]{5}$/),
        labels: { team: 'shop' },
        source: ['gate'],
        verdict: null,
        phase: '',
        sentence: '',
        attempt: 1,
        isTerminating: false,
        createdAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/),
        startedAt: null,
        endedAt: null,
        args: [],
        timeout: '5m0s',
        spec: expect.objectContaining({ metrics: [expect.objectContaining({ name: 'm' })] }),
        status: expect.any(Object),
        explanation: null,
      },
    ]);
    expect(answer.headers.location).toBe(`/api/v1/namespaces/team/runs/${textIn(answer.json, 'id')}`);
    const { json } = await stage.ask('GET', `${answer.headers.location}?wait=20`);
    expect(json).toMatchObject({ verdict: 'pass', phase: 'Successful', endedAt: expect.any(String) });
  });

  it('may be that of a stored template, with arguments', async () => {
    const spec = { args: [{ name: 'on' }], metrics: [{ ...metricOf(1), successCondition: 'result == {{args.on}}' }] };
    await stage.team('PUT', '/templates/stored', { body: gateTemplate(1, { name: 'stored', spec }) });
    const asked = { templateRef: { name: 'stored' }, args: { on: '1' } };
    const answer = await stage.team('POST', '/runs', { body: asked });
    expect(answer.json).toMatchObject({ source: ['stored'], args: [{ name: 'on', value: '1' }] });
    const cluster = { ...gateTemplate(1, { name: 'for-all' }), kind: 'ClusterAnalysisTemplate' };
    await stage.ask('PUT', '/api/v1/clustertemplates/for-all', { body: cluster });
    const ref = { templateRef: { name: 'for-all', clusterScope: true } };
    expect((await stage.team('POST', '/runs', { body: ref })).status).toBe(201);
    expect((await stage.team('POST', '/runs', { body: { templateRef: { name: 'for-all' } } })).status).toBe(404);
  });

  it('is answered as it stands when the wait is over', async () => {
    const id = await started(gateTemplate(1, { hold: true }));
    const { status, json } = await stage.team('GET', `/runs/${id}?wait=1ms`);
    expect([status, json]).toEqual([200, expect.objectContaining({ id, verdict: null, endedAt: null })]);
  });

  it('is terminated, and says so; once more changes nothing', async () => {
    const id = await started(gateTemplate(1, { hold: true }));
    const first = await stage.team('POST', `/runs/${id}/terminate`);
    expect([first.status, first.json]).toEqual([200, expect.objectContaining({ id, isTerminating: true })]);
    expect(await ended(id)).toMatchObject({ verdict: 'notEvaluated' });
    expect((await stage.team('POST', `/runs/${id}/terminate`, { body: {} })).json).toMatchObject({
      verdict: 'notEvaluated',
    });
  });

  it('is not tried again or deleted while it goes on', async () => {
    const id = await started(gateTemplate(1, { hold: true }));
    for (const [method, path] of [
      ['POST', `/runs/${id}/retry`],
      ['DELETE', `/runs/${id}`],
    ] as const) {
      const answer = await stage.team(method, path);
      expect([answer.status, textIn(answer.json, 'code')]).toEqual([409, 'STILL_RUNNING']);
    }
    await stage.team('POST', `/runs/${id}/terminate`);
    await ended(id);
  });

  it('is tried again as a new attempt that keeps the evidence of the old one', async () => {
    const id = await started(gateTemplate(0));
    expect(await ended(id)).toMatchObject({ verdict: 'fail', attempt: 1 });
    const retried = await stage.team('POST', `/runs/${id}/retry`);
    expect([retried.status, retried.json]).toEqual([200, expect.objectContaining({ id, attempt: 2 })]);
    await ended(id);
    const newest = await stage.team('GET', `/runs/${id}/evidence`);
    expect(newest.headers['content-disposition']).toBe(`attachment; filename="evidence-${id}.json"`);
    expect(newest.json).toMatchObject({ kind: 'VerdictEvidence' });
    const first = await stage.team('GET', `/runs/${id}/evidence?attempt=1`);
    expect([first.status, first.json]).toEqual([200, expect.objectContaining({ kind: 'VerdictEvidence' })]);
    expect((await stage.team('GET', `/runs/${id}/evidence?attempt=3`)).status).toBe(404);
  });

  it('is deleted once it has ended', async () => {
    const id = await started(gateTemplate(1));
    await ended(id);
    expect((await stage.team('DELETE', `/runs/${id}`)).status).toBe(204);
    expect((await stage.team('GET', `/runs/${id}`)).status).toBe(404);
    expect((await stage.team('DELETE', `/runs/${id}`)).status).toBe(404);
  });

  it.each([
    ['GET', ''],
    ['GET', '?wait=1ms'],
    ['GET', '/evidence'],
    ['GET', '/events'],
    ['POST', '/terminate'],
    ['POST', '/retry'],
    ['DELETE', ''],
  ])('that is not there is not found by %s %s', async (method, path) => {
    const answer = await stage.team(method, `/runs/${NOBODY}${path}`);
    expect([answer.status, textIn(answer.json, 'detail')]).toEqual([
      404,
      `there is no run "${NOBODY}" in namespace "team"`,
    ]);
  });

  it('of another namespace is not found', async () => {
    const id = await started(gateTemplate(1));
    expect((await stage.ask('GET', `/api/v1/namespaces/other/runs/${id}`)).status).toBe(404);
  });
});

describe('a start under an Idempotency-Key', () => {
  it.each(['key-1', '"quoted key"'])('%s is made once', async (key) => {
    const headers = { 'idempotency-key': key };
    const first = await start(gateTemplate(1), {}, headers);
    await ended(textIn(first.json, 'id'));
    const second = await start(gateTemplate(1), {}, headers);
    expect([second.status, second.headers['idempotency-replayed'], second.headers.location]).toEqual([
      201,
      'true',
      first.headers.location,
    ]);
    expect(second.json).toMatchObject({ id: textIn(first.json, 'id'), verdict: 'pass' });
    expect(first.headers['idempotency-replayed']).toBeUndefined();
  });

  it('is refused for another request', async () => {
    const headers = { 'idempotency-key': 'twice' };
    await start(gateTemplate(1), {}, headers);
    const answer = await start(gateTemplate(0), {}, headers);
    expect([answer.status, textIn(answer.json, 'code')]).toEqual([422, 'KEY_REUSED']);
  });

  it.each([[''], ['""'], ['x'.repeat(256)], ['caf\u00e9']])('is refused for the key %j', async (key) => {
    const answer = await start(gateTemplate(1), {}, { 'idempotency-key': key });
    expect([answer.status, textIn(answer.json, 'code')]).toEqual([400, 'REQUEST_INVALID']);
  });
});

describe('the list of runs', () => {
  const items = (json: unknown): readonly JsonObject[] => (json as { items: JsonObject[] }).items;

  it('has the newest first, page by page', async () => {
    const ids: string[] = [];
    for (const value of [1, 1, 1]) ids.push(await started(gateTemplate(value), { labels: { page: 'yes' } }));
    const seen: string[] = [];
    for (let path: string | undefined = '/runs?label=page=yes&limit=2'; path !== undefined; ) {
      const { json } = await stage.team('GET', path);
      seen.push(...items(json).map((run) => textIn(run, 'id')));
      const cursor = textIn(json, 'cursor');
      path = cursor === '' ? undefined : `/runs?label=page=yes&limit=2&cursor=${encodeURIComponent(cursor)}`;
    }
    expect(seen).toEqual(ids.toReversed());
  });

  it('is filtered by verdict, by all of the labels, and by template', async () => {
    const labels = { list: 'filtered', 'example.com/team': 'a.b_c' };
    const good = await started(gateTemplate(1), { labels });
    const bad = await started(gateTemplate(0, { name: 'other' }), { labels });
    const open = await started(gateTemplate(1, { hold: true }), { labels: { list: 'filtered' } });
    await ended(good);
    await ended(bad);
    const found = async (query: string): Promise<readonly string[]> =>
      items((await stage.team('GET', `/runs?label=list=filtered&${query}`)).json).map((run) => textIn(run, 'id'));
    expect(await found('verdict=pass')).toEqual([good]);
    expect(await found('verdict=fail,running')).toEqual([open, bad]);
    expect(await found('label=example.com%2Fteam=a.b_c')).toEqual([bad, good]);
    expect(await found('template=other')).toEqual([bad]);
    expect(await found('template=nothing')).toEqual([]);
    await stage.team('POST', `/runs/${open}/terminate`);
  });

  it('leaves out what is long', async () => {
    await started(gateTemplate(1));
    const { json } = await stage.team('GET', '/runs?limit=1');
    expect(Object.keys(items(json)[0] ?? {}).toSorted()).toEqual([
      'attempt',
      'createdAt',
      'endedAt',
      'id',
      'isTerminating',
      'labels',
      'name',
      'namespace',
      'phase',
      'sentence',
      'source',
      'startedAt',
      'verdict',
    ]);
  });
});

describe('a start', () => {
  it.each<{ given: string; body: unknown; status?: number; code?: string; pointer: string; detail: string }>([
    {
      given: 'no template',
      body: {},
      pointer: '',
      detail: 'expected either "template" or "templateRef", found neither',
    },
    {
      given: 'two templates',
      body: { template: gateTemplate(1), templateRef: { name: 'a' } },
      pointer: '',
      detail: 'found both',
    },
    {
      given: 'a number for an argument',
      body: { args: { a: 5 } },
      pointer: '/args/a',
      detail: 'expected a text, found the number 5',
    },
    { given: 'a list of arguments', body: { args: [] }, pointer: '/args', detail: 'expected an object, found a list' },
    { given: 'a misspelled member', body: { tempalte: {} }, pointer: '/tempalte', detail: 'did you mean "template"?' },
    {
      given: 'a text for a switch',
      body: { templateRef: { name: 'a', clusterScope: 'true' } },
      pointer: '/templateRef/clusterScope',
      detail: 'expected true or false, found the text "true"',
    },
    {
      given: 'a name in capitals',
      body: { templateRef: { name: 'ABC' } },
      pointer: '/templateRef/name',
      detail: 'RFC 1123',
    },
    {
      given: 'a label that is none',
      body: { labels: { 'a b': 'c' } },
      pointer: '/labels/a b',
      detail: 'name part must consist of',
    },
    {
      given: 'a label with a bad value',
      body: { labels: { a: 'b c' } },
      pointer: '/labels/a',
      detail: 'a valid label must be',
    },
    { given: 'a timeout of nothing', body: { timeout: '0s' }, pointer: '/timeout', detail: 'it is not above 0' },
    { given: 'a timeout without unit', body: { timeout: '5' }, pointer: '/timeout', detail: 'missing unit' },
    {
      given: 'a callback that is no URL',
      body: { callback: { url: 'nowhere' } },
      pointer: '/callback/url',
      detail: 'it is no URL',
    },
    {
      given: 'a callback to a file',
      body: { callback: { url: 'file:///etc/passwd' } },
      pointer: '/callback/url',
      detail: 'file is not taken',
    },
    {
      given: 'a callback with a password',
      body: { callback: { url: 'http://a:b@c/' } },
      pointer: '/callback/url',
      detail: 'a user or a password',
    },
    {
      given: 'a callback on something unknown',
      body: { callback: { url: 'http://c/', on: ['verdikt'] } },
      pointer: '/callback/on/0',
      detail: 'did you mean "verdict"?',
    },
    {
      given: 'a callback on nothing',
      body: { callback: { url: 'http://c/', on: [] } },
      pointer: '/callback/on',
      detail: '1 at least',
    },
    {
      given: 'a template with mistakes',
      body: { template: gateTemplate(1, { metric: { intervall: '5s' } }) },
      status: 422,
      code: 'INPUT_INVALID',
      pointer: '/template/spec/metrics/0/intervall',
      detail: 'did you mean "interval"?',
    },
  ])('with $given is refused', async ({ body, status = 400, code = 'REQUEST_INVALID', pointer, detail }) => {
    const answer = await stage.team('POST', '/runs', { body });
    expect([answer.status, textIn(answer.json, 'code')]).toEqual([status, code]);
    expect((answer.json as { problems: unknown[] }).problems).toContainEqual(
      expect.objectContaining({ in: 'body', pointer, detail: expect.stringContaining(detail) }),
    );
  });

  it('tells everything that is wrong at once', async () => {
    const { json } = await stage.team('POST', '/runs', {
      body: { args: { a: 1, b: 2 }, labels: 'x', timeout: 5, more: 1 },
    });
    expect((json as { problems: JsonObject[] }).problems.map(({ pointer }) => pointer)).toEqual([
      '/args/a',
      '/args/b',
      '/labels',
      '/timeout',
      '/more',
    ]);
  });

  it.each([
    ['/runs?limit=0', 'limit: expected 1 to 500, found 0'],
    ['/runs?limit=501', 'limit: expected 1 to 500, found 501'],
    ['/runs?limit=ten', 'limit: expected a whole number, found the text "ten"'],
    ['/runs?limit=1.5', 'limit: expected a whole number, found the text "1.5"'],
    ['/runs?limit=1&limit=2', 'limit: is given more than once'],
    ['/runs?lable=a=b', 'unknown parameter "lable"; did you mean "label"?'],
    ['/runs?label=nothing', 'label: the text "nothing": NAME=VALUE was expected'],
    ['/runs?label=a=b&label=a=c', 'label: "a=c": it has two values'],
    ['/runs?verdict=passed', 'did you mean "pass"?'],
    ['/runs?verdict=', 'verdict: is empty'],
    ['/runs?template=A', 'RFC 1123'],
    ['/runs?cursor=bm90aGluZw', 'cursor'],
    [`/runs/${NOBODY}?wait=6m`, 'wait: expected a duration from 0s to 300s'],
    [`/runs/${NOBODY}?wait=-1s`, 'wait: the text "-1s": a duration such as 60s or 5m was expected'],
    [`/runs/${NOBODY}?wait=soon`, 'wait: the text "soon": a duration such as 60s or 5m was expected'],
    [`/runs/${NOBODY}/evidence?attempt=0`, 'attempt: expected 1 to 1000000, found 0'],
    [`/runs/${NOBODY}/evidence?attempt=1e3`, 'attempt: expected a whole number'],
    ['/runs/1234', 'id: the text "1234": it is no UUID'],
    [`/runs/${NOBODY.toUpperCase().replace('0', 'A')}`, 'it is no UUID in lower case'],
  ])('the query %s is refused', async (path, detail) => {
    const answer = await stage.team('GET', path);
    expect([answer.status, textIn(answer.json, 'code'), textIn(answer.json, 'detail')]).toEqual([
      400,
      'REQUEST_INVALID',
      expect.stringContaining(detail),
    ]);
  });

  it('all that is wrong with a query is told at once', async () => {
    const { json } = await stage.team('GET', '/runs?verdict=passed,fail&label=nothing&template=A&limit=0&lable=a');
    const { problems } = json as { problems: JsonObject[] };
    expect(problems.map(({ pointer }) => pointer)).toEqual(['verdict', 'label', 'template', 'limit', 'lable']);
  });
});

it('changes are audited: by whom, what, and how it went', async () => {
  const id = await started(gateTemplate(1));
  await ended(id);
  await stage.team('DELETE', `/runs/${id}`);
  expect(stage.audited.at(-1)).toMatchObject({
    who: 'anonymous',
    action: 'DELETE /api/v1/namespaces/:namespace/runs/:id',
    namespace: 'team',
    object: id,
    outcome: 'done',
    status: 204,
  });
});

function metricOf(value: number): JsonObject {
  return (gateTemplate(value) as { spec: { metrics: JsonObject[] } }).spec.metrics[0] ?? {};
}
