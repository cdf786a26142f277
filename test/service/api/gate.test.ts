import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { JsonObject } from '../../../src/core/json.ts';
import { type ApiStage, gateTemplate, openApiStage } from '../../support/api-stage.ts';

let stage: ApiStage;
beforeAll(async () => {
  stage = await openApiStage();
  const store = (name: string, value: number, given = {}): Promise<unknown> =>
    stage.team('PUT', `/templates/${name}`, { body: gateTemplate(value, { name, ...given }) });
  await store('good', 1);
  await store('bad', 0);
  await store('unclear', 0.5);
  await store('broken', 1, {
    metric: { provider: { plugin: { scripted: { error: 'down' } } }, consecutiveErrorLimit: 0 },
  });
  await store('dry', 1, { spec: { dryRun: [{ metricName: 'm' }] } });
  await store('slow', 1, { hold: true });
  await store('endless', 1, { metric: { interval: '10s' } });
  await store('with-argument', 1, {
    spec: { args: [{ name: 'on' }, { name: 'off', value: '0' }] },
    metric: { successCondition: 'result == {{args.on}}', failureCondition: 'result == {{args.off}}' },
  });
  const cluster = { ...gateTemplate(1, { name: 'for-all' }), kind: 'ClusterAnalysisTemplate' };
  await stage.ask('PUT', '/api/v1/clustertemplates/for-all', { body: cluster });
});
afterAll(() => stage.stop());

const member = (json: unknown, name: string): unknown => (json as JsonObject)[name];

