import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { systemClock } from '../../../src/cli/system-clock.ts';
import type { JsonObject } from '../../../src/core/json.ts';
import { listIn, textIn } from '../../../src/core/json-members.ts';
import type { Role } from '../../../src/service/access/access.ts';
import { digestOf } from '../../../src/service/access/digest.ts';
import { newToken } from '../../../src/service/access/tokens/token-text.ts';
import { type Answered, type ApiStage, type Asking, gateTemplate, openApiStage } from '../../support/api-stage.ts';
import { openEvents } from '../../support/event-stream.ts';

let stage: ApiStage;
const tokens = new Map<string, string>();
/** A run of each namespace, both of templates that are called alike. */
const runs = new Map<string, string>();

const NAMESPACES = ['team', 'other'] as const;
const WHO = ['nobody', 'team viewer', 'team runner', 'other admin', '* viewer', '* runner'] as const;

beforeAll(async () => {
  stage = await openApiStage({ config: 'authentication: {tokens: true}\nrateLimit: {requestsPerMinute: 100000}\n' });
  for (const namespace of [...NAMESPACES, '*']) {
    for (const role of ['viewer', 'runner', 'admin'] as const) {
      tokens.set(`${namespace} ${role}`, await tokenOf(namespace, role));
    }
  }
  await as('* admin', 'PUT', '/api/v1/clustertemplates/gate', {
    body: { ...gateTemplate(1), kind: 'ClusterAnalysisTemplate' },
  });
  for (const namespace of NAMESPACES) {
    const at = `/api/v1/namespaces/${namespace}`;
    await as('* admin', 'PUT', `${at}/templates/gate`, { body: gateTemplate(1) });
    const headers = { 'idempotency-key': 'same' };
    const body = { templateRef: { name: 'gate' }, labels: { of: namespace } };
    const started = await as(`${namespace} runner`, 'POST', `${at}/runs`, { headers, body });
    runs.set(namespace, textIn(started.json, 'id'));
    await as(`${namespace} viewer`, 'GET', `${at}/runs/${runs.get(namespace)}?wait=20s`);
  }
});
afterAll(() => stage.stop());

async function tokenOf(namespace: string, role: Role): Promise<string> {
  const token = newToken((bytes) => crypto.getRandomValues(new Uint8Array(bytes))).open();
  const kept = { id: randomUUID(), name: `${namespace}-${role}`, namespace, role, createdAt: systemClock.now() };
  await stage.store.access.createToken({ ...kept, hash: digestOf(token) });
  return token;
}

function as(who: string, method: string, target: string, { headers, body }: Asking = {}): Promise<Answered> {
  const token = tokens.get(who);
  const shown = token === undefined ? {} : { authorization: `Bearer ${token}` };
  return stage.ask(method, target, { headers: { ...shown, ...headers }, ...(body !== undefined && { body }) });
}

/** All that a caller can change. */
async function kept(): Promise<unknown> {
  const { store } = stage;
  const page = { limit: 100 };
  return {
    templates: await Promise.all(['', ...NAMESPACES].map((scope) => store.templates.list(scope, page))),
    runs: await Promise.all(NAMESPACES.map((namespace) => store.runs.list(namespace, {}, page))),
    newest: await store.history.newest(),
    tokens: await store.access.listTokens(),
  };
}

const RUN = '/api/v1/namespaces/team/runs/RUN';
const TEMPLATE = '/api/v1/namespaces/team/templates/gate';
const CLUSTER = '/api/v1/clustertemplates/gate';

/** Calls that change something, and who of `WHO` may make them. */
const CHANGES: readonly { method: string; path: string; body?: unknown; may: readonly string[] }[] = [
  { method: 'PUT', path: TEMPLATE, body: gateTemplate(0), may: [] },
  { method: 'DELETE', path: TEMPLATE, may: [] },
  { method: 'PUT', path: CLUSTER, body: { ...gateTemplate(0), kind: 'ClusterAnalysisTemplate' }, may: [] },
  { method: 'DELETE', path: CLUSTER, may: [] },
  { method: 'DELETE', path: RUN, may: [] },
  { method: 'POST', path: `${RUN}/terminate`, may: ['team runner', '* runner'] },
  { method: 'POST', path: `${RUN}/retry`, may: ['team runner', '* runner'] },
  { method: 'POST', path: '/api/v1/namespaces/team/gate/gate', may: ['team runner', '* runner'] },
  {
    method: 'POST',
    path: '/api/v1/namespaces/team/runs',
    body: { template: gateTemplate(1) },
    may: ['team runner', '* runner'],
  },
];
const to = (path: string): string => path.replace('RUN', runs.get('team') ?? '');

describe('who may not', () => {
  it.each(CHANGES)('changes nothing by $method $path', async ({ method, path, body, may }) => {
    const before = await kept();
    for (const who of WHO) {
      if (may.includes(who)) continue;
      const answer = await as(who, method, to(path), { body });
      expect([who, answer.status]).toEqual([who, who === 'nobody' ? 401 : 403]);
    }
    expect(await kept()).toEqual(before);
  });

  it('is told the same whether or not there is something', async () => {
    const asked = (id: string): Promise<Answered> => as('other admin', 'GET', `/api/v1/namespaces/team/runs/${id}`);
    const [there, not] = await Promise.all([asked(runs.get('team') ?? ''), asked(randomUUID())]);
    const shown = ({ status, json }: Answered) => [status, textIn(json, 'detail')];
    expect(shown(there)).toEqual(shown(not));
    expect(there.status).toBe(403);
  });
});

