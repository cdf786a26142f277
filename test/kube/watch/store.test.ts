import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../../../src/core/json.ts';
import { objectIn } from '../../../src/core/json-members.ts';
import { nameOf, versionOf } from '../../../src/kube/metadata.ts';
import { byLabel, byNamespace, byOwner } from '../../../src/kube/watch/indexed.ts';
import { type Change, ObjectStore } from '../../../src/kube/watch/store.ts';

const A = { namespace: 'shop', name: 'a' };

describe('a store of objects', () => {
  it('is synced once the first list is whole, and not before', () => {
    const { store } = storeOf();
    store.take({ kind: 'listing' });
    store.take({ kind: 'page', objects: [pod('a', 1)] });
    expect([store.hasSynced(), store.all().length]).toEqual([false, 1]);
    store.take({ kind: 'listed', resourceVersion: '5' });
    expect(store.hasSynced()).toBe(true);
  });

  it('tells what happened to each object, with what it was before', () => {
    const { store, told } = storeOf();
    store.take({ kind: 'put', object: pod('a', 1) });
    store.take({ kind: 'put', object: pod('a', 2) });
    store.take({ kind: 'put', object: pod('a', 2) });
    store.take({ kind: 'gone', object: pod('a', 3) });
    store.take({ kind: 'gone', object: pod('a', 3) });
    expect(told.map(say)).toEqual(['added 1', 'changed 1 → 2', 'deleted 2']);
  });

  it('tells of an object that was made anew under its name as two', () => {
    const { store, told } = storeOf();
    store.take({ kind: 'put', object: pod('a', 1) });
    store.take({ kind: 'put', object: pod('a', 4, { uid: 'other' }) });
    expect(told.map(say)).toEqual(['added 1', 'deleted 1', 'added 4']);
  });

  it('forgets what a later list does not have, and keeps the very object that it has', () => {
    const { store, told } = storeOf();
    list(store, [pod('a', 1), pod('b', 2)], '2');
    const kept = store.get(A);
    list(store, [pod('a', 1)], '9');
    expect(store.get(A)).toBe(kept);
    expect(told.map(say)).toEqual(['added 1', 'added 2', 'deleted 2']);
  });

  it('keeps the very spec of an object as long as its generation is the same', () => {
    const { store } = storeOf();
    const versions = [
      { version: 1, generation: 1, replicas: 3 },
      { version: 2, generation: 1, replicas: 3 },
      { version: 3, generation: 2, replicas: 4 },
    ];
    const specs = versions.map(({ version, generation, replicas }) => {
      const read = pod('a', version);
      store.take({
        kind: 'put',
        object: { ...read, metadata: { ...objectIn(read, 'metadata'), generation }, spec: { replicas } },
      });
      return store.get(A)?.['spec'];
    });
    expect(specs).toEqual([{ replicas: 3 }, { replicas: 3 }, { replicas: 4 }]);
    expect(specs[1]).toBe(specs[0]);
  });

  it('finds objects under what they are now', () => {
    const { store } = storeOf();
    store.take({ kind: 'put', object: pod('a', 1, { labels: { hash: 'x' }, owners: ['o1', 'o2'] }) });
    store.take({ kind: 'put', object: pod('b', 2, { labels: { hash: 'x' } }) });
    expect(names(store.find('hash', 'x'))).toEqual(['a', 'b']);
    expect([names(store.find('owner', 'o2')), names(store.find('namespace', 'shop'))]).toEqual([['a'], ['a', 'b']]);
    store.take({ kind: 'put', object: pod('a', 3, { labels: { hash: 'y' } }) });
    expect([names(store.find('hash', 'x')), names(store.find('owner', 'o1'))]).toEqual([['b'], []]);
    store.take({ kind: 'gone', object: pod('b', 4) });
    expect([names(store.find('hash', 'x')), names(store.find('hash', 'y'))]).toEqual([[], ['a']]);
  });

  it('tells of every object again at a resync', () => {
    const { store, told } = storeOf();
    list(store, [pod('a', 1), pod('b', 2)], '2');
    told.length = 0;
    store.resync();
    expect(told.map(({ kind, object }) => [kind, names([object])])).toEqual([
      ['resync', ['a']],
      ['resync', ['b']],
    ]);
  });
});

