import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../../../src/core/json.ts';
import { nameOf, uidOf } from '../../../src/kube/metadata.ts';
import { ObjectStore } from '../../../src/kube/watch/store.ts';
import { GuardedWriter } from '../../../src/kube/write/guarded-writer.ts';
import type { PatchOptions } from '../../../src/kube/write/writer.ts';
import { MemoryApi, unreachable } from '../../support/memory-api.ts';

const MAPS = { apiVersion: 'v1', kind: 'ConfigMap', plural: 'configmaps' };
const PATH = '/api/v1/namespaces/shop/configmaps';

describe('a patch', () => {
  it.each<{ what: string; options: PatchOptions; guard: object }>([
    { what: 'the version that was read', options: {}, guard: { resourceVersion: '101' } },
    { what: 'the uid that was read', options: { guard: 'uid' }, guard: { uid: 'uid-101' } },
  ])('is guarded by $what, and learned at once', async ({ options, guard }) => {
    const { writer, seen, store, lastBody } = await world();
    const patched = await writer.patch(seen, { data: { a: '2' } }, options);
    expect(lastBody()).toEqual({ data: { a: '2' }, metadata: guard });
    expect(patched).toMatchObject({ kind: 'written', object: { data: { a: '2' } } });
    expect(store.get(nameOf(seen.object))).toMatchObject({ data: { a: '2' } });
  });

  it('of the status goes to the subresource', async () => {
    const { api, writer, seen } = await world();
    await writer.patch(seen, { status: { phase: 'Paused' } }, { subresource: 'status' });
    expect(api.writes.at(-1)).toBe(`PATCH ${PATH}/a/status`);
  });

  it('is not sent when it says nothing new', async () => {
    const { api, writer, seen } = await world();
    const before = api.requests.length;
    expect(await writer.patch(seen, { data: { a: '1', b: null } })).toEqual({ kind: 'unchanged', object: seen.object });
    expect(api.requests.length).toBe(before);
  });

  it('that does not fit any more ends as stale, with the object as it is now', async () => {
    const { writer, seen, store, others } = await world();
    await others({ data: { b: 'x' } });
    const patched = await writer.patch(seen, { data: { a: '2' } });
    expect(patched).toMatchObject({ kind: 'stale', object: { data: { a: '1', b: 'x' } } });
    expect(store.get(nameOf(seen.object))).toMatchObject({ data: { a: '1', b: 'x' } });
  });

  it('is decided anew from the fresh object after each conflict', async () => {
    const { api, writer, seen, others } = await world();
    let times = 0;
    api.before = async ({ method, path, body }: Asked) => {
      if (method !== 'PATCH' || times >= 2 || path.endsWith('status') || isOthers(body)) return;
      times += 1;
      await others({ data: { count: `${times}` } });
    };
    const patched = await writer.patch(seen, ({ data }) => ({ data: { a: `after ${JSON.stringify(data)}` } }));
    expect(patched).toMatchObject({
      kind: 'written',
      object: { data: { a: 'after {"a":"1","count":"2"}', count: '2' } },
    });
  });

  it('stops where somebody else has written the same', async () => {
    const { writer, seen, others } = await world();
    await others({ data: { a: '2' } });
    expect(await writer.patch(seen, () => ({ data: { a: '2' } }))).toMatchObject({ kind: 'unchanged' });
  });

  it('gives up when every try meets a conflict', async () => {
    const { api, writer, seen, others } = await world();
    let times = 0;
    api.before = async ({ method, body }: Asked) => {
      if (method !== 'PATCH' || isOthers(body)) return;
      times += 1;
      await others({ data: { count: `${times}` } });
    };
    await expect(writer.patch(seen, () => ({ data: { a: '2' } }))).rejects.toMatchObject({ code: 'CLUSTER_REFUSED' });
    expect(times).toBe(5);
  });

  it.each<{ guard: 'version' | 'uid'; anew: boolean }>([
    { guard: 'version', anew: false },
    { guard: 'version', anew: true },
    { guard: 'uid', anew: false },
    { guard: 'uid', anew: true },
  ])('of an object that is gone changes nothing (guard $guard, made anew: $anew)', async ({ guard, anew }) => {
    const { api, writer, seen } = await world();
    await api.request({ method: 'DELETE', path: `${PATH}/a` });
    if (anew) await api.request({ method: 'POST', path: PATH, body: { metadata: { name: 'a' }, data: {} } });
    expect(await writer.patch(seen, () => ({ data: { a: '2' } }), { guard })).toEqual({ kind: 'gone' });
    if (anew) expect(await api.request({ method: 'GET', path: `${PATH}/a` })).toMatchObject({ data: {} });
  });
});