describe('the gate', () => {
  it.each([
    ['good', 200, 'pass'],
    ['bad', 412, 'fail'],
    ['unclear', 409, 'undecided'],
    ['dry', 409, 'notEvaluated'],
    ['broken', 502, 'error'],
  ])('answers for %s with %d and the run: %s', async (template, status, verdict) => {
    const answer = await stage.team('POST', `/gate/${template}?wait=20s`);
    expect([answer.status, answer.headers['content-type'], answer.json]).toEqual([
      status,
      'application/json; charset=utf-8',
      expect.objectContaining({ verdict, source: [template], explanation: expect.objectContaining({ verdict }) }),
    ]);
    const always = await stage.team('POST', `/gate/${template}?wait=20s&always=200`);
    expect([always.status, member(always.json, 'verdict')]).toEqual([200, verdict]);
  });

  it('answers with 504 when the wait is over, and the run goes on at its Location', async () => {
    const answer = await stage.team('POST', '/gate/slow?wait=10ms');
    expect([answer.status, member(answer.json, 'verdict')]).toEqual([504, null]);
    const { json } = await stage.ask('GET', answer.headers.location ?? '');
    expect(json).toMatchObject({ id: member(answer.json, 'id'), verdict: null });
    expect((await stage.team('POST', '/gate/slow?wait=10ms&always=200')).status).toBe(200);
  });

  it('goes on waiting for the same run under the same Idempotency-Key', async () => {
    const headers = { 'idempotency-key': 'release-42' };
    const first = await stage.team('POST', '/gate/slow?wait=0', { headers });
    const second = await stage.team('POST', '/gate/slow?wait=10ms', { headers });
    expect([second.status, member(second.json, 'id')]).toEqual([504, member(first.json, 'id')]);
    const other = await stage.team('POST', '/gate/good?wait=0', { headers });
    expect([other.status, member(other.json, 'code')]).toEqual([422, 'KEY_REUSED']);
  });

  it.each<{ given: string; path: string; body?: unknown; type?: string; status: number }>([
    { given: 'an argument in the address', path: '/gate/with-argument?arg.on=1', status: 200 },
    { given: 'an argument in the body', path: '/gate/with-argument', body: { args: { on: '1' } }, status: 200 },
    {
      given: 'that of the address before that of the body',
      path: '/gate/with-argument?arg.on=1',
      body: { args: { on: '7', off: '3' } },
      status: 200,
    },
    {
      given: 'what Flagger posts',
      path: '/gate/good',
      body: { name: 'podinfo', namespace: 'test', phase: 'Progressing', metadata: { test: 'all' } },
      status: 200,
    },
    { given: 'a list', path: '/gate/good', body: [1, { args: 5 }], status: 200 },
    { given: 'null', path: '/gate/good', body: 'null', status: 200 },
    { given: 'a name that stands twice', path: '/gate/good', body: '{"a":1,"a":2}', status: 200 },
    { given: 'a form', path: '/gate/good', body: 'a=b&c=%zz', type: 'application/x-www-form-urlencoded', status: 200 },
    { given: 'plain text', path: '/gate/good', body: '{"args":', type: 'text/plain', status: 200 },
    {
      given: 'an empty body that is said to be JSON',
      path: '/gate/good',
      body: '',
      type: 'application/json',
      status: 200,
    },
    { given: 'a template for all', path: '/gate/for-all?clusterScope=true', status: 200 },
    { given: 'labels', path: '/gate/good?label=team=a&label=commit=4c84d07', status: 200 },
    { given: 'a timeout', path: '/gate/endless?timeout=1s', status: 409 },
  ])('takes $given', async ({ path, body, type, status }) => {
    const answer = await stage.team(
      'POST',
      path.includes('wait=') ? path : `${path}${path.includes('?') ? '&' : '?'}wait=20s`,
      {
        ...(body !== undefined && { body }),
        ...(type !== undefined && { headers: { 'content-type': type } }),
      },
    );
    expect([answer.status, answer.text.slice(0, 200)]).toEqual([status, expect.any(String)]);
  });

  it.each<{ given: string; path: string; body?: unknown; status: number; code: string; detail: string }>([
    {
      given: 'a template that is not there',
      path: '/gate/nothing',
      status: 404,
      code: 'NOT_FOUND',
      detail: 'there is no AnalysisTemplate "nothing"',
    },
    {
      given: 'an argument that is missing',
      path: '/gate/with-argument',
      status: 422,
      code: 'TEMPLATE_INVALID',
      detail: 'args.on is not given',
    },
    {
      given: 'an argument that nobody knows',
      path: '/gate/with-argument?arg.onn=1',
      status: 422,
      code: 'TEMPLATE_INVALID',
      detail: 'did you mean "on"?',
    },
    {
      given: 'an argument without its prefix',
      path: '/gate/with-argument?on=1',
      status: 400,
      code: 'REQUEST_INVALID',
      detail:
        'unknown parameter "on"; did you mean "arg.on"?; arg.NAME, wait, timeout, always, clusterScope, label are taken',
    },
    {
      given: 'a template without an end',
      path: '/gate/endless',
      status: 400,
      code: 'USAGE_INVALID',
      detail: 'would measure for ever',
    },
    {
      given: 'a number among the arguments',
      path: '/gate/with-argument',
      body: { args: { on: 1 } },
      status: 400,
      code: 'REQUEST_INVALID',
      detail: '/args/on: expected a text, found the number 1',
    },
    {
      given: 'arguments that are none',
      path: '/gate/with-argument',
      body: { args: 'on=1' },
      status: 400,
      code: 'REQUEST_INVALID',
      detail: '/args: expected an object, found the text "on=1"',
    },
    {
      given: 'JSON that is none',
      path: '/gate/good',
      body: '{"args":',
      status: 400,
      code: 'REQUEST_INVALID',
      detail: 'the body is no JSON',
    },
    {
      given: 'a wait that is too long',
      path: '/gate/good?wait=2h',
      status: 400,
      code: 'REQUEST_INVALID',
      detail: 'wait: expected a duration from 0s to 3600s',
    },
    {
      given: 'always=500',
      path: '/gate/good?always=500',
      status: 400,
      code: 'REQUEST_INVALID',
      detail: 'always: expected "200"',
    },
    {
      given: 'a misspelled parameter',
      path: '/gate/good?alway=200',
      status: 400,
      code: 'REQUEST_INVALID',
      detail: 'did you mean "always"?',
    },
    {
      given: 'an argument given twice',
      path: '/gate/with-argument?arg.on=1&arg.on=2',
      status: 400,
      code: 'REQUEST_INVALID',
      detail: 'arg.on: is given more than once',
    },
    {
      given: 'an argument without a name',
      path: '/gate/with-argument?arg.=1',
      status: 400,
      code: 'REQUEST_INVALID',
      detail: 'args',
    },
  ])('refuses $given', async ({ path, body, status, code, detail }) => {
    const answer = await stage.team('POST', path, body === undefined ? {} : { body });
    expect([answer.status, member(answer.json, 'code'), member(answer.json, 'detail')]).toEqual([
      status,
      code,
      expect.stringContaining(detail),
    ]);
  });

  it('is no GET: nothing changes on GET', async () => {
    const answer = await stage.team('GET', '/gate/good');
    expect([answer.status, answer.headers.allow]).toEqual([405, 'OPTIONS, POST']);
  });
});

it('whoever waits is answered when the service ends', async () => {
  const ending = await openApiStage();
  await ending.team('PUT', '/templates/slow', { body: gateTemplate(1, { name: 'slow', hold: true }) });
  const waiting = ending.team('POST', '/gate/slow?wait=1h');
  while (((await ending.team('GET', '/runs')).json as { items: unknown[] }).items.length === 0);
  ending.closing.abort();
  const answer = await waiting;
  expect([answer.status, member(answer.json, 'verdict')]).toEqual([504, null]);
  await ending.stop();
});