describe('what this process wrote', () => {
  it('is seen at once, and nothing older is seen after it', () => {
    const { store, told } = storeOf();
    list(store, [pod('a', 1)], '8');
    store.wrote(pod('a', 12));
    store.take({ kind: 'put', object: pod('a', 9) });
    expect(versionSeen(store)).toBe('12');
    store.take({ kind: 'put', object: pod('a', 12) });
    store.take({ kind: 'put', object: pod('a', 13) });
    expect(versionSeen(store)).toBe('13');
    expect(told.map(say)).toEqual(['added 1', 'changed 1 → 12', 'changed 12 → 13']);
  });

  it('does not come back when the API has told of more before its answer was read', () => {
    const { store } = storeOf();
    list(store, [pod('a', 1)], '8');
    store.take({ kind: 'put', object: pod('a', 12) });
    store.take({ kind: 'gone', object: pod('a', 13) });
    store.wrote(pod('a', 12));
    expect(store.get(A)).toBeUndefined();
  });

  it('survives a list that was read before it', () => {
    const { store } = storeOf();
    store.take({ kind: 'listing' });
    store.take({ kind: 'page', objects: [] });
    store.wrote(pod('a', 12));
    store.take({ kind: 'listed', resourceVersion: '10' });
    expect(versionSeen(store)).toBe('12');
    list(store, [], '20');
    expect(store.get(A)).toBeUndefined();
  });

  it('and deleted stays gone until the API tells of another one of that name', () => {
    const { store } = storeOf();
    list(store, [pod('a', 1)], '8');
    store.deleted(A, 'someone else');
    expect(versionSeen(store)).toBe('1');
    store.deleted(A, 'uid-a');
    store.take({ kind: 'put', object: pod('a', 9) });
    expect(store.get(A)).toBeUndefined();
    store.take({ kind: 'put', object: pod('a', 11, { uid: 'other' }) });
    expect(versionSeen(store)).toBe('11');
  });

  it('loses its managed fields as everything does', () => {
    const { store } = storeOf();
    const { metadata, ...rest } = pod('a', 3);
    store.wrote({ ...rest, metadata: { ...(metadata as JsonObject), managedFields: [{}] } });
    expect(store.get(A)).toEqual(pod('a', 3));
  });
});

const INDEXES = { namespace: byNamespace, owner: byOwner, hash: byLabel('hash') };

function storeOf() {
  const told: Change[] = [];
  return { store: new ObjectStore(INDEXES, (change) => told.push(change)), told };
}

interface Extra {
  readonly uid?: string;
  readonly labels?: Readonly<Record<string, string>>;
  readonly owners?: readonly string[];
}

function pod(name: string, version: number, { uid = `uid-${name}`, labels = {}, owners = [] }: Extra = {}): JsonObject {
  const ownerReferences = owners.map((owner) => ({ uid: owner }));
  const metadata = { namespace: 'shop', name, uid, resourceVersion: `${version}`, labels, ownerReferences };
  return { apiVersion: 'v1', kind: 'Pod', metadata };
}

function list(store: ObjectStore<keyof typeof INDEXES>, objects: readonly JsonObject[], resourceVersion: string): void {
  store.take({ kind: 'listing' });
  store.take({ kind: 'page', objects });
  store.take({ kind: 'listed', resourceVersion });
}

function say(change: Change): string {
  const version = versionOf(change.object);
  return change.kind === 'changed' ? `changed ${versionOf(change.old)} → ${version}` : `${change.kind} ${version}`;
}

function versionSeen(store: ObjectStore<keyof typeof INDEXES>): string {
  return versionOf(store.get(A) ?? {});
}

function names(objects: readonly JsonObject[]): readonly string[] {
  return objects.map((object) => nameOf(object).name).sort();
}