describe('a creation', () => {
  it('is learned at once', async () => {
    const { writer, store } = await world();
    const target = { resource: MAPS, object: manifest('new', 'me') };
    expect(await writer.create(target, isMine)).toMatchObject({ kind: 'created' });
    expect(store.get({ namespace: 'shop', name: 'new' })).toMatchObject({ data: { owner: 'me' } });
  });

  it('whose answer was lost is not made twice', async () => {
    const { api, writer } = await world();
    api.after = ({ method }) => {
      if (method === 'POST') throw unreachable();
    };
    const target = { resource: MAPS, object: manifest('new', 'me') };
    await expect(writer.create(target, isMine)).rejects.toMatchObject({ code: 'CLUSTER_UNREACHABLE' });
    api.after = () => {};
    expect(await writer.create(target, isMine)).toMatchObject({ kind: 'adopted' });
  });

  it('leaves what others made alone', async () => {
    const { api, writer } = await world();
    await api.request({ method: 'POST', path: PATH, body: manifest('new', 'you') });
    const target = { resource: MAPS, object: manifest('new', 'me') };
    expect(await writer.create(target, isMine)).toMatchObject({ kind: 'taken', object: { data: { owner: 'you' } } });
  });
});

describe('a deletion', () => {
  it('is learned at once, and may be repeated', async () => {
    const { writer, seen, store, lastBody } = await world();
    await writer.delete(seen);
    expect(lastBody()).toMatchObject({ propagationPolicy: 'Background', preconditions: { uid: uidOf(seen.object) } });
    expect(store.get(nameOf(seen.object))).toBeUndefined();
    await writer.delete(seen);
  });

  it('spares another object of that name', async () => {
    const { api, writer, seen } = await world();
    await api.request({ method: 'DELETE', path: `${PATH}/a` });
    await api.request({ method: 'POST', path: PATH, body: manifest('a', 'you') });
    await writer.delete(seen);
    expect(await api.request({ method: 'GET', path: `${PATH}/a` })).toMatchObject({ data: { owner: 'you' } });
  });
});

it('nothing is sent by a process that may not write', async () => {
  const { api, writer, seen, fence } = await world();
  fence.isOpen = false;
  const before = api.requests.length;
  const tries = [
    writer.patch(seen, { data: { a: '2' } }),
    writer.create({ resource: MAPS, object: manifest('new', 'me') }, isMine),
    writer.delete(seen),
    writer.evict({ metadata: { namespace: 'shop', name: 'p', uid: 'u' } }),
  ];
  const ends = await Promise.allSettled(tries);
  expect(ends.map((end) => end.status === 'rejected' && String(end.reason))).toEqual([
    'Fault: PATCH ConfigMap shop/a: not sent, for this process does not hold the lease',
    'Fault: POST ConfigMap shop/new: not sent, for this process does not hold the lease',
    'Fault: DELETE ConfigMap shop/a: not sent, for this process does not hold the lease',
    'Fault: POST Pod shop/p: not sent, for this process does not hold the lease',
  ]);
  expect(api.requests.length).toBe(before);
});

interface Asked {
  readonly method: string;
  readonly path: string;
  readonly body?: unknown;
}

/** An API with one object `a`, a writer to it, and somebody else who writes. */
async function world() {
  const api = new MemoryApi();
  const store = new ObjectStore({}, () => {});
  const fence = { isOpen: true };
  const writer = new GuardedWriter({ cluster: api, mayWrite: () => fence.isOpen, storeOf: () => store });
  const body = { ...manifest('a', ''), data: { a: '1' } };
  const object = (await api.request({ method: 'POST', path: PATH, body })) as JsonObject;
  store.take({ kind: 'listing' });
  store.take({ kind: 'page', objects: [object] });
  store.take({ kind: 'listed', resourceVersion: '101' });
  const others = (patch: JsonObject) =>
    api.request({ method: 'PATCH', path: `${PATH}/a`, patch: 'merge', body: { ...patch, by: 'others' } });
  const lastBody = (): unknown => {
    const last = api.requests.findLast(({ method }) => method !== 'GET');
    return last !== undefined && 'body' in last ? last.body : undefined;
  };
  return { api, store, writer, fence, seen: { resource: MAPS, object }, others, lastBody };
}

function manifest(name: string, owner: string): JsonObject {
  return { apiVersion: 'v1', kind: 'ConfigMap', metadata: { namespace: 'shop', name }, data: { owner } };
}

function isMine({ data }: JsonObject): boolean {
  return JSON.stringify(data) === '{"owner":"me"}';
}

function isOthers(body: unknown): boolean {
  return JSON.stringify(body ?? null).includes('others');
}
