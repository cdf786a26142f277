import { describe, expect, it } from 'vitest';
import { after, millisOf } from '../../../src/core/instant.ts';
import { isJsonObject, type JsonObject } from '../../../src/core/json.ts';
import { objectIn, textIn } from '../../../src/core/json-members.ts';
import type { ApiCall } from '../../../src/simulator/api/call.ts';
import { itemsIn, metadataOf } from '../../../src/simulator/api/members.ts';
import { apiInMemory, CONFIG_MAPS, DEFINITIONS, NAMESPACES, PODS } from './api-in-memory.ts';

const SHOP = { namespace: 'shop' };
const POD: JsonObject = {
  metadata: { name: 'web', ...SHOP },
  spec: { containers: [{ name: 'web', image: 'web:1' }] },
};
const WEB = { ...SHOP, name: 'web' };

const WIDGETS = { group: 'acme.test', version: 'v1', plural: 'widgets' };
const WIDGET: JsonObject = { apiVersion: 'acme.test/v1', kind: 'Widget', metadata: { name: 'w', ...SHOP }, size: 1 };

function definition(...versions: readonly string[]): JsonObject {
  const schema = { openAPIV3Schema: { type: 'object', 'x-kubernetes-preserve-unknown-fields': true } };
  return {
    metadata: { name: 'widgets.acme.test' },
    spec: {
      group: 'acme.test',
      scope: 'Namespaced',
      names: { plural: 'widgets', singular: 'widget', kind: 'Widget', listKind: 'WidgetList' },
      versions: versions.map((name, index) => ({ name, served: true, storage: index === 0, schema })),
    },
  };
}