describe('reading', () => {
  const PATHS = [...new Set(CHANGES.map(({ path }) => path)), '/api/v1/session'];
  const DISGUISES: readonly { what: string; headers?: Record<string, string>; query?: string }[] = [
    { what: 'as it is' },
    ...['X-HTTP-Method-Override', 'X-HTTP-Method', 'X-Method-Override', 'X-Original-Method'].map((name) => ({
      what: name,
      headers: { [name]: 'DELETE' },
    })),
    { what: '_method', query: '?_method=DELETE' },
    {
      what: 'another address in a header',
      headers: { 'x-original-url': TEMPLATE, 'x-rewrite-url': TEMPLATE },
    },
  ];

  it.each(PATHS)('changes nothing, in whatever disguise: %s', async (path) => {
    const before = await kept();
    for (const method of ['GET', 'HEAD', 'OPTIONS', 'TRACE', 'PROPFIND', 'PATCH', 'SEARCH', 'QUERY']) {
      for (const { headers = {}, query = '' } of DISGUISES) {
        await as('* admin', method, `${to(path)}${query}`, { headers });
      }
    }
    expect(await kept()).toEqual(before);
  });

  it.each([
    ['GET', TEMPLATE],
    ['GET', CLUSTER],
    ['GET', RUN],
    ['GET', `${RUN}/evidence`],
    ['GET', '/api/v1/namespaces/team/runs'],
    ['GET', '/api/v1/namespaces/team/templates'],
    ['GET', '/api/v1/namespaces'],
    ['GET', '/metrics'],
  ])('by HEAD needs what %s %s needs, and tells no more', async (_method, path) => {
    const nobody = await as('nobody', 'HEAD', to(path));
    const stranger = await as('other admin', 'HEAD', to(path));
    const isForAnyone = path === '/api/v1/namespaces';
    expect([nobody.status, stranger.status]).toEqual([401, isForAnyone ? 200 : 403]);
    const [head, get] = [await as('* admin', 'HEAD', to(path)), await as('* admin', 'GET', to(path))];
    expect([head.status, head.text]).toEqual([get.status, '']);
  });
});

describe('from another namespace nothing is seen of', () => {
  const at = '/api/v1/namespaces/other';
  const seen = (path: string, asking?: Asking) =>
    as('other admin', asking?.body === undefined ? 'GET' : 'POST', `${at}${path}`, asking);
  const codeOf = ({ status, json }: Answered) => [status, textIn(json, 'code')];

  it('its runs, though their ids are known', async () => {
    const id = runs.get('team') ?? '';
    for (const path of [`/runs/${id}`, `/runs/${id}/evidence`, `/runs/${id}/events`, `/runs/${id}?wait=1s`]) {
      expect(codeOf(await seen(path))).toEqual([404, 'NOT_FOUND']);
    }
    for (const path of [`/runs/${id}/terminate`, `/runs/${id}/retry`]) {
      expect(codeOf(await seen(path, { body: {} }))).toEqual([404, 'NOT_FOUND']);
    }
    expect(codeOf(await as('other admin', 'DELETE', `${at}/runs/${id}`))).toEqual([404, 'NOT_FOUND']);
  });

  it('its lists, by their cursors or by labels', async () => {
    for (let count = 0; count < 2; count += 1) {
      await as('team runner', 'POST', '/api/v1/namespaces/team/runs', { body: { templateRef: { name: 'gate' } } });
    }
    const page = await as('team viewer', 'GET', '/api/v1/namespaces/team/runs?limit=1');
    const cursor = textIn(page.json, 'cursor');
    expect(cursor).not.toBe('');
    expect(codeOf(await seen(`/runs?cursor=${cursor}`))).toEqual([400, 'REQUEST_INVALID']);
    const { json } = await seen('/runs?label=of%3Dteam');
    expect(json).toEqual({ items: [] });
  });

  it('its idempotency keys', async () => {
    expect(runs.get('team')).not.toBe(runs.get('other'));
    const body = { templateRef: { name: 'gate' }, labels: { of: 'other' } };
    const again = await seen('/runs', { headers: { 'idempotency-key': 'same' }, body });
    expect([again.headers['idempotency-replayed'], textIn(again.json, 'id')]).toEqual(['true', runs.get('other')]);
  });

  it('its events, from the first on', async () => {
    const authorization = `Bearer ${tokens.get('other viewer')}`;
    const stream = await openEvents(`${stage.url}${at}/events`, { authorization, 'last-event-id': '0' });
    await as('other admin', 'PUT', `${at}/templates/last`, { body: gateTemplate(1, { name: 'last' }) });
    const { json } = await seen('/runs', { body: { templateRef: { name: 'last' } } });
    const last = textIn(json, 'id');
    await stream.until((events) => events.some(({ run, kind }) => run === last && kind === 'ended'));
    stream.close();
    expect(new Set(stream.events.map(({ namespace }) => namespace))).toEqual(new Set(['other']));
  });

  it('its templates, by a reference or from inside another template', async () => {
    await as('* admin', 'PUT', '/api/v1/namespaces/team/templates/own', { body: gateTemplate(1, { name: 'own' }) });
    const named = await seen('/runs', { body: { templateRef: { name: 'own' } } });
    expect(codeOf(named)).toEqual([404, 'NOT_FOUND']);
    for (const templateName of ['own', 'team/own', '../team/templates/own']) {
      for (const clusterScope of [false, true]) {
        const template = gateTemplate(1, { spec: { metrics: [], templates: [{ templateName, clusterScope }] } });
        const { status } = await seen('/runs', { body: { template } });
        expect([templateName, clusterScope, status]).toEqual([templateName, clusterScope, 422]);
      }
    }
  });

  it('its name', async () => {
    const { json } = await as('other admin', 'GET', '/api/v1/namespaces');
    expect(listIn(json as JsonObject, 'items').map((item) => textIn(item, 'name'))).toEqual(['other']);
  });
});