describe('the embedded API', () => {
  it('answers the same calls with the same bytes', () => {
    const calls: readonly ApiCall[] = [
      {
        method: 'POST',
        path: '/api/v1/namespaces/shop/configmaps',
        query: {},
        body: { metadata: { generateName: 'a-' } },
      },
      { method: 'POST', path: '/api/v1/namespaces/shop/pods', query: {}, body: POD },
      { method: 'GET', path: '/api/v1/configmaps', query: { limit: '1' } },
      { method: 'DELETE', path: '/api/v1/namespaces/shop/pods/web', query: {} },
    ];
    const [first, second] = [apiInMemory(), apiInMemory()].map(({ api }) =>
      calls.map((call) => JSON.stringify(api.answer(call))),
    );
    expect(first).toEqual(second);
    expect(new Set(first).size).toBe(calls.length);
  });

  it('lists in the order of storage keys, in which a longer namespace may come before a shorter', () => {
    const { client } = apiInMemory();
    for (const name of ['a', 'a-b']) client.create(NAMESPACES, { metadata: { name } });
    for (const [namespace, name] of [
      ['a', 'y'],
      ['a', 'x'],
      ['a-b', 'z'],
    ] as const) {
      client.create(CONFIG_MAPS, { metadata: { name, namespace } });
    }
    expect(client.list(CONFIG_MAPS).map((map) => textIn(metadataOf(map), 'name'))).toEqual(['z', 'x', 'y']);
  });

  it('gives pages of a list as it stood at the first, as long as it remembers', () => {
    const { api, client } = apiInMemory();
    for (const name of ['a', 'b', 'c']) client.create(CONFIG_MAPS, { metadata: { name, ...SHOP } });
    const page = (more: Readonly<Record<string, string>>): JsonObject =>
      api.answer({ method: 'GET', path: '/api/v1/namespaces/shop/configmaps', query: { limit: '2', ...more } }).body;
    const token = textIn(metadataOf(page({})), 'continue');
    client.delete(CONFIG_MAPS, { ...SHOP, name: 'c' });
    expect(
      itemsIn(page({ continue: token }), 'items').map((item) => textIn(objectIn(item, 'metadata'), 'name')),
    ).toEqual(['c']);
    client.create(CONFIG_MAPS, { metadata: { name: 'd', ...SHOP } });
    for (let round = 0; round < 64; round += 1) page({});
    expect(page({ continue: token })).toMatchObject({ code: 410, reason: 'Expired' });
  });

  it('lets a pod go at once before it is bound, and after its grace from then on', () => {
    const { api, client, time } = apiInMemory();
    client.create(PODS, POD);
    client.delete(PODS, WEB);
    expect(client.find(PODS, WEB)).toBeUndefined();
    client.create(PODS, POD);
    const binding = { metadata: { name: 'web' }, target: { kind: 'Node', name: 'node-1' } };
    const path = '/api/v1/namespaces/shop/pods/web/binding';
    expect(api.answer({ method: 'POST', path, query: {}, body: binding }).status).toBe(201);
    expect(api.answer({ method: 'POST', path, query: {}, body: binding })).toMatchObject({
      status: 409,
      body: {
        message: 'Operation cannot be fulfilled on pods/binding "web": pod web is already assigned to node "node-1"',
      },
    });
    client.delete(PODS, WEB);
    expect(metadataOf(client.get(PODS, WEB))).toMatchObject({
      deletionTimestamp: '2026-03-01T10:00:30Z',
      deletionGracePeriodSeconds: 30,
    });
    time.now = after(time.now, millisOf(5_000));
    client.delete(PODS, WEB, { gracePeriodSeconds: 10 });
    expect(metadataOf(client.get(PODS, WEB))['deletionTimestamp']).toBe('2026-03-01T10:00:10Z');
    client.delete(PODS, WEB, { gracePeriodSeconds: 60 });
    expect(metadataOf(client.get(PODS, WEB))['deletionTimestamp']).toBe('2026-03-01T10:00:10Z');
    client.delete(PODS, WEB, { gracePeriodSeconds: 0 });
    expect(client.find(PODS, WEB)).toBeUndefined();
  });

  it('makes nothing in a namespace that goes, and lets it go once it is cleared', () => {
    const { api, client } = apiInMemory();
    client.delete(NAMESPACES, { namespace: '', name: 'shop' });
    expect(objectIn(client.get(NAMESPACES, { namespace: '', name: 'shop' }), 'status')['phase']).toBe('Terminating');
    expect(() => client.create(CONFIG_MAPS, { metadata: { name: 'late', ...SHOP } })).toThrow(
      'configmaps "late" is forbidden: unable to create new content in namespace shop because it is being terminated',
    );
    const body = { metadata: { name: 'shop' }, spec: { finalizers: [] } };
    api.answer({ method: 'PUT', path: '/api/v1/namespaces/shop/finalize', query: {}, body });
    expect(client.find(NAMESPACES, { namespace: '', name: 'shop' })).toBeUndefined();
  });

  it('serves a kind from its definition on, in all its versions, until that goes', () => {
    const { api, client } = apiInMemory();
    const path = '/apis/acme.test/v1/namespaces/shop/widgets/w';
    expect(api.answer({ method: 'GET', path, query: {} }).status).toBe(404);
    const made = client.create(DEFINITIONS, definition('v1', 'v2'));
    client.create(WIDGETS, WIDGET);
    expect(client.get({ ...WIDGETS, version: 'v2' }, { ...SHOP, name: 'w' })['apiVersion']).toBe('acme.test/v2');
    expect(api.kinds().filter(({ kind }) => kind === 'Widget')).toHaveLength(2);
    const heard: string[] = [];
    client.watch(WIDGETS, {}, ({ type, object }) => heard.push(`${type} ${textIn(object, 'kind')}`));
    client.update(DEFINITIONS, { ...made, spec: objectIn(definition('v1'), 'spec') });
    expect(api.kinds().filter(({ kind }) => kind === 'Widget')).toHaveLength(1);
    client.delete(DEFINITIONS, { namespace: '', name: 'widgets.acme.test' });
    expect(heard).toEqual(['ADDED Widget', 'DELETED Widget']);
    expect(api.answer({ method: 'GET', path, query: {} }).status).toBe(404);
  });

  it('forgets the objects of kinds that it serves no more', () => {
    const { api, client } = apiInMemory();
    const kinds = api.kinds().filter(({ plural }) => plural === 'configmaps');
    client.create(CONFIG_MAPS, { metadata: { name: 'a', ...SHOP } });
    api.removeKinds(kinds);
    expect(() => client.list(CONFIG_MAPS)).toThrow('the server could not find the requested resource');
    api.addKinds(kinds);
    expect(client.list(CONFIG_MAPS)).toEqual([]);
  });

  it('throws the Status of a refusal at its own controllers', () => {
    const { client } = apiInMemory();
    let thrown: unknown;
    try {
      client.get(PODS, WEB);
    } catch (error) {
      thrown = error;
    }
    expect(thrown).toMatchObject({
      code: 'CLUSTER_REFUSED',
      message: 'pods "web" not found',
      details: { code: 404, reason: 'NotFound', status: { kind: 'Status', details: { kind: 'pods', name: 'web' } } },
    });
  });

  it('says what went wrong inside it, instead of throwing', () => {
    const { api } = apiInMemory();
    const [pods] = api.kinds().filter(({ plural }) => plural === 'pods');
    if (pods === undefined) throw new Error('pods are a kind');
    const rules = {
      ...pods.rules,
      problemsOf: () => {
        throw new Error('a rule broke');
      },
    };
    api.addKinds([{ ...pods, rules }]);
    const answer = api.answer({ method: 'POST', path: '/api/v1/namespaces/shop/pods', query: {}, body: POD });
    expect(answer.status).toBe(500);
    expect(isJsonObject(answer.body) && answer.body['message']).toBe('Internal error occurred: a rule broke');
  });
});
